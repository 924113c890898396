"""The deals, tasks and papers of one client: counts in a row, short lists below them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QVBoxLayout, QWidget

from crm_desktop.domain.documents import DocumentKind, DocumentStatus
from crm_desktop.late import dataclass
from crm_desktop.queries import deals, documents, tasks
from crm_desktop.queries.deals import DealRow
from crm_desktop.queries.documents import DocumentRow
from crm_desktop.queries.tasks import TaskRow
from crm_desktop.ui.kit.flow import Flow
from crm_desktop.ui.kit.line_button import LineButton
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.words import codes, formats, pgettext

SHORT = 4
"""Lines of a list before somebody asks for the rest."""

Line = tuple[int, str]
"""A record's id and what is told of it."""


@dataclass(frozen=True, slots=True)
class _Noun:
    """One of the lists; `address` is the kind of address that shows one of its records."""

    address: str
    title: Callable[[], str]
    picture: str
    listing: Callable[..., Any]
    tables: tuple[str, ...]
    told: Callable[[Desk, Any], str]


class Related(QWidget):
    """Folded it is one row of counts; a list opens by its count, all of them where there is room.

    A list without records takes no room at all.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client: int | None = None
        u = desk.theme.u
        self.counts = Flow(u(4), u(4))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(u(4))
        layout.addLayout(self.counts)
        self.lists: dict[str, _Short] = {}
        for noun in _NOUNS:
            short = _Short(desk, noun, lambda: self._client, self)
            self.lists[noun.address] = short
            self.counts.addWidget(short.head)
            layout.addWidget(short.body)

    def show_client(self, client_id: int) -> None:
        """The lists of another client."""
        self._client = client_id
        for short in self.lists.values():
            short.query.refresh()

    def unfold(self, all_of_it: bool) -> None:
        """Open every list, or close them."""
        for short in self.lists.values():
            short.head.setChecked(all_of_it)


class _Short(QObject):
    """One list: its count as a button, and its lines; both stand where the owner puts them."""

    def __init__(
        self, desk: Desk, noun: _Noun, client: Callable[[], int | None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk, self._noun = desk, noun
        self._rest = False
        self.lines: Sequence[Line] = ()
        u = desk.theme.u
        self.head = QToolButton()
        self.head.setCheckable(True)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setIcon(icon(noun.picture))
        self.head.setIconSize(QSize(u(22), u(16)))
        self.head.setProperty("compact", True)
        self.head.toggled.connect(lambda _on: self._show())
        self.head.hide()
        self.body = QWidget()
        self._column = QVBoxLayout(self.body)
        self._column.setContentsMargins(u(8), 0, 0, u(4))
        self._column.setSpacing(u(2))
        self.body.hide()
        self.query = LiveQuery(
            parent, desk.jobs, noun.listing, noun.tables,
            lambda: {"client_id": client() or 0}, self._take,
        )  # fmt: skip

    def _take(self, rows: Sequence[Any]) -> None:
        self.lines = [(row.id, self._noun.told(self._desk, row)) for row in rows]
        self._rest = False
        count = formats.number(len(self.lines), self._desk.language)
        self.head.setText(f"{self._noun.title()} {count}")
        self.head.setVisible(bool(self.lines))
        self._show()

    def _show(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = self.lines if self._rest else self.lines[:SHORT]
        for id_, text in shown:
            self._column.addWidget(self._button(text, partial(self._open, id_)))
        if more := len(self.lines) - len(shown):
            text = pgettext("Clients", "{n} more").format(n=more)
            self._column.addWidget(self._button(text, self._show_rest))
        self.body.setVisible(bool(self.lines) and self.head.isChecked())

    def _button(self, text: str, act: Callable[[], object]) -> QPushButton:
        button = LineButton(text)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _show_rest(self) -> None:
        self._rest = True
        self._show()

    def _open(self, id_: int) -> None:
        if self._desk.navigator.knows(self._noun.address):
            self._desk.navigator.go(self._noun.address, id_)


def _deal(desk: Desk, row: DealRow) -> str:
    amount = "" if row.amount is None else formats.money(row.amount, row.currency, desk.language)
    return " · ".join(part for part in (row.title, amount) if part)


def _task(desk: Desk, row: TaskRow) -> str:
    today = desk.now().date()
    day = "" if row.due_on is None else formats.near_date(row.due_on, desk.language, today)
    return " · ".join(part for part in (day, row.title) if part)


def _paper(desk: Desk, row: DocumentRow) -> str:
    kind, status = codes.label(DocumentKind(row.kind)), codes.label(DocumentStatus(row.status))
    total = formats.money(row.total, row.currency, desk.language)
    number = f" {row.number}" if row.number else ""
    day = formats.near_date(row.date, desk.language, desk.now().date())
    return " · ".join((f"{kind}{number}", day, total, status))


_NOUNS = (
    _Noun(
        "deal", lambda: pgettext("Shell", "Deals"), "briefcase-business", deals.listing,
        ("deal", "stage"), _deal,
    ),
    _Noun(
        "task", lambda: pgettext("Shell", "Tasks"), "square-check", tasks.listing,
        ("task",), _task,
    ),
    _Noun(
        "document", lambda: pgettext("Shell", "Documents"), "file-text", documents.listing,
        ("document",), _paper,
    ),
)  # fmt: skip
