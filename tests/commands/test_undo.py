"""Do, undo, redo for every registered command: the tables come back byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from crm_desktop.commands import (
    activities,
    attachments,
    client_bulk,
    client_fields,
    client_parts,
    clients,
    contact_points,
    contacts,
    custom_fields,
    deals,
    demo,
    dictionaries,
    documents,
    duplicates,
    employees,
    import_nouns,
    import_profiles,
    imports,
    merge,
    numbering,
    organisations,
    pipelines,
    quick,
    relations,
    round_trip,
    settings,
    stage_fields,
    tasks,
    views,
)
from crm_desktop.commands import bin as bin_commands
from crm_desktop.commands.work import COMMANDS, Kind
from crm_desktop.crm import Crm
from crm_desktop.db import operations
from crm_desktop.domain.activities import FollowUp, TouchDraft
from crm_desktop.domain.bin import DAYS, BinNoun, key_of
from crm_desktop.domain.client_bulk import BulkAction, BulkChange, Scope
from crm_desktop.domain.client_parts import (
    AccountDraft,
    AddressDraft,
    DateDraft,
    RelationDraft,
    Terms,
)
from crm_desktop.domain.clients import ClientDraft, ContactDraft, PointDraft, PointKind
from crm_desktop.domain.custom_fields import CustomKind, CustomNoun, FieldDraft
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.dictionaries import DictionaryKind
from crm_desktop.domain.documents import DocumentDraft, LineDraft, VatMode
from crm_desktop.domain.filters import Condition, Group, Operator
from crm_desktop.domain.numbering import Pattern
from crm_desktop.domain.organisations import PictureKind
from crm_desktop.domain.pipeline import StageDraft, StageKind
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.quick_entry import parse
from crm_desktop.domain.round_trip import Accepted, AddedRow, CellChange, carried
from crm_desktop.domain.round_trip_cells import first
from crm_desktop.domain.settings import business_of
from crm_desktop.domain.stage_fields import Demand
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.domain.views import ColumnPlace, Sort, ViewSpec
from crm_desktop.queries import client_changes, client_values, history
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import deals as deals_queries
from crm_desktop.queries import employees as employee_queries
from crm_desktop.queries import import_profiles as profile_queries
from crm_desktop.queries import pipelines as pipeline_queries
from crm_desktop.queries.read import Read
from tests.fixtures import ORGANISATION, a_client, age
from tests.import_plans import noun_plan_of, plan_of
from tests.pictures import picture_in
from tests.tables import dump

FULL_CLIENT = ClientDraft(
    name="ООО «Ёлки»",
    inn="7701000001",
    comment="строка\x01\x00с мусором\nи переводом",
    source="Реклама",
    tags=("опт", "VIP"),
    points=(
        PointDraft(PointKind.PHONE, "8 (916) 123-45-67, 8-495-123-45-67 доб. 12"),
        PointDraft(PointKind.EMAIL, "Info@Yolki.RU"),
    ),
    contacts=(ContactDraft("Семёнова Наталья", "директор"),),
    custom={"f1": 2**53 + 1, "f2": ["а", "б"]},
    addresses=(AddressDraft("Тула, Ленина 1", "склад"),),
    dates=(DateDraft("Годовщина", "--02-29"),),
    accounts=(AccountDraft("40702810100000000001", "044525225", "Сбербанк"),),
    terms=Terms("опт", 750, date(2026, 1, 2), "анкета", "рассылка", 30),
)
PERSON = ContactDraft(
    "Иванов Пётр",
    "закупки",
    (PointDraft(PointKind.PHONE, "8 916 000-00-01", "мобильный"),),
    date(1980, 5, 17),
)


MAKES = FieldDraft(CustomNoun.CLIENT, CustomKind.SEVERAL, "Марки", "Машина", ("Киа", "Лада"))
VIEW = ViewSpec(
    Group((Condition("debt", Operator.MORE, (1_000_00,)),)),
    (ColumnPlace("name", 300), ColumnPlace("debt")),
    (Sort("debt", descending=True),),
)
NINE = datetime.fromisoformat("2026-12-01T09:00")
"""Wall time, as reminders are kept."""


class World:
    """A base with one of everything, to change something in."""

    def __init__(self, crm: Crm, folder: Path) -> None:
        self.crm = crm
        self.folder = folder
        self.field = crm.do(custom_fields.add, MAKES).value
        self.spare_field = crm.do(custom_fields.add, replace(MAKES, name="Прежняя марка")).value
        self.client = crm.do(
            clients.add, replace(FULL_CLIENT, custom={str(self.field): ["Киа", "Лада"]})
        ).value
        self.organisation = crm.do(organisations.save, ORGANISATION).value
        self.spare = crm.do(organisations.save, replace(ORGANISATION, name="Лишняя")).value
        crm.do(pipelines.add, "Вторая", "ru")
        self.pipeline = crm.ask(pipeline_queries.listing)[0].id
        self.note = crm.do(activities.add_note, self.client, "позвонить").value
        self.deal = crm.do(deals.add, DealDraft(title="Окна", client_id=self.client)).value
        self.task = crm.do(tasks.add, TaskDraft(title="Позвонить")).value
        self.paper = folder / "Договор.txt"
        self.paper.write_text("Договор", encoding="utf-8")
        self.file = crm.do(attachments.add, self.client, [self.paper]).value.ids[0]
        self.view = crm.do(views.add, "client", "Первый", VIEW).value
        crm.do(views.add, "client", "Второй", ViewSpec())
        self.employee = crm.do(employees.add, "Смена").value
        self.draft = DocumentDraft(
            client_id=self.client,
            organisation_id=self.organisation,
            date=date(2026, 11, 21),
            vat_mode=VatMode.INCLUDED,
            lines=(LineDraft("Окно", 2000, "шт", 610_0000, 0, "standard"),),
        )
        self.document = crm.do(documents.create, self.draft).value
        self.issued = crm.do(documents.create, self.draft).value
        crm.do(documents.issue, self.issued)
        stages = crm.ask(deals_queries.stages)
        self.stages = [s.id for s in stages]


def _set_back(w: World) -> None:
    w.crm.do(client_fields.set_fields, w.client, {"email": ""})
    change = w.crm.ask(client_changes.changes, w.client)[0]
    w.crm.do(client_fields.set_back, w.client, change.row, change.field)


def _second_phone(w: World) -> int:
    return w.crm.ask(client_queries.card, w.client).points[1].id


def _relation(w: World) -> RelationDraft:
    other = w.crm.do(clients.add, ClientDraft(name="Другой")).value
    return RelationDraft(other, "работает в", "с 2020 года")


def _cells(w: World) -> list[CellChange]:
    """Cells of several kinds, as if they had been changed in a spreadsheet."""
    wanted = {
        "name": "ООО «Сосны»", "city": "Орёл", "kind": "company", "birthday": "2001-02-28",
        "phone": ("8 903 000-00-00", "8 903 000-00-02"), "emails": (), "tags": ("юг",),
    }  # fmt: skip
    columns = [column for name in wanted if (column := carried(name, {})) is not None]
    with w.crm.database.read() as connection:
        read = Read(connection, w.crm.viewer)
        held = client_values.values_now(read, [w.client], columns)[w.client]
    return [
        CellChange(1, w.client, "", one, seen, seen, wanted[one.field])
        for one in columns
        for seen in [first(one, held[one.field])]
    ]


def _bulk(world: World, action: BulkAction, **about: Any) -> object:
    one = Scope(ids=(world.client,))
    return world.crm.do(client_bulk.BY_ACTION[action], one, BulkChange(action, **about), 1)


def _purge(w: World) -> None:
    """What was deleted long ago goes: a task, a draft, a client with all that is its own."""
    lonely = w.crm.do(clients.add, FULL_CLIENT).value
    w.crm.do(activities.add_note, lonely, "заметка")
    for command, record in (
        (tasks.delete, w.task), (documents.delete, w.document), (clients.delete, lonely),
        (clients.delete, w.client),
    ):  # fmt: skip
        w.crm.do(command, record)
    age(w.crm, DAYS + 1)
    w.crm.do(bin_commands.purge)


def _load(world: World, command: Callable[..., object], text: str) -> None:
    world.crm.do(command, noun_plan_of(world.crm, world.folder, text))


def _profile(world: World) -> int:
    """How a list was brought in, remembered when it was loaded."""
    plan = replace(plan_of(world.crm, world.folder), profile="Клиенты")
    world.crm.do(imports.clients, plan)
    return world.crm.ask(profile_queries.listing)[0].id


def _delete_for_good(w: World) -> None:
    """What was deleted goes at once: a task, a draft, a client with all that is its own."""
    lonely = w.crm.do(clients.add, FULL_CLIENT).value
    w.crm.do(activities.add_note, lonely, "заметка")
    gone = ((tasks.delete, BinNoun.TASK, w.task), (documents.delete, BinNoun.DOCUMENT, w.document))
    for command, _noun, record in (*gone, (clients.delete, BinNoun.CLIENT, lonely)):
        w.crm.do(command, record)
    keys = [key_of(noun, record) for _command, noun, record in gone]
    w.crm.do(bin_commands.delete_for_good, [*keys, key_of(BinNoun.CLIENT, lonely)])


EXAMPLES: dict[str, Callable[[World], object]] = {
    "view.add": lambda w: w.crm.do(views.add, "client", "Третий", VIEW),
    "view.change": lambda w: w.crm.do(views.change, w.view, ViewSpec()),
    "view.rename": lambda w: w.crm.do(views.rename, w.view, "Должники"),
    "view.move": lambda w: w.crm.do(views.move, w.view, None),
    "view.delete": lambda w: w.crm.do(views.delete, w.view),
    "base.create": lambda w: w.crm.do(settings.create_base, business_of("ru", "ru", "Вторая")),
    "demo.fill": lambda w: w.crm.do(demo.fill, date(2026, 11, 25), "ru"),
    "organisation.save": lambda w: w.crm.do(
        organisations.save, replace(ORGANISATION, name="ИП Ёжиков"), w.organisation
    ),
    "organisation.move": lambda w: w.crm.do(
        organisations.move, w.crm.do(organisations.save, ORGANISATION).value, w.organisation
    ),
    "organisation.delete": lambda w: w.crm.do(organisations.delete, w.spare),
    "organisation.archive": lambda w: w.crm.do(organisations.archive, w.organisation),
    "organisation.restore": lambda w: (
        w.crm.do(organisations.archive, w.organisation),
        w.crm.do(organisations.restore, w.organisation),
    ),
    "organisation.picture": lambda w: w.crm.do(
        organisations.set_picture, w.organisation, PictureKind.LOGO, picture_in(w.folder)
    ),
    "business.change": lambda w: w.crm.do(
        settings.change, {"firm_name": "Другая", "print_stamp": False}
    ),
    "numbering.save": lambda w: w.crm.do(
        numbering.save, w.organisation, "invoice", Pattern("С-{ГГ}/", 4, yearly=False), 2026, 117
    ),
    "pipeline.add": lambda w: w.crm.do(pipelines.add, "Опт", "ru"),
    "pipeline.rename": lambda w: w.crm.do(pipelines.rename, w.pipeline, "Розница"),
    "pipeline.move": lambda w: w.crm.do(pipelines.move, w.pipeline, None),
    "pipeline.delete": lambda w: w.crm.do(
        pipelines.delete, w.pipeline, w.crm.ask(pipeline_queries.listing)[1].stages[0].id
    ),
    "stage.add": lambda w: w.crm.do(
        pipelines.add_stage, w.pipeline, StageDraft("Замер", StageKind.OPEN, 40, 3, 5)
    ),
    "stage.edit": lambda w: w.crm.do(
        pipelines.edit_stage, w.stages[0], StageDraft("Заявка", StageKind.OPEN, 5, 7, 2)
    ),
    "stage.move": lambda w: w.crm.do(pipelines.move_stage, w.stages[2], w.stages[0]),
    "stage.demand": lambda w: w.crm.do(
        stage_fields.demand,
        w.stages[1],
        (Demand(CustomNoun.DEAL, "amount"), Demand(CustomNoun.CLIENT, f"custom:{w.field}")),
    ),
    "stage.delete": lambda w: w.crm.do(pipelines.delete_stage, w.stages[0], w.stages[1]),
    "dictionary.add": lambda w: w.crm.do(dictionaries.add, DictionaryKind.SOURCE, "Выставка"),
    "dictionary.add-usual": lambda w: w.crm.do(dictionaries.add_usual, DictionaryKind.SOURCE, "en"),
    "dictionary.rename": lambda w: w.crm.do(
        dictionaries.rename, DictionaryKind.TAG, "опт", "крупный опт"
    ),
    "dictionary.merge": lambda w: w.crm.do(dictionaries.merge, DictionaryKind.TAG, "опт", "VIP"),
    "dictionary.remove": lambda w: w.crm.do(
        dictionaries.remove, DictionaryKind.SOURCE, "Реклама", clear=True
    ),
    "dictionary.change": lambda w: w.crm.do(
        dictionaries.change, DictionaryKind.TAG, "опт", colour=3
    ),
    "dictionary.archive": lambda w: w.crm.do(dictionaries.archive, DictionaryKind.WAY, "Звонок"),
    "dictionary.restore": lambda w: (
        w.crm.do(dictionaries.archive, DictionaryKind.TAG, "опт"),
        w.crm.do(dictionaries.restore, DictionaryKind.TAG, "опт"),
    ),
    "custom-field.add": lambda w: w.crm.do(
        custom_fields.add, FieldDraft(CustomNoun.DEAL, CustomKind.NUMBER, "Площадь")
    ),
    "custom-field.edit": lambda w: w.crm.do(
        custom_fields.edit, w.field, replace(MAKES, choices=("Kia", "Лада", "ГАЗ"))
    ),
    "custom-field.move": lambda w: w.crm.do(custom_fields.move, w.field, None),
    "custom-field.archive": lambda w: w.crm.do(custom_fields.archive, w.field),
    "custom-field.restore": lambda w: (
        w.crm.do(custom_fields.archive, w.field),
        w.crm.do(custom_fields.restore, w.field),
    ),
    "custom-field.delete": lambda w: w.crm.do(custom_fields.delete, w.field, with_values=True),
    "dictionary.move": lambda w: w.crm.do(dictionaries.move, 3, 1),
    "client.add": lambda w: w.crm.do(clients.add, FULL_CLIENT),
    "client.edit": lambda w: w.crm.do(clients.edit, w.client, a_client("Другая", "123-45-67")),
    "client.set": lambda w: w.crm.do(
        client_fields.set_fields, w.client, {"city": "Тула", "phone": "8 916 000-00-07"}
    ),
    "client.set-back": _set_back,
    "contact.save": lambda w: w.crm.do(contacts.save, w.client, None, PERSON),
    "contact.remove": lambda w: w.crm.do(
        contacts.remove, w.client, w.crm.do(contacts.save, w.client, None, PERSON).value
    ),
    "contact-point.make-main": lambda w: w.crm.do(
        contact_points.make_main, w.client, _second_phone(w)
    ),
    "contact-point.move": lambda w: w.crm.do(contact_points.move, w.client, _second_phone(w), -1),
    "contact-point.label": lambda w: w.crm.do(
        contact_points.label, w.client, _second_phone(w), "склад"
    ),
    "contact-point.remove": lambda w: w.crm.do(contact_points.remove, w.client, _second_phone(w)),
    "relation.save": lambda w: w.crm.do(relations.save, w.client, None, _relation(w)),
    "relation.remove": lambda w: w.crm.do(
        relations.remove,
        w.client,
        w.crm.do(relations.save, w.client, None, _relation(w)).value,
    ),
    "client-address.save": lambda w: w.crm.do(
        client_parts.save_address, w.client, None, AddressDraft("Тула, Ленина 1", "склад")
    ),
    "client-address.remove": lambda w: w.crm.do(
        client_parts.remove_address,
        w.client,
        w.crm.do(client_parts.save_address, w.client, None, AddressDraft("Тула")).value,
    ),
    "client-date.save": lambda w: w.crm.do(
        client_parts.save_date, w.client, None, DateDraft("Свадьба", "2001-07-07")
    ),
    "client-date.remove": lambda w: w.crm.do(
        client_parts.remove_date,
        w.client,
        w.crm.do(client_parts.save_date, w.client, None, DateDraft("Свадьба", "--07-07")).value,
    ),
    "client-account.save": lambda w: w.crm.do(
        client_parts.save_account, w.client, None, AccountDraft("40702810100000000001")
    ),
    "client-account.remove": lambda w: w.crm.do(
        client_parts.remove_account,
        w.client,
        w.crm.do(client_parts.save_account, w.client, None, AccountDraft("4070")).value,
    ),
    "duplicates.distinct": lambda w: w.crm.do(
        duplicates.distinct,
        [w.client, w.crm.do(clients.add, ClientDraft(name="Другой")).value],
    ),
    "client.merge": lambda w: w.crm.do(
        merge.clients,
        w.client,
        [w.crm.do(clients.add, replace(FULL_CLIENT, comment="другое")).value],
        {"comment": w.client + 1},
    ),
    "client.merge-groups": lambda w: w.crm.do(
        merge.groups,
        [
            (w.client, w.crm.do(clients.add, FULL_CLIENT).value),
            (
                w.crm.do(clients.add, ClientDraft(name="Ель")).value,
                w.crm.do(clients.add, ClientDraft(name="Ёль")).value,
            ),
        ],
    ),
    "client.delete": lambda w: w.crm.do(clients.delete, w.client),
    "client.restore": lambda w: (
        w.crm.do(clients.delete, w.client),
        w.crm.do(clients.restore, w.client),
    ),
    "client.bulk-set": lambda w: _bulk(w, BulkAction.SET, field="source", value="Сайт"),
    "client.bulk-tag": lambda w: _bulk(w, BulkAction.TAG, tags=("ёлки", "опт")),
    "client.bulk-untag": lambda w: _bulk(w, BulkAction.UNTAG, tags=("опт",)),
    "client.bulk-reassign": lambda w: _bulk(w, BulkAction.REASSIGN, owner=None),
    "client.bulk-archive": lambda w: _bulk(w, BulkAction.ARCHIVE),
    "client.bulk-unarchive": lambda w: (
        _bulk(w, BulkAction.ARCHIVE),
        _bulk(w, BulkAction.UNARCHIVE),
    ),
    "client.bulk-delete": lambda w: _bulk(w, BulkAction.DELETE),
    "client.bulk-restore": lambda w: (_bulk(w, BulkAction.DELETE), _bulk(w, BulkAction.RESTORE)),
    "bin.restore": lambda w: (
        w.crm.do(tasks.delete, w.task),
        w.crm.do(bin_commands.restore, [key_of(BinNoun.TASK, w.task)]),
    ),
    "bin.delete": _delete_for_good,
    "bin.purge": _purge,
    "employee.add": lambda w: w.crm.do(employees.add, "Пётр"),
    "employee.rename": lambda w: w.crm.do(employees.rename, w.employee, "Пётр"),
    "employee.hand-over": lambda w: w.crm.do(
        employees.hand_over, 1, w.employee, w.crm.ask(employee_queries.load, 1)
    ),
    "employee.leave": lambda w: w.crm.do(employees.leave, w.employee),
    "employee.return": lambda w: (
        w.crm.do(employees.leave, w.employee),
        w.crm.do(employees.come_back, w.employee),
    ),
    "deal.import": lambda w: _load(
        w, import_nouns.deals, "Сделка,Этап,Сумма,Клиент\nЗабор,Новая,5,Ян"
    ),
    "task.import": lambda w: _load(w, import_nouns.tasks, "Задача,Срок,Клиент\nЗамер,1.12.2026,Ян"),
    "note.import": lambda w: _load(w, import_nouns.notes, "Дата,Тип,Текст,Клиент\n1.1.2024,,Да,Ян"),
    "client.import": lambda w: w.crm.do(
        imports.clients, replace(plan_of(w.crm, w.folder), profile="Клиенты")
    ),
    "import-profile.rename": lambda w: w.crm.do(
        import_profiles.rename, _profile(w), "Список поставщиков"
    ),
    "import-profile.forget": lambda w: w.crm.do(import_profiles.forget, _profile(w)),
    "client.round-trip": lambda w: w.crm.do(
        round_trip.apply,
        Accepted(
            "a.xlsx",
            tuple(_cells(w)),
            (AddedRow(9, a_client("Новая Вера", "8 903 000-00-01"), "Хозяйка"),),
        ),
    ),
    "attachment.add": lambda w: w.crm.do(attachments.add, w.client, [w.paper, w.paper]),
    "attachment.rename": lambda w: w.crm.do(attachments.rename, w.file, "Договор 2026"),
    "attachment.delete": lambda w: w.crm.do(attachments.delete, w.file),
    "note.add": lambda w: w.crm.do(activities.add_note, w.client, "ещё одна"),
    "activity.log": lambda w: w.crm.do(
        activities.log,
        TouchDraft(w.client, "Звонок", "Не дозвонились", next=FollowUp(date(2026, 12, 1))),
    ),
    "activity.edit": lambda w: w.crm.do(activities.edit, w.note, "исправлено"),
    "activity.pin": lambda w: w.crm.do(activities.pin, w.note),
    "activity.unpin": lambda w: (
        w.crm.do(activities.pin, w.note),
        w.crm.do(activities.unpin, w.note),
    ),
    "activity.delete": lambda w: w.crm.do(activities.delete, w.note),
    "deal.add": lambda w: w.crm.do(deals.add, DealDraft(title="Двери", client_id=w.client)),
    "deal.edit": lambda w: w.crm.do(
        deals.edit, w.deal, DealDraft(title="Окна и двери", client_id=w.client, amount=4_500_000)
    ),
    "deal.move": lambda w: w.crm.do(deals.move, w.deal, w.stages[1]),
    "deal.delete": lambda w: w.crm.do(deals.delete, w.deal),
    "task.add": lambda w: w.crm.do(tasks.add, TaskDraft(title="Ещё", due_on=date(2026, 12, 1))),
    "task.edit": lambda w: w.crm.do(
        tasks.edit, w.task, TaskDraft(title="Ещё", remind_at="2026-12-01T09:00")
    ),
    "task.done": lambda w: w.crm.do(tasks.done, w.task),
    "task.reopen": lambda w: (w.crm.do(tasks.done, w.task), w.crm.do(tasks.reopen, w.task)),
    "task.snooze": lambda w: w.crm.do(tasks.snooze, w.task, NINE),
    "task.snooze-all": lambda w: w.crm.do(tasks.snooze_all, (w.task,), NINE),
    "task.postpone": lambda w: w.crm.do(tasks.postpone, w.task, date(2026, 12, 2)),
    "task.reminded": lambda w: w.crm.do(tasks.reminded, (w.task,), NINE),
    "task.delete": lambda w: w.crm.do(tasks.delete, w.task),
    "quick.add": lambda w: w.crm.do(
        quick.add, parse("Иванов 8 916 000-00-01 окна 45 000 звонок завтра 15:00", NINE)
    ),
    "document.create": lambda w: w.crm.do(documents.create, w.draft),
    "document.edit": lambda w: w.crm.do(
        documents.edit, w.document, replace(w.draft, basis="Договор № 7")
    ),
    "document.issue": lambda w: w.crm.do(documents.issue, w.document),
    "document.cancel": lambda w: w.crm.do(documents.cancel, w.issued),
    "document.correct": lambda w: w.crm.do(documents.correct, w.issued),
    "document.copy": lambda w: w.crm.do(documents.copy, w.issued, date(2026, 12, 1)),
    "document.delete": lambda w: w.crm.do(documents.delete, w.document),
    "document.number-from": lambda w: w.crm.do(
        documents.number_from, w.organisation, "invoice", 2026, 117
    ),
}


TWO_STEPS = {
    "import-profile.rename",
    "import-profile.forget",
    "client.merge",
    "client.merge-groups",
    "activity.unpin",
    "bin.delete",
    "bin.purge",
    "bin.restore",
    "client.bulk-restore",
    "client.bulk-unarchive",
    "client.set-back",
    "custom-field.restore",
    "dictionary.restore",
    "employee.return",
    "organisation.move",
    "organisation.restore",
    "contact.remove",
    "relation.save",
    "relation.remove",
    "duplicates.distinct",
    "client-address.remove",
    "client-account.remove",
    "client-date.remove",
}
"""Examples that first do something else, so that taking back one step is not all."""


def test_every_command_has_an_example() -> None:
    assert set(EXAMPLES) == set(COMMANDS)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_do_undo_redo(name: str, crm: Crm, tmp_path: Path) -> None:
    world = World(crm, tmp_path)
    info = COMMANDS[name]
    before_example = dump(crm)
    EXAMPLES[name](world)
    done = dump(crm)
    newest = newest_of(crm, name)
    if not info.undoable or info.kind is Kind.SYSTEM:
        with pytest.raises(Refused):
            crm.undo(newest)
        assert dump(crm) == done
        return
    before = before_example if name not in {"client.restore", "task.reopen", *TWO_STEPS} else None
    assert done != before
    if info.kind is Kind.USER:
        crm.undo()
    else:
        crm.undo(newest)
    undone = dump(crm)
    if before is not None:
        assert undone == before
    if info.kind is Kind.USER:
        crm.redo()
    else:
        crm.undo()
    assert dump(crm) == done
    assert crm.database.check() == []


def test_ctrl_z_does_not_skip_an_issued_number(crm: Crm, tmp_path: Path) -> None:
    world = World(crm, tmp_path)
    crm.do(documents.issue, world.document)
    before = dump(crm)
    with pytest.raises(Refused) as refused:
        crm.undo()
    assert refused.value.problems[0].code == operations.HAS_LEFT
    assert dump(crm) == before
    # By name, the operation before it can still be taken back.
    crm.undo(newest_of(crm, "task.add"))


def test_redo_is_gone_after_something_new(crm: Crm) -> None:
    crm.do(clients.add, a_client("Первая"))
    crm.undo()
    crm.do(clients.add, a_client("Вторая"))
    with pytest.raises(Refused) as refused:
        crm.redo()
    assert refused.value.problems[0].code == operations.NOTHING_TO_REDO


def test_many_undos_then_many_redos(crm: Crm) -> None:
    client = crm.do(clients.add, a_client("Первая")).value
    states = [dump(crm)]
    for number in range(5):
        crm.do(activities.add_note, client, f"заметка {number}")
        states.append(dump(crm))
    for state in reversed(states[:-1]):
        crm.undo()
        assert dump(crm) == state
    for state in states[1:]:
        crm.redo()
        assert dump(crm) == state
    with pytest.raises(Refused):
        crm.redo()


def test_a_take_back_is_itself_taken_back_by_ctrl_z(crm: Crm) -> None:
    done = crm.do(clients.add, a_client("Первая", "8 916 123-45-67"))
    state = dump(crm)
    crm.undo(done.operation)
    assert dump(crm)["client"] == []
    crm.undo()
    assert dump(crm) == state


def newest_of(crm: Crm, name: str) -> int:
    """The newest operation of a name."""
    return next(o.id for o in crm.ask(history.operations_log) if o.name == name)
