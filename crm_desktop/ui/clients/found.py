"""Whom the list shows: asked at every change, first what fills the screen, then the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import formats, npgettext, pgettext
from crm_desktop.words.codes import problem_text

FIRST = 50
"""Hits that fill the screen at a keystroke."""
_TABLES = ("client", "contact", "contact_point", "deal", "task", "document", "activity")


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
        self.empty = no_clients_yet(desk.theme, bring)
        self.nothing = nobody_found(desk.theme, show_all)
        self.unfit = nobody_fits(desk.theme, top.filter.clear)
        for widget in (self._table, self.empty, self.nothing, self.unfit):
            self.addWidget(widget)
        self._first = False
        self._whole = True
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
        self._model.show(ids)
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
        blank = self.unfit if filtered else self.nothing if searching else self.empty
        self.unfit.set_sentence(pgettext("Clients", "No client fits this filter."))
        self.setCurrentWidget(self._table if ids else blank)
        self.came.emit(ids)

    def _question(self) -> dict[str, Any]:
        return {
            "search_text": self._top.search.text(),
            "sorts": self._view.spec.sorts,
            "most": FIRST if self._first else None,
            "run": self._top.only.run,
            "wanted": self._view.spec.wanted,
            "today": self.desk.now().date(),
        }

    def _refused(self, refused: Refused) -> None:
        """The filter asks what cannot be asked, perhaps about a field that is gone."""
        self._first, self._whole = False, True
        self._model.show([])
        self._top.count.setText("")
        self.unfit.set_sentence("\n".join(problem_text(one) for one in refused.problems))
        self.setCurrentWidget(self.unfit)
