"""Whom the list shows: asked at every change, first what fills the screen, then the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from crm_desktop.domain.filters import EVERYBODY
from crm_desktop.domain.problems import Refused
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries.clients import Skeleton
from crm_desktop.ui.clients.blanks import no_clients_yet, nobody_fits, nobody_found
from crm_desktop.ui.clients.listed import ClientTable
from crm_desktop.ui.clients.top import ListTop
from crm_desktop.ui.kit.empty import EmptyState
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import formats, npgettext, pgettext
from crm_desktop.words.codes import problem_text
from crm_desktop.words.finding import amounts_compared, read_otherwise

FIRST = 50
"""Hits that fill the screen at a keystroke."""
_TABLES = ("client", "contact", "contact_point", "deal", "task", "document", "activity")


class Blank(Enum):
    """Why there is no table."""

    EMPTY = "empty"
    """There is no client yet."""
    NOTHING = "nothing"
    """Nobody is found."""
    UNFIT = "unfit"
    """Nobody fits the filter."""


class Found(QStackedWidget):
    """The table of the clients, or why there is none in it and what to do about that."""

    came = Signal(object)
    """All ids that were asked for; the table shows them."""

    def __init__(
        self,
        desk: Desk,
        top: ListTop,
        listed: ClientTable,
        page: QWidget,
        *,
        bring: Callable[[], object],
        show_all: Callable[[], object],
    ) -> None:
        super().__init__(page)
        self.desk = desk
        self._top, self._table, self._model = top, listed.table, listed.model
        self._view = listed.view
        self._bring, self._show_all = bring, show_all
        self._blanks: dict[Blank, EmptyState] = {}
        self.addWidget(self._table)
        self._first = False
        self._whole = True
        self._shown: tuple[str, ...] = ()
        # The page's: the list may be hidden by a card with the whole room, and is fresh after it.
        self.ids = LiveQuery(
            page,
            desk.jobs,
            client_queries.skeleton,
            _TABLES,
            self._question,
            self.show_found,
            failed=self._refused,
        )

    def blank(self, why: Blank) -> EmptyState:
        """What stands in place of the table, made when it is first needed."""
        if why not in self._blanks:
            theme = self.desk.theme
            if why is Blank.EMPTY:
                made = no_clients_yet(theme, self._bring)
            elif why is Blank.NOTHING:
                made = nobody_found(theme, self._show_all)
            else:
                made = nobody_fits(theme, self._top.filter.clear)
            self._blanks[why] = made
            self.addWidget(made)
        return self._blanks[why]

    def is_blank(self, why: Blank) -> bool:
        """Whether that is why there is no table in sight."""
        return why in self._blanks and self.currentWidget() is self._blanks[why]

    def ask(self) -> None:
        """What fills the screen at once, whatever was typed; the rest of what is found follows."""
        self._first = True
        self.ids.refresh()

    def all_ids(self) -> Sequence[int]:
        """All that is shown, those too that are still on their way into the table."""
        if self._whole:
            return self._model.ids()
        asked = self._question() | {"most": None}
        return self.desk.jobs.crm.ask(client_queries.skeleton, **asked).ids

    def show_found(self, found: Skeleton) -> None:
        """These were found, or these first of all."""
        self._first = False
        self._whole = found.whole
        ids = found.ids
        self._model.show(ids, found.lines if self._shown == self._view.fields() else ())
        text = self._top.search.text().strip()
        said = read_otherwise(found.how, text, found.meant) if text and ids else ""
        self._top.say(f"{said} {amounts_compared(text, self.desk.language)}".strip())
        if not found.whole:
            self.setCurrentWidget(self._table)
            self.ids.refresh()
            return
        language = self.desk.language
        text = npgettext("Clients", "{n} client", "{n} clients", len(ids))
        filtered = self._view.spec.wanted != EVERYBODY
        searching = bool(self._top.search.text().strip()) or self._top.only.run is not None
        told = ids or searching or filtered
        self._top.count.setText(text.format(n=formats.number(len(ids), language)) if told else "")
        if ids:
            self.setCurrentWidget(self._table)
        elif filtered:
            self._show_unfit(pgettext("Clients", "No client fits this filter."))
        else:
            self.setCurrentWidget(self.blank(Blank.NOTHING if searching else Blank.EMPTY))
        self.came.emit(ids)

    def _question(self) -> dict[str, Any]:
        self._shown = self._view.fields()
        return {
            "shown": self._shown,
            "search_text": self._top.search.text(),
            "sorts": self._view.spec.sorts,
            "most": FIRST if self._first else None,
            "run": self._top.only.run,
            "part": self._top.only.part,
            "wanted": self._view.spec.wanted,
            "today": self.desk.now().date(),
        }

    def _refused(self, refused: Refused) -> None:
        """The filter asks what cannot be asked, perhaps about a field that is gone."""
        self._first, self._whole = False, True
        self._model.show([])
        self._top.count.setText("")
        self._top.say("")
        self._show_unfit("\n".join(problem_text(one) for one in refused.problems))

    def _show_unfit(self, sentence: str) -> None:
        blank = self.blank(Blank.UNFIT)
        blank.set_sentence(sentence)
        self.setCurrentWidget(blank)
