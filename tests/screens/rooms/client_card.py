"""Looks at the card of a client: a company full of history, a person, its small forms."""

from __future__ import annotations

from datetime import date, timedelta

from crm_desktop.commands import client_fields, client_parts, clients, contacts, relations, tasks
from crm_desktop.domain.client_parts import AccountDraft, AddressDraft, DateDraft, RelationDraft
from crm_desktop.domain.clients import ClientDraft, ClientKind, ContactDraft, PointDraft, PointKind
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.queries import clients as questions
from crm_desktop.queries.client_parts import AccountRow, ContactRow
from crm_desktop.ui.clients.card import ClientPanel
from tests.screens.bases import SEVEN
from tests.screens.stage import Look, Scene, Stage, settle, wait_until

ACCOUNT = AccountDraft("40702810100000000001", "044525225", "Сбербанк", label="основной")


def _company(stage: Stage) -> int:
    """The client with the longest name, and all that a company may have."""
    rows = stage.crm.ask(questions.page, list(stage.crm.ask(questions.ids)))
    firm = max(rows, key=lambda row: len(row.name)).id
    other = min(rows, key=lambda row: len(row.name)).id
    people = (
        ContactDraft(
            "Семёнова Наталья Владимировна",
            "директор по закупкам",
            (PointDraft(PointKind.PHONE, "8 916 123-45-67", "мобильный"),),
            date(1980, 5, 17),
        ),
        ContactDraft("Кузнецов Пётр", "кладовщик"),
    )
    for person in people:
        stage.crm.do(contacts.save, firm, None, person)
    stage.crm.do(relations.save, firm, None, RelationDraft(other, "рекомендация", "с выставки"))
    stage.crm.do(client_parts.save_address, firm, None, AddressDraft("Тула, Ленина 1", "склад"))
    stage.crm.do(client_parts.save_account, firm, None, ACCOUNT)
    stage.crm.do(client_parts.save_date, firm, None, DateDraft("день фирмы", "--02-29"))
    fields = {"city": "Орёл", "tags": "опт, VIP, срочно", "rhythm_days": "две недели"}
    stage.crm.do(client_fields.set_fields, firm, fields)
    today = stage.window.desk.now().date()
    for days in (-3, 0, 5):
        due = today + timedelta(days=days)
        stage.crm.do(tasks.add, TaskDraft("Перезвонить", due, client_id=firm))
    return firm


def _panel(stage: Stage, client: int) -> ClientPanel:
    panel = stage.go("client", client).panel
    wait_until(lambda: panel.card is not None and panel.card.id == client)
    settle()
    assert isinstance(panel, ClientPanel)
    return panel


def _more(stage: Stage, look: Look) -> None:
    menu = _panel(stage, stage.crm.ask(questions.ids)[0]).more.menu()
    menu.popup(stage.window.mapToGlobal(stage.window.rect().center()))
    settle()
    look(menu)
    menu.close()


def _beside(stage: Stage, look: Look) -> None:
    _panel(stage, _company(stage))
    look(stage.window)


def _whole(stage: Stage, look: Look) -> None:
    panel = _panel(stage, _company(stage))
    panel.make_whole(True)
    wait_until(lambda: panel.body.wide)
    settle()
    look(stage.window)


def _person(stage: Stage, look: Look) -> None:
    draft = ClientDraft(name="Ли", kind=ClientKind.PERSON)
    panel = _panel(stage, stage.crm.do(clients.add, draft).value)
    panel.make_whole(True)
    settle()
    look(stage.window)


def _account(stage: Stage, look: Look) -> None:
    panel = _panel(stage, _company(stage))
    assert panel.card is not None
    panel.edit_part(next(one for one in panel.card.accounts if isinstance(one, AccountRow)))
    settle()
    look(stage.window)


def _contact(stage: Stage, look: Look) -> None:
    panel = _panel(stage, _company(stage))
    assert panel.card is not None
    panel.edit_part(next(one for one in panel.card.contacts if isinstance(one, ContactRow)))
    settle()
    look(stage.window)


SCENES = [
    Scene("client-card-more", _more, ("asks:ui.clients.card._parts_menu",), (SEVEN,)),
    Scene("client-company", _beside, kinds=(SEVEN,)),
    Scene("client-whole", _whole, kinds=(SEVEN,)),
    Scene("client-person-whole", _person, kinds=(SEVEN,)),
    Scene("client-account", _account, kinds=(SEVEN,)),
    Scene("client-contact", _contact, kinds=(SEVEN,)),
]
