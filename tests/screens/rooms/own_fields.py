"""Looks at fields of the business's own: the settings, the form and the card of a client."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QScrollArea

from crm_desktop.commands import client_fields, custom_fields
from crm_desktop.domain.custom_fields import CustomKind, CustomNoun, FieldDraft
from crm_desktop.queries import clients
from crm_desktop.queries import custom_fields as questions
from tests.screens.bases import SEVEN
from tests.screens.stage import Look, Scene, Stage, settle, wait_until

CAR = FieldDraft(CustomNoun.CLIENT, CustomKind.CHOICE, "Марка машины", "Машина", ("Киа", "Лада"))
FIELDS = (
    CAR,
    replace(CAR, kind=CustomKind.NUMBER, name="Пробег, км", choices=()),
    replace(CAR, kind=CustomKind.DATE, name="День осмотра", choices=()),
    replace(CAR, kind=CustomKind.FLAG, name="Зимняя резина на хранении", choices=()),
    FieldDraft(
        CustomNoun.CLIENT, CustomKind.SEVERAL, "Услуги", "",
        ("Мойка", "Ремонт", "Шиномонтаж", "Хранение колёс зимой и летом", "Выезд мастера"),
    ),
    FieldDraft(CustomNoun.CLIENT, CustomKind.TEXT, "Пожелания"),
    FieldDraft(CustomNoun.CLIENT, CustomKind.LINK, "Папка с фотографиями"),
)  # fmt: skip
VALUES = {
    "Марка машины": "Киа", "Пробег, км": "125000,5", "День осмотра": "2026-12-21",
    "Зимняя резина на хранении": "да", "Услуги": "Мойка; Ремонт; Выезд мастера",
    "Пожелания": "Звонить после шести, сначала жене",
    "Папка с фотографиями": "disk.example/anna/photos",
}  # fmt: skip


def _make(stage: Stage) -> int:
    """The fields, and a client that fills them all."""
    crm = stage.crm
    if not crm.ask(questions.listing, CustomNoun.CLIENT, archived=True):
        for one in FIELDS:
            crm.do(custom_fields.add, one)
        client_fields_of = crm.ask(clients.ids)[0]
        crm.do(client_fields.set_fields, client_fields_of, VALUES)
        last = crm.ask(questions.listing, CustomNoun.CLIENT)[-1]
        crm.do(custom_fields.archive, last.id)
    return crm.ask(clients.ids)[0]


def _section(stage: Stage) -> Any:
    _make(stage)
    page = stage.go("settings", "fields")
    section = page.section("fields")
    section._live.refresh()
    wait_until(lambda: bool(section.rows))
    section.table.select_id(section.rows[0].id)
    settle()
    return section


def _list(stage: Stage, look: Look) -> None:
    _section(stage)
    look(stage.window)


def _change(stage: Stage, look: Look) -> None:
    stage.while_asked(_section(stage).change, look)


def _delete(stage: Stage, look: Look) -> None:
    stage.while_asked(_section(stage).delete, look)


def _form(stage: Stage, look: Look) -> None:
    page = stage.go("client", _make(stage))
    wait_until(lambda: page.panel.card is not None)
    page.table.clearFocus()
    page.edit_current()
    wait_until(lambda: bool(page.form.own.fields))
    settle()
    last = page.form.form.editor(page.form.own.fields[-1].field)
    last.setFocus()
    area = page.form.form.parentWidget()
    while not isinstance(area, QScrollArea):
        area = area.parentWidget()
    bar = area.verticalScrollBar()
    bar.setValue(bar.maximum())
    settle()
    look(stage.window)


def _card(stage: Stage, look: Look) -> None:
    stage.go("client", _make(stage))
    settle()
    look(stage.window)


def _columns(stage: Stage) -> Any:
    """The list with a column for each field, the archived link asked for again."""
    _make(stage)
    last = stage.crm.ask(questions.listing, CustomNoun.CLIENT, archived=True)[-1]
    stage.crm.do(custom_fields.restore, last.id)
    stage.program.desk.jobs.look()
    page = stage.go("clients")
    own = stage.crm.ask(questions.listing, CustomNoun.CLIENT)
    wait_until(lambda: len(page.cell_edit.own) == len(own) < len(page.view.known))
    page.view.show_columns(["name", *(one.field for one in own)])
    settle()
    return page


def _cells(stage: Stage, look: Look) -> None:
    page = _columns(stage)
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(0, 2))
    page.edit_current()
    settle()
    look(stage.window)


def _bulk(stage: Stage, look: Look) -> None:
    page = _columns(stage)
    page.change_many()
    form = page.bulk.form
    wait_until(lambda: bool(form.own))
    several = next(one for one in form.own.values() if one.kind is CustomKind.SEVERAL)
    form.form.set_value("field", several.field)
    form.form.set_value(f"value_{several.field}", ["Мойка", "Ремонт"])
    wait_until(lambda: page.bulk.found is not None)
    settle()
    look(stage.window)


def _link(stage: Stage, look: Look) -> None:
    _columns(stage)
    stage.go("client", stage.crm.ask(clients.ids)[0])
    settle()
    look(stage.window)


def _demands(stage: Stage, look: Look) -> None:
    _make(stage)
    section = stage.go("settings", "pipelines").section("pipelines")
    settle()
    section.demands._known.refresh()
    settle()
    stage.while_asked(section.demands.choose, look)


SCENES = [
    Scene("fields-list", _list, kinds=(SEVEN,)),
    Scene("fields-change", _change, ("asks:ui.parts.field_dialog.field_dialog",), (SEVEN,)),
    Scene("fields-delete", _delete, ("asks:ui.settings.fields._agreed",), (SEVEN,)),
    Scene("fields-form", _form, kinds=(SEVEN,)),
    Scene("fields-card", _card, kinds=(SEVEN,)),
    Scene("fields-cells", _cells, kinds=(SEVEN,)),
    Scene("fields-bulk", _bulk, kinds=(SEVEN,)),
    Scene("fields-link", _link, kinds=(SEVEN,)),
    Scene("fields-demands", _demands, ("asks:ui.settings.stage_demands.choose",), (SEVEN,)),
]
