"""The form of a client: new or changed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.commands import clients
from crm_desktop.domain.clients import ClientDraft, ClientKind, PointDraft, PointKind
from crm_desktop.domain.problems import Refused
from crm_desktop.queries.clients import ClientCard, PointRow
from crm_desktop.ui.kit.drafts import DraftKeeper
from crm_desktop.ui.kit.form import Form
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import codes, pgettext


class ClientForm(QWidget):
    """Fields of one client; saves through the writer lane and tells who was saved."""

    saved = Signal(int)
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._card: ClientCard | None = None
        theme = desk.theme
        form = Form(theme, self)
        form.text("name", pgettext("Clients", "Name"), required=True)
        form.choice(
            "kind",
            pgettext("Clients", "Kind"),
            [(kind.value, codes.label(kind)) for kind in ClientKind],
        )
        form.multiline(
            "phones",
            pgettext("Clients", "Phones"),
            hint=pgettext("Clients", "One a line, in any notation"),
        )
        form.multiline("emails", pgettext("Clients", "E-mails"))
        form.text("inn", pgettext("Clients", "INN"))
        form.text("kpp", pgettext("Clients", "KPP"))
        form.text("city", pgettext("Clients", "City"))
        form.text("address", pgettext("Clients", "Address"))
        form.text("source", pgettext("Clients", "Source"))
        form.multiline("comment", pgettext("Clients", "Comment"))
        self.form = form
        self.drafts = DraftKeeper(desk, form, "client", lambda: str(form.value("name")), self)
        self.saved.connect(lambda _client: self.drafts.end())
        self.save_button = QPushButton(pgettext("Clients", "Save"))
        self.save_button.setProperty("primary", True)
        self.save_button.clicked.connect(self.save)
        cancel = QPushButton(pgettext("Clients", "Cancel"))
        cancel.clicked.connect(self._give_up)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.save_button)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(form)
        layout = QVBoxLayout(self)
        layout.addWidget(area, 1)
        layout.addLayout(buttons)

    def edit(self, card: ClientCard | None) -> None:
        """Fill the fields with a client's values, or empty them for a new one."""
        with self.drafts.filling(card.id if card else 0):
            self._card = card
            self.form.clear_problems()
            self._fill(card)
        self.form.focus_first()

    def _fill(self, card: ClientCard | None) -> None:
        points = card.points if card else ()
        self.form.set_values(
            {
                "name": card.name if card else "",
                "kind": card.kind if card else ClientKind.PERSON.value,
                "phones": _lines(points, PointKind.PHONE),
                "emails": _lines(points, PointKind.EMAIL),
                **{
                    field: getattr(card, field) if card else ""
                    for field in ("inn", "kpp", "city", "address", "source", "comment")
                },
            }
        )

    def save(self) -> None:
        """Save; a refusal stands under its field and nothing typed is lost."""
        draft = self.draft()
        jobs = self.desk.jobs
        if self._card is None:
            jobs.run(clients.add, draft, owner=self, then=self.saved.emit, failed=self._refused)
            return
        client_id = self._card.id
        jobs.run(
            clients.edit,
            client_id,
            draft,
            owner=self,
            then=lambda _none: self.saved.emit(client_id),
            failed=self._refused,
        )

    def draft(self) -> ClientDraft:
        """What stands in the fields; values without a field are kept from the card."""
        values = self.form.values()
        card = self._card
        points = tuple(
            PointDraft(kind, line.strip())
            for kind, field in ((PointKind.PHONE, "phones"), (PointKind.EMAIL, "emails"))
            for line in values[field].split("\n")
            if line.strip()
        )
        others = tuple(
            PointDraft(PointKind(p.kind), p.value, p.label, p.id)
            for p in (card.points if card else ())
            if p.kind not in {PointKind.PHONE, PointKind.EMAIL}
        )
        same_name = card is not None and card.name == values["name"]
        return ClientDraft(
            name=values["name"],
            kind=ClientKind(values["kind"]),
            last_name=card.last_name if card and same_name else "",
            first_name=card.first_name if card and same_name else "",
            middle_name=card.middle_name if card and same_name else "",
            inn=values["inn"],
            kpp=values["kpp"],
            ogrn=card.ogrn if card else "",
            city=values["city"],
            address=values["address"],
            source=values["source"],
            status=card.status if card else "",
            comment=values["comment"],
            external_id=card.external_id if card else "",
            tags=card.tags if card else (),
            points=points + others,
        )

    def _give_up(self) -> None:
        self.drafts.end()
        self.closed.emit()

    def _refused(self, refused: Refused) -> None:
        self.form.show_problems(refused.problems)


def _lines(points: tuple[PointRow, ...], kind: PointKind) -> str:
    return "\n".join(p.value for p in points if p.kind == kind)
