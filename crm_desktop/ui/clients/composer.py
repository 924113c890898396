"""One line for what happened and what is to be done: a note, a contact with its outcome, a task."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.commands import activities, tasks
from crm_desktop.commands.activities import Logged
from crm_desktop.domain.activities import (
    Direction,
    FollowUp,
    TouchDraft,
    Way,
    asks_date,
)
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.domain.when import find_when, without
from crm_desktop.queries import activities as queries
from crm_desktop.ui.clients.story_words import way_icon
from crm_desktop.ui.kit.drafts import DraftKeeper
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.words import codes, formats, pgettext

NOTE, TASK = "note", "task"
SHORT = 9
"""Letters that a box shows at least."""
WIDE = 760
"""Units from which on everything stands in one line."""


class Composer(QWidget):
    """Writes into the story of one client; Enter saves, Up and Down choose what it is."""

    changed = Signal()
    saved = Signal()
    """Something was written down: an entry, or an entry with what follows."""

    words_known = Signal()
    """The ways of contact and their outcomes can be chosen now."""

    def __init__(self, desk: Desk, title: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.client_id: int | None = None
        self.ways: tuple[Way, ...] = ()
        self._wanted: dict[str, str] = {}
        self._saving = False
        self.outcomes_apart = False
        """Whoever is around it shows the outcomes as something else than a box."""
        self._build()
        self.drafts = DraftKeeper(desk, self, NOTE, title, self, quiet=True)
        self._words = LiveQuery(
            self, desk.jobs, queries.ways, ("dictionary_entry",),
            lambda: {"language": desk.language}, self._take_ways,
        )  # fmt: skip
        self._fill_kinds()

    # build

    def _build(self) -> None:
        u = self.desk.theme.u
        self.kind = QComboBox()
        self.kind.setIconSize(QSize(u(16), u(16)))
        self.kind.setAccessibleName(pgettext("Activities", "What it is"))
        self.kind.setToolTip(
            pgettext("Activities", "What it is: Up and Down in the line change it")
        )
        self.line = QLineEdit()
        self.line.returnPressed.connect(self.save)
        self.line.installEventFilter(self)
        self.incoming = QToolButton()
        self.incoming.setCheckable(True)
        self.incoming.setIcon(icon("arrow-left"))
        name = pgettext("Activities", "They got in touch with us")
        self.incoming.setAccessibleName(name)
        self.incoming.setToolTip(name)
        self.outcome = QComboBox()
        self.outcome.setAccessibleName(pgettext("Activities", "What came of it"))
        self.outcome.installEventFilter(self)
        for box in (self.kind, self.outcome):
            # A narrow card is no reason to be pushed aside: the list that opens shows all.
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(SHORT)
        self.next = QLineEdit()
        self.next.returnPressed.connect(self.save)
        self.next.setAccessibleName(pgettext("Activities", "Next step"))
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.hide()
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.kind)
        first.addWidget(self.line, 1)
        second.addWidget(self.incoming)
        second.addWidget(self.outcome, 5)
        second.addWidget(self.next, 4)
        self._rows = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        for row in (first, second):
            row.setSpacing(u(8))
            self._rows.addLayout(row, 1)
        self._rows.setSpacing(u(8))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(u(4))
        layout.addLayout(self._rows)
        layout.addWidget(self.said)
        self.setFocusProxy(self.line)
        self.kind.currentIndexChanged.connect(self._kind_chosen)
        self.outcome.currentIndexChanged.connect(self._told_anew)
        self.incoming.toggled.connect(self._told_anew)
        self.line.textChanged.connect(self._told_anew)
        self.next.textChanged.connect(self._told_anew)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One line as soon as there is room for it."""
        super().resizeEvent(event)
        wide = event.size().width() >= self.desk.theme.u(WIDE)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._rows.direction() != way:
            self._rows.setDirection(way)

    # what it is

    def show_client(self, client_id: int) -> None:
        """Write about another client; what was typed for it before comes back."""
        if client_id == self.client_id:
            return
        with self.drafts.filling(client_id):
            self.client_id = client_id
            self._saving = False
            self._empty()

    def begin_contact(self, way: str = "", phone: str = "") -> None:
        """Somebody is being called or written to: ask at once what came of it.

        An unknown `way` is the first of the list.
        """
        names = [one.name for one in self.ways]
        place = names.index(way) if way in names else 0
        if names:
            self.kind.setCurrentIndex(place + 1)
        if phone:
            self.line.setPlaceholderText(
                pgettext("Activities", "{phone}: what was said").format(phone=phone)
            )
        (self.line if self.outcome.isHidden() else self.outcome).setFocus()

    def _take_ways(self, ways: tuple[Way, ...]) -> None:
        self.ways = ways
        self._fill_kinds()
        self._wanted = {}
        self.words_known.emit()

    def _fill_kinds(self) -> None:
        chosen = self._wanted.get("kind") or self.kind.currentData() or NOTE
        outcome = self._wanted.get("outcome") or self.outcome.currentText()
        self.kind.blockSignals(True)
        self.kind.clear()
        self.kind.addItem(icon("sticky-note"), pgettext("Activities", "Note"), NOTE)
        for way in self.ways:
            self.kind.addItem(icon(way_icon(way.name)), way.name, f"way:{way.name}")
        self.kind.addItem(icon("square-check"), pgettext("Activities", "Task"), TASK)
        self.kind.setCurrentIndex(max(self.kind.findData(chosen), 0))
        self.kind.blockSignals(False)
        self._kind_chosen()
        self.outcome.setCurrentIndex(max(self.outcome.findText(outcome), 0))

    def _way(self) -> Way | None:
        place = self.kind.currentIndex() - 1
        return self.ways[place] if 0 <= place < len(self.ways) else None

    def _kind_chosen(self, _place: int = 0) -> None:
        way = self._way()
        task = self.kind.currentData() == TASK
        self.outcome.clear()
        if way is not None:
            self.outcome.addItem(pgettext("Activities", "outcome…"))
            self.outcome.addItems([word.name for word in way.outcomes])
        self.outcome.setVisible(way is not None and not self.outcomes_apart)
        self.incoming.setVisible(way is not None)
        self.next.setVisible(way is not None or task)
        if way is not None:
            text = pgettext("Activities", "What was said")
            after = pgettext("Activities", "Next step…")
        else:
            text = (
                pgettext("Activities", "What is to be done")
                if task
                else pgettext("Activities", "Note, Enter saves")
            )
            after = pgettext("Activities", "Until…")
        self.line.setPlaceholderText(text)
        self.next.setPlaceholderText(after)
        names = {NOTE: pgettext("Clients", "New note"), TASK: pgettext("Activities", "New task")}
        said = names.get(self.kind.currentData(), self.kind.currentText())
        self.line.setAccessibleName(said)
        self._told_anew()

    # what stands in it

    def typed(self) -> dict[str, Any]:
        """What stands in the line, as a draft keeps it; a choice without words is no draft."""
        words = bool(self.line.text() or self.next.text())
        return {
            "text": self.line.text(),
            "kind": self.kind.currentData() if words else NOTE,
            "outcome": self._outcome() if words else "",
            "incoming": words and self.incoming.isChecked(),
            "next": self.next.text(),
        }

    def type_again(self, typed: Mapping[str, Any]) -> None:
        """Put a draft back; the words of the lists may come later than it."""
        self._wanted = {name: str(typed.get(name) or "") for name in ("kind", "outcome")}
        if self._wanted["kind"]:
            self._fill_kinds()
        self.line.setText(str(typed.get("text", "")))
        self.next.setText(str(typed.get("next", "")))
        self.incoming.setChecked(typed.get("incoming") is True)

    def _outcome(self) -> str:
        return self.outcome.currentText() if self.outcome.currentIndex() > 0 else ""

    def _empty(self) -> None:
        self._wanted = {}
        self.kind.setCurrentIndex(0)
        self.line.clear()
        self.next.clear()
        self.incoming.setChecked(False)
        self._tell("")

    def _told_anew(self, _any: object = None) -> None:
        self.changed.emit()
        following = self.following()
        text = ""
        if following is not None and following.due_on is not None:
            day = formats.near_date(following.due_on, self.desk.language, self.desk.now().date())
            when = " ".join(part for part in (day, following.due_time) if part)
            text = pgettext("Activities", "Task: {title}, {when}").format(
                title=following.title or self.kind.currentText(), when=when
            )
        elif self.next.text().strip() and not self.next.isHidden():
            text = pgettext("Activities", "No day is understood yet: write “tomorrow” or “Friday”")
        self._tell(text)

    def _tell(self, text: str, *, wrong: bool = False) -> None:
        self.said.setProperty("muted", not wrong)
        self.said.setProperty("bad", wrong)
        self.said.style().polish(self.said)
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def following(self) -> FollowUp | None:
        """What is typed as the next step; without a day it is none yet."""
        text = self.next.text()
        if not text.strip() or self.next.isHidden():
            return None
        when = find_when(text, self.desk.now(), self.desk.language)
        return FollowUp(when.day, when.time, without(text, when.spans))

    # save

    def save(self) -> None:
        """Write it down; what is refused stays in the line, and the reason stands below."""
        if self.client_id is None or self._saving:
            # Enter pressed twice says it once.
            return
        text, following = self.line.text(), self.following()
        if following is not None and following.due_on is None:
            self._refuse(self.next)
            return
        way = self._way()
        if way is not None:
            self._save_contact(self.client_id, way, text, following)
        elif self.kind.currentData() == TASK:
            self._save_task(self.client_id, text, following)
        elif text.strip():
            self._run(activities.add_note, self._done, self.client_id, text)

    def _save_contact(
        self, client_id: int, way: Way, text: str, following: FollowUp | None
    ) -> None:
        outcome = self._outcome()
        if not outcome and way.outcomes and not text.strip():
            self._tell(pgettext("Activities", "Choose what came of it."), wrong=True)
            self.outcome.setFocus()
            return
        if following is None and asks_date(self.ways, way.name, outcome):
            said = pgettext("Activities", "“{outcome}”: write the day of the next step.")
            self._tell(said.format(outcome=outcome), wrong=True)
            self.next.setFocus()
            return
        direction = Direction.IN if self.incoming.isChecked() else Direction.OUT
        draft = TouchDraft(client_id, way.name, outcome, direction, text, next=following)
        self._run(activities.log, self._logged, draft)

    def _save_task(self, client_id: int, text: str, following: FollowUp | None) -> None:
        if following is None:
            when = find_when(text, self.desk.now(), self.desk.language)
            following, text = FollowUp(when.day, when.time), without(text, when.spans)
        title = " ".join(part for part in (text.strip(), following.title) if part)
        if title:
            draft = TaskDraft(title, following.due_on, following.due_time, client_id=client_id)
            self._run(tasks.add, self._done, draft)

    def _run(
        self, command: Callable[..., Any], then: Callable[[Any], object], *args: object
    ) -> None:
        self._saving = True
        key = self.drafts.key

        def done(made: object) -> None:
            if self.drafts.key == key:
                then(made)
            elif key is not None:
                # Somebody else is written about already: only the draft of this one goes.
                self.drafts.end(key)

        self.desk.jobs.run(command, *args, owner=self, then=done, failed=self._refused)

    def _refuse(self, line: QLineEdit) -> None:
        text = pgettext(
            "Activities",
            "No day is understood in “{text}”. Nothing was saved yet; write “tomorrow”, “Friday” "
            "or “5.12”.",
        )
        self._tell(text.format(text=line.text().strip()), wrong=True)
        line.setFocus()

    def _refused(self, no: Refused) -> None:
        self._saving = False
        self._tell(" ".join(map(codes.problem_text, no.problems)), wrong=True)

    def _logged(self, made: Logged) -> None:
        text = pgettext("Activities", "Noted.")
        if made.task is not None:
            text = pgettext("Activities", "Noted, and the next step is a task.")
        self.desk.say(text, pgettext("Clients", "Undo"), self.desk.jobs.undo)
        self._done(made)

    def _done(self, _made: object) -> None:
        self._saving = False
        self._empty()
        self.drafts.end()
        self.line.setFocus()
        self.saved.emit()

    # keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down in the line choose what it is; Enter in the outcome saves."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if watched is self.line and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
                step = 1 if key == Qt.Key.Key_Down else -1
                self.kind.setCurrentIndex((self.kind.currentIndex() + step) % self.kind.count())
                return True
            if watched is self.outcome and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.save()
                return True
        return False
