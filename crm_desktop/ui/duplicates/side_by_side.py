"""Cards of one client side by side: which one stays, and whose value of a field stays."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.commands import duplicates, merge
from crm_desktop.crm import Done
from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.problems import Refused
from crm_desktop.queries.merge_sheet import MergeSheet, SheetCard, SheetField
from crm_desktop.ui.kit.elided_label import ElidedLabel
from crm_desktop.ui.kit.enter_key import enter_pressed
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import codes, formats, npgettext, pgettext
from crm_desktop.words.client_values import value_text
from crm_desktop.words.fields import field_text
from crm_desktop.words.merge import counted_all

_COLUMN, _NAMES = 150, 120
_SHOWN_POINTS = 4


class _Room(QScrollArea):
    """Scrolls by the mouse and with the focus: the arrows belong to the choices."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()


class _Choice(QRadioButton):
    """A value to choose; one that is longer than its column is told whole under the mouse."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        self._whole, self._mark = text, theme.u(30)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - self._mark
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.setToolTip(self._whole if shown != self._whole else "")
        self.setText(shown.replace("&", "&&"))


class SideBySide(QWidget):
    """A column for each card, a row for each field they speak of; the verbs stand below."""

    merged = Signal()
    told_apart = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.sheet = MergeSheet((), (), 0)
        self.keep = 0
        self.chosen: dict[str, int] = {}
        self.rows: list[list[QRadioButton | None]] = []
        self._groups: dict[str, QButtonGroup] = {}
        self._busy = False
        self._build()

    def _build(self) -> None:
        theme, u = self.desk.theme, self.desk.theme.u
        self.heading = QLabel()
        self.heading.setFont(theme.font(2, 600))
        self.reasons = QLabel()
        self.reasons.setProperty("muted", True)
        for label in (self.heading, self.reasons):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.area = _Room()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setProperty("bare", True)
        self.area.setAccessibleName(pgettext("Merge", "Cards side by side"))
        self.outcome = QLabel()
        self.outcome.setWordWrap(True)
        self.outcome.setTextFormat(Qt.TextFormat.PlainText)
        self.apart_button = QPushButton(pgettext("Merge", "Different clients"))
        self.apart_button.setToolTip(
            pgettext("Merge", "They are not offered as one client any more")
        )
        self.apart_button.clicked.connect(self.tell_apart)
        self.merge_button = QPushButton(pgettext("Merge", "Merge"))
        self.merge_button.setProperty("primary", True)
        self.merge_button.clicked.connect(self.merge)
        bar = QHBoxLayout()
        bar.setSpacing(u(8))
        bar.addWidget(self.outcome, 1)
        bar.addWidget(self.apart_button)
        bar.addWidget(self.merge_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(u(16), u(12), u(16), u(12))
        layout.setSpacing(u(8))
        for widget in (self.heading, self.reasons):
            layout.addWidget(widget)
        layout.addWidget(self.area, 1)
        layout.addLayout(bar)

    # show

    def show_sheet(self, sheet: MergeSheet, heading: str, reasons: str) -> None:
        """Show these cards; what was chosen for the same ones stays chosen."""
        ids = [card.id for card in sheet.cards]
        if ids != [card.id for card in self.sheet.cards]:
            self.keep, self.chosen = sheet.best, {}
        self.sheet = sheet
        self.heading.setText(heading)
        self.reasons.setText(reasons)
        self.reasons.setVisible(bool(reasons))
        focus = self._place_of(QApplication.focusWidget())
        self.area.setWidget(self._grid())
        self._tell()
        self.apart_button.setText(
            pgettext("Merge", "Different people")
            if self._are_people()
            else pgettext("Merge", "Different clients")
        )
        self._busy = False
        self.merge_button.setEnabled(len(ids) > 1)
        self.apart_button.setEnabled(len(ids) > 1)
        if focus is not None and focus[0] < len(self.rows):
            self._focus(*focus)

    def _grid(self) -> QWidget:
        u = self.desk.theme.u
        ground = QWidget()
        ground.setAutoFillBackground(False)
        grid = QGridLayout(ground)
        grid.setContentsMargins(0, u(4), u(8), u(8))
        grid.setHorizontalSpacing(u(16))
        grid.setVerticalSpacing(u(8))
        grid.setColumnMinimumWidth(0, u(_NAMES))
        self.rows, self._groups = [], {}
        for place, card in enumerate(self.sheet.cards):
            grid.addWidget(self._head(card), 0, place + 1)
            grid.setColumnMinimumWidth(place + 1, u(_COLUMN))
            grid.setColumnStretch(place + 1, 1)
        self._keeping(grid)
        line = 2
        differing = [one for one in self.sheet.fields if one.differs]
        for field in differing:
            self._choosing(grid, line, field)
            line += 1
        line = self._rest(grid, line)
        grid.setRowStretch(line, 1)
        return ground

    def _head(self, card: SheetCard) -> QWidget:
        u, language = self.desk.theme.u, self.desk.language
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(u(0))
        name = ElidedLabel(card.name)
        name.setFont(self.desk.theme.font(1, 600))
        since = formats.short_date(card.created_at[:10], language)
        facts = pgettext("Merge", "No. {id}, since {day}").format(id=card.id, day=since)
        if card.archived:
            facts = pgettext("Merge", "{facts}, in the archive").format(facts=facts)
        below = QLabel(facts)
        below.setProperty("muted", True)
        below.setWordWrap(True)
        column.addWidget(name)
        column.addWidget(below)
        # A line that wraps in one of them does not push the names of the others down.
        column.addStretch(1)
        return head

    def _keeping(self, grid: QGridLayout) -> None:
        """Which card stays: its number and its place in lists."""
        grid.addWidget(self._label(pgettext("Merge", "This card stays")), 1, 0)
        group = self._groups[""] = QButtonGroup(self.area)
        buttons: list[QRadioButton | None] = []
        for place, card in enumerate(self.sheet.cards):
            button = _Choice(self.desk.theme, pgettext("Merge", "stays"))
            button.setAccessibleName(pgettext("Merge", "“{name}” stays").format(name=card.name))
            button.setChecked(place == self.keep)
            button.toggled.connect(partial(self._keep_other, place))
            group.addButton(button)
            grid.addWidget(button, 1, place + 1)
            buttons.append(button)
        self.rows.append(buttons)

    def _choosing(self, grid: QGridLayout, line: int, field: SheetField) -> None:
        """A row of a field in which the cards differ."""
        named = self._name_of(field)
        grid.addWidget(self._label(named), line, 0)
        group = self._groups[field.field] = QButtonGroup(self.area)
        buttons: list[QRadioButton | None] = []
        for place, card in enumerate(self.sheet.cards):
            text = self._text_of(field, place)
            if not text:
                grid.addWidget(self._muted("—"), line, place + 1)
                buttons.append(None)
                continue
            button = _Choice(self.desk.theme, text)
            spoken = pgettext("Merge", "{field}: {value}").format(field=named, value=text)
            button.setAccessibleName(f"{spoken} — {card.name}")
            button.setChecked(place == self._standing(field))
            button.toggled.connect(partial(self._choose, field.field, place))
            group.addButton(button)
            grid.addWidget(button, line, place + 1)
            buttons.append(button)
        self.rows.append(buttons)

    def _rest(self, grid: QGridLayout, line: int) -> int:
        """What nobody has to choose: said alike, or by one card only, or all of it stays."""
        cards = self.sheet.cards
        told: list[tuple[str, list[str]]] = [
            (self._name_of(field), [self._text_of(field, place) for place in range(len(cards))])
            for field in self.sheet.fields
            if not field.differs
        ]
        points = [
            "\n".join(
                [*card.points[:_SHOWN_POINTS], *(["…"] if card.points[_SHOWN_POINTS:] else [])]
            )
            for card in cards
        ]
        told.append((pgettext("Merge", "ways of contact"), points))
        told.append((field_text("tags"), [", ".join(card.tags) for card in cards]))
        hanging = [
            counted_all({t: n for t, n in card.counts.items() if t != "contact_point"},
                        self.desk.language).replace(", ", "\n")
            for card in cards
        ]  # fmt: skip
        told.append((pgettext("Merge", "belongs to it"), hanging))
        shown = [(name, texts) for name, texts in told if any(texts)]
        if shown:
            heading = QLabel(pgettext("Merge", "All of this stays; what is equal is joined"))
            heading.setFont(self.desk.theme.font(0, 600))
            grid.addWidget(heading, line, 0, 1, len(cards) + 1)
            line += 1
        for name, texts in shown:
            grid.addWidget(self._label(name), line, 0, Qt.AlignmentFlag.AlignTop)
            for place, text in enumerate(texts):
                value = self._muted(text or "—")
                value.setWordWrap(True)
                grid.addWidget(value, line, place + 1, Qt.AlignmentFlag.AlignTop)
            line += 1
        return line

    def _label(self, text: str) -> QLabel:
        label = QLabel(text[:1].upper() + text[1:])
        label.setWordWrap(True)
        return label

    def _muted(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("muted", True)
        return label

    def _name_of(self, field: SheetField) -> str:
        return field.own.name if field.own is not None else field_text(field.field)

    def _text_of(self, field: SheetField, place: int) -> str:
        text = value_text(field.field, field.values[place], field.own, self.desk.language)
        cards = self.sheet.cards
        if field.field == "name" and len({card.kind for card in cards}) > 1:
            return f"{text} ({codes.label(ClientKind(cards[place].kind))})"
        return text

    def _tell(self) -> None:
        """What the verb below will do."""
        cards = self.sheet.cards
        if len(cards) < 2:
            self.outcome.setText("")
            return
        moving: dict[str, int] = {}
        for place, card in enumerate(cards):
            if place != self.keep:
                for table, count in card.counts.items():
                    moving[table] = moving.get(table, 0) + count
        count = len(cards) - 1
        text = npgettext(
            "Merge",
            "{n} card goes into “{name}”.",
            "{n} cards go into “{name}”.",
            count,
        ).format(n=formats.number(count, self.desk.language), name=cards[self.keep].name)
        told = counted_all(moving, self.desk.language)
        if told:
            with_it = pgettext("Merge", "With it: {what}.").format(what=told)
            text = f"{text} {with_it}"
        self.outcome.setText(text)

    def _are_people(self) -> bool:
        return all(card.kind == ClientKind.PERSON for card in self.sheet.cards)

    # choose

    def _standing(self, field: SheetField) -> int:
        return self.chosen.get(field.field, field.standing(self.keep))

    def _keep_other(self, place: int, on: bool) -> None:
        """Another card stays: what nobody chose by hand follows it."""
        if not on:
            return
        self.keep = place
        for row, field in zip(self.rows[1:], self._differing(), strict=True):
            button = row[self._standing(field)]
            if button is not None:
                was, chosen = button.isChecked(), field.field in self.chosen
                button.setChecked(True)
                if not was and not chosen:
                    del self.chosen[field.field]
        self._tell()

    def _differing(self) -> list[SheetField]:
        return [one for one in self.sheet.fields if one.differs]

    def _choose(self, field: str, place: int, on: bool) -> None:
        if on:
            self.chosen[field] = place

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard begins with the card that stays."""
        if self.rows:
            self._focus(0, self.keep)

    def _place_of(self, widget: QWidget | None) -> tuple[int, int] | None:
        for line, row in enumerate(self.rows):
            for place, button in enumerate(row):
                if button is not None and button is widget:
                    return line, place
        return None

    def _focus(self, line: int, place: int) -> None:
        row = self.rows[line]
        button = row[place] if place < len(row) else None
        button = button or next((one for one in row if one is not None), None)
        if button is not None:
            button.setFocus(Qt.FocusReason.TabFocusReason)
            if line:
                self.area.ensureWidgetVisible(button)
            else:
                # Whose cards they are stands above the first row.
                self.area.verticalScrollBar().setValue(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go between the rows; Enter merges, once however long it is held."""
        here = self._place_of(QApplication.focusWidget())
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if here is not None and step is not None and not event.modifiers():
            line = here[0] + step
            if 0 <= line < len(self.rows):
                self._focus(line, here[1])
            elif line == len(self.rows):
                self.merge_button.setFocus(Qt.FocusReason.TabFocusReason)
            return
        if event.isAutoRepeat():
            return
        if not enter_pressed(event, QApplication.focusWidget(), self.merge):
            super().keyPressEvent(event)

    # do

    def merge(self) -> None:
        """Make one client of the cards, as they are chosen here."""
        cards = self.sheet.cards
        if len(cards) < 2 or self._busy:
            return
        self._hold()
        keep = cards[self.keep]
        others = [card.id for card in cards if card is not keep]
        chosen = {field: cards[place].id for field, place in self.chosen.items()}
        name = keep.name

        def done(done: Done[int]) -> None:
            self._busy = False
            text = npgettext(
                "Merge",
                "{n} card was merged into “{name}”.",
                "{n} cards were merged into “{name}”.",
                len(others),
            ).format(n=len(others), name=name)
            undo = partial(self.desk.jobs.undo, done.operation)
            self.desk.say(text, pgettext("Merge", "Undo"), undo)
            self.merged.emit()

        self.desk.jobs.run(
            merge.clients, keep.id, others, chosen, owner=self, after=done, failed=self._refused,
            label=pgettext("Merge", "Merging"),
        )  # fmt: skip

    def tell_apart(self) -> None:
        """These are different clients: nobody offers them as one again."""
        ids = [card.id for card in self.sheet.cards]
        if len(ids) < 2 or self._busy:
            return
        self._hold()
        text = (
            pgettext("Merge", "They are different people: noted.")
            if self._are_people()
            else pgettext("Merge", "They are different clients: noted.")
        )

        def done(done: Done[int]) -> None:
            self._busy = False
            undo = partial(self.desk.jobs.undo, done.operation)
            self.desk.say(text, pgettext("Merge", "Undo"), undo)
            self.told_apart.emit()

        self.desk.jobs.run(duplicates.distinct, ids, owner=self, after=done, failed=self._refused)

    def _hold(self) -> None:
        self._busy = True
        self.merge_button.setEnabled(False)
        self.apart_button.setEnabled(False)

    def _refused(self, refused: Refused) -> None:
        self._busy = False
        self.merge_button.setEnabled(True)
        self.apart_button.setEnabled(True)
        self.desk.jobs.refused.emit(refused)
