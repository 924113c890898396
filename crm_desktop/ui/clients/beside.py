"""What stands beside the list: a card, its form, the change of many; made when first needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from crm_desktop.domain.client_bulk import BulkAction, Scope
from crm_desktop.domain.problems import NOT_FOUND, Refused
from crm_desktop.domain.unfinished import Unfinished
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries.clients import ClientCard
from crm_desktop.ui.kit.idle import Idle, dressed, imported, laid_out, settled
from crm_desktop.ui.runtime.desk import Desk

if TYPE_CHECKING:
    from crm_desktop.ui.clients.bulk import BulkPanel
    from crm_desktop.ui.clients.card import ClientPanel
    from crm_desktop.ui.clients.edit import ClientForm

_CARD = tuple(
    f"crm_desktop.{name}"
    for name in (
        "ui.clients.head", "ui.clients.facts", "queries.part_changes", "queries.main_points",
        "queries.client_changes", "db.images", "queries.timeline", "ui.clients.story_words",
        "ui.clients.composer", "ui.clients.file_list", "ui.clients.files",
        "ui.clients.story_list", "ui.clients.entry_editor", "ui.clients.timeline",
        "ui.clients.point_list", "ui.clients.point_fields", "ui.kit.side_form",
        "ui.clients.part_form", "ui.clients.reach", "queries.deals", "ui.clients.related",
        "ui.clients.card", "queries.first_card",
    )
)  # fmt: skip
_FORM = (
    # What compares names has compiled parts of its own.
    "rapidfuzz.distance",
    *(
        f"crm_desktop.{name}"
        for name in (
            "domain.requisites_labels", "domain.requisites_people", "domain.requisites_text",
            "domain.requisites_card", "ui.parts.requisites_paste", "ui.parts.own_fields",
            "domain.firm_words", "domain.name_writing", "domain.trades", "domain.called",
            "domain.likeness", "domain.duplicates", "queries.duplicate_cards",
            "queries.duplicates", "ui.parts.known_hint", "ui.parts.rhythm_edit",
            "ui.clients.edit",
        )
    ),
)  # fmt: skip
"""The parts before what is made of them: each is a small piece of work."""


class Beside(QStackedWidget):
    """Hidden until something stands in it.

    A list is in sight sooner without all this; `steps` make it while the user looks at the list.
    """

    closed = Signal()
    """Nothing stands here any more: the list has the room and the keyboard."""
    widened = Signal(bool)
    """Whether the card is to have the whole room, without the list."""
    form_opens = Signal()
    """A form is about to take the keyboard."""
    form_left = Signal()
    """The form is gone, the card stands here again."""
    saved = Signal(int)
    """The form has saved this client."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._panel: ClientPanel | None = None
        self._form: ClientForm | None = None
        self._bulk: BulkPanel | None = None
        self._form_idle = Idle(self._form_steps(), self)
        self.setMinimumWidth(desk.theme.u(360))
        self.hide()

    # what stands here, made when first needed

    @property
    def panel(self) -> ClientPanel:
        """The card."""
        panel = self._begun_panel()
        panel.pieces.finish()
        return panel

    def _begun_panel(self) -> ClientPanel:
        if self._panel is None:
            from crm_desktop.ui.clients.card import ClientPanel

            self._panel = ClientPanel(self.desk, self, at_once=False)
            self.addWidget(self._panel)
            self._panel.edit_requested.connect(self.edit)
            self._panel.closed.connect(self.close_all)
            self._panel.widened.connect(self.widened)
        return self._panel

    @property
    def form(self) -> ClientForm:
        """The form of a client, new or changed."""
        form = self._begun_form()
        form.pieces.finish()
        return form

    def _begun_form(self) -> ClientForm:
        if self._form is None:
            from crm_desktop.ui.clients.edit import ClientForm

            self._form = ClientForm(self.desk, self, at_once=False)
            self.addWidget(self._form)
            self._form.closed.connect(self._form_closed)
            self._form.saved.connect(self.saved)
        return self._form

    @property
    def bulk(self) -> BulkPanel:
        """The change of many."""
        if self._bulk is None:
            from crm_desktop.ui.clients.bulk import BulkPanel

            self._bulk = BulkPanel(self.desk, self)
            self.addWidget(self._bulk)
            self._bulk.closed.connect(self._form_closed)
        return self._bulk

    def steps(self) -> Iterator[None]:
        """Make what the next click asks for, a small piece at each step.

        The forms are made when they are wanted: most days need few of them, and each holds as
        much memory as all the rest of the room. Whoever has a card open may want its form next.
        """
        yield from imported(_CARD)
        card = self._begun_panel()
        yield
        yield from card.pieces
        yield from laid_out(card, self.size())
        self._ask_beforehand()
        yield from settled()

    def _ask_beforehand(self) -> None:
        from crm_desktop.queries import first_card

        jobs = self.desk.jobs
        if not jobs.closed:
            # Nobody has asked for it: a refusal is no news.
            jobs.ask(first_card.put_into_words, failed=lambda _refusal: None, later=True)

    def _form_steps(self) -> Iterator[None]:
        yield from imported(_FORM)
        form = self._begun_form()
        yield
        yield from form.pieces
        yield from dressed(form)
        yield from laid_out(form, self.size())
        yield from settled()

    # what the page asks

    @property
    def card_in_sight(self) -> bool:
        """Whether a card is what stands here."""
        return not self.isHidden() and self.currentWidget() is self._panel

    @property
    def shown_client(self) -> int | None:
        """The client whose card is open."""
        return None if self.isHidden() or self._panel is None else self._panel.client_id

    @property
    def form_in_sight(self) -> bool:
        """Whether the form of a client is what stands here."""
        return not self.isHidden() and self.currentWidget() is self._form

    # what the page does

    def open_card(self, client_id: int) -> None:
        """Show a client's card."""
        self.panel.show_client(client_id)
        self._stand(self.panel)
        self._form_idle.begin()

    def follow(self, client_id: int) -> None:
        """The list is at another client: so is the card, where one is open."""
        if self.card_in_sight:
            self.panel.show_client(client_id)

    def new(self) -> None:
        """An empty form."""
        self.form_opens.emit()
        self.form.edit(None)
        self._stand(self.form)

    def edit(self, card: ClientCard) -> None:
        """The form of this client."""
        self.form_opens.emit()
        self.form.edit(card)
        self._stand(self.form)

    def edit_shown(self) -> None:
        """The form of the client whose card was shown last."""
        if not self.isHidden() and self._panel is not None and self._panel.card is not None:
            self.edit(self._panel.card)

    def change_many(self, action: BulkAction, marked: Sequence[int], scope: Scope) -> None:
        """Ask what is to become of these."""
        self.form_opens.emit()
        self._stand(self.bulk)
        self.bulk.begin(action, marked, scope)

    def look_at(self, marked: Sequence[int], scope: Scope) -> None:
        """Others are marked now: it matters where many are changed."""
        if self._bulk is not None and self._bulk.isVisible():
            self._bulk.look_at(marked, scope)

    def resume(self, one: Unfinished) -> None:
        """The form of a client's draft, which fills itself with what was typed."""
        if one.record:
            ask = self.desk.jobs.ask
            ask(client_queries.cards, [one.record], owner=self, then=self._edit_found)
        else:
            self.new()

    def step_back(self, *, whole: bool) -> None:
        """Out of a form of the card, from a form to the card, from the card to the list.

        What was typed waits as a draft; `whole` is a card that has the whole room now.
        """
        if self.card_in_sight and not self.panel.shows_whole():
            self.panel.leave_part()
        elif self.card_in_sight and whole:
            self.share_room()
        elif self.card_in_sight:
            self.close_all()
        else:
            self._form_closed()

    def share_room(self) -> None:
        """The card no longer has the whole room."""
        if self._panel is not None and self._panel.card is not None:
            self._panel.make_whole(False)

    def close_all(self) -> None:
        """Away with whatever stands here."""
        self.share_room()
        self.hide()
        if self._panel is not None:
            self._panel.client_id = None
        self.closed.emit()

    def _stand(self, widget: QWidget) -> None:
        self.setCurrentWidget(widget)
        self.show()

    def _form_closed(self) -> None:
        if self._panel is None or self._panel.client_id is None:
            self.close_all()
        else:
            self.setCurrentWidget(self._panel)
            self.form_left.emit()

    def _edit_found(self, found: list[ClientCard]) -> None:
        if found:
            self.edit(found[0])
        else:
            self.desk.jobs.refused.emit(Refused.of(NOT_FOUND))
