"""Ctrl+K: actions, records, what one comes back to and help, in one box and by keys alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from crm_desktop.domain.layouts import other_layout
from crm_desktop.domain.text import fold
from crm_desktop.late import dataclass
from crm_desktop.queries import search
from crm_desktop.queries.search import KINDS, Hit, Offer
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.kit.overlay import Overlay
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.shell.palette_found import ICONS, group_title, note_of, remark, title_of
from crm_desktop.ui.shell.palette_list import Entry, EntryList
from crm_desktop.words import pgettext
from crm_desktop.words.finding import ways_to_narrow

PAUSE_MS = 80
WIDTH_UNITS, LIST_UNITS = 680, 420
ROUND_UNITS = 140
"""What stands above and below the list."""
PAGE_ROWS = 8
_TABLES = ("client", "contact", "contact_point", "activity", "deal", "task", "document")


@dataclass(frozen=True, slots=True)
class Doing:
    """Something the palette can do besides showing a record: an action, a help page.

    `sought` are other words it is found by; whoever has them is shown only when looked for.
    """

    text: str
    act: Callable[[], object]
    icon: str = ""
    keys: str = ""
    topic: bool = False
    sought: str = ""

    def answers(self, words: Sequence[str]) -> bool:
        """Whether each folded word is in the text, or begins one of the other words."""
        whole, others = fold(self.text), fold(self.sought).split()
        return all(w in whole or any(one.startswith(w) for one in others) for w in words)


class Palette(Overlay):
    """One line that finds and does.

    `doings` is asked each time it opens; `otherwise` offers what to do with words that found
    nothing.
    """

    def __init__(
        self,
        desk: Desk,
        doings: Callable[[], Sequence[Doing]],
        otherwise: Callable[[str], Sequence[Doing]],
        parent: QWidget,
    ) -> None:
        super().__init__(desk, parent, WIDTH_UNITS)
        self._desk = desk
        self._ask_doings = doings
        self._otherwise = otherwise
        self._doings: Sequence[Doing] = ()
        self._offer = Offer("", (), (), ())
        self._enter_waits = False
        self._chosen = False
        self.setAccessibleName(pgettext("Shell", "Find or do"))
        self._build()
        self._live = LiveQuery(
            self, desk.jobs, search.palette, _TABLES, self._question, self._answered, PAUSE_MS
        )

    def _build(self) -> None:
        u = self._desk.theme.u
        self.line = QLineEdit()
        self.line.setFont(self._desk.theme.font(3))
        self.line.setPlaceholderText(pgettext("Shell", "Name, phone, number, note or an action…"))
        self.line.setAccessibleName(pgettext("Shell", "Find or do"))
        self.line.textEdited.connect(lambda _text: self._typed())
        self.line.installEventFilter(self)
        self.list = EntryList(self._desk.theme, pgettext("Shell", "Found"))
        self.list.setProperty("bare", True)
        self.list.clicked.connect(self._clicked)
        self.nothing = QLabel()
        self.nothing.setProperty("muted", True)
        self.nothing.setWordWrap(True)
        self.nothing.setContentsMargins(u(16), u(12), u(16), u(4))
        self.narrow = QLabel(ways_to_narrow())
        self.narrow.setProperty("muted", True)
        self.narrow.setFont(self._desk.theme.font(-1))
        self.narrow.setWordWrap(True)
        self.narrow.setContentsMargins(u(14), u(6), u(14), 0)
        hint = QLabel(pgettext("Shell", "↑ ↓ choose · Enter open · Esc close"))
        hint.setProperty("muted", True)
        hint.setFont(self._desk.theme.font(-1))
        hint.setContentsMargins(u(14), u(6), u(14), u(8))
        column = QVBoxLayout(self.box)
        column.setContentsMargins(u(1), u(8), u(1), u(1))
        column.setSpacing(u(4))
        top = QVBoxLayout()
        top.setContentsMargins(u(8), 0, u(8), 0)
        top.addWidget(self.line)
        column.addLayout(top)
        for one in (self.nothing, self.list, self.narrow, hint):
            column.addWidget(one)

    # coming up

    def first_field(self) -> QWidget:
        return self.line

    def prepare(self) -> None:
        self._doings = self._ask_doings()
        self._offer = Offer("", (), (), ())
        self._enter_waits = self._chosen = False
        self.line.clear()
        self._fill()

    # typing

    def _question(self) -> dict[str, Any]:
        navigator = self._desk.navigator
        kinds = tuple(kind for kind in KINDS if navigator.knows(kind))
        looked_at = [(str(kind), int(id_)) for kind, id_ in navigator.recent(kinds)]
        return {"text": self.line.text().strip(), "kinds": kinds, "looked_at": looked_at}

    def _typed(self) -> None:
        self._enter_waits = self._chosen = False
        self._live.refresh()
        self._fill()

    def _answered(self, offer: Offer) -> None:
        self._offer = offer
        self._fill()
        if self._enter_waits:
            self._enter()

    def answered(self) -> bool:
        """Whether what is shown answers to what stands in the line."""
        return self._offer.text == self.line.text().strip()

    def _fill(self) -> None:
        """Actions at once, records as they were until the answer is there."""
        text = self.line.text().strip()
        before = self.list.current()
        kept = before.text if before is not None and self._chosen else ""
        doings = matching(self._doings, text)
        entries: list[Entry] = []
        if text:
            first = [one for one in doings if not one.topic and _is_called(one.text, text)]
            entries += _part(pgettext("Shell", "Actions"), map(_doing, first))
            doings = [one for one in doings if one not in first]
            for kind in dict.fromkeys(hit.kind for hit in self._offer.hits):
                found = [hit for hit in self._offer.hits if hit.kind == kind]
                entries += _part(group_title(kind), self._records(found))
        else:
            entries += _part(pgettext("Shell", "Recent"), self._records(self._offer.recent))
            entries += _part(pgettext("Shell", "Often"), self._records(self._offer.often))
        entries += _part(
            pgettext("Shell", "Actions"), (_doing(one) for one in doings if not one.topic)
        )
        entries += _part(pgettext("Shell", "Help"), (_doing(one) for one in doings if one.topic))
        missing = bool(text) and not entries and self.answered()
        said = (
            remark(text, self._offer.hits, self._desk.language) if text and self.answered() else ""
        )
        if missing:
            said = pgettext("Shell", "Nothing is called “{text}”.").format(text=text)
        self.nothing.setText(said)
        self.nothing.setVisible(bool(said))
        self.narrow.setVisible(not text or text[-1:] in "#@<>")
        if missing:
            entries = [_doing(one) for one in self._otherwise(text)]
        self.list.show_entries(entries, kept)
        self.fit()

    def _records(self, hits: Iterable[Hit]) -> Iterable[Entry]:
        navigator = self._desk.navigator
        for hit in hits:
            if navigator.knows(hit.kind):
                yield Entry(
                    title_of(hit),
                    partial(navigator.go, hit.kind, hit.id),
                    ICONS[hit.kind],
                    note_of(hit, self._desk.language),
                    words=hit.words,
                )

    # keys and mouse

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent):
            return event.type() == QEvent.Type.KeyPress and self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: PAGE_ROWS,
            Qt.Key.Key_PageUp: -PAGE_ROWS,
            Qt.Key.Key_Tab: 1,
            Qt.Key.Key_Backtab: -1,
        }
        if key in steps:
            self._chosen = True
            self.list.step(steps[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter()
        else:
            return False
        return True

    def _enter(self) -> None:
        if not self.answered():
            # What is shown answers to other words: wait for the answer that is under way.
            self._enter_waits = True
            return
        self._enter_waits = False
        self._do(self.list.current())

    def _clicked(self, index: QModelIndex) -> None:
        self._do(self.list.entry_model.entries[index.row()])

    def _do(self, entry: Entry | None) -> None:
        if entry is not None and entry.act is not None:
            self.close_it()
            entry.act()

    def fit(self) -> None:
        u = self._desk.theme.u
        whole = self.list.whole_height() + u(4)
        self.list.setFixedHeight(
            min(whole, u(LIST_UNITS), max(self.room() - u(ROUND_UNITS), u(80)))
        )
        super().fit()


def matching(doings: Sequence[Doing], text: str) -> list[Doing]:
    """What all typed words are found in, also typed on the wrong layout; all without words."""
    for meant in (text, other_layout(text)):
        words = fold(meant).split()
        found = [one for one in doings if one.answers(words) and (words or not one.sought)]
        if found and (words or not text):
            return found
    return []


def _is_called(name: str, typed: str) -> bool:
    """Whether a deed, or the place it leads to («Settings → Copies»), begins with the words."""
    return any(fold(part.strip()).startswith(fold(typed)) for part in name.split("→"))


def _part(title: str, entries: Iterable[Entry]) -> list[Entry]:
    """A heading and what it names; nothing when there is nothing."""
    rows = list(entries)
    return [Entry(title), *rows] if rows else []


def _doing(one: Doing) -> Entry:
    return Entry(one.text, one.act, one.icon, "", one.keys)
