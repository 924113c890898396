"""Fields of the business's own in the list: typed over with F2, and changed for many."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients, custom_fields
from crm_desktop.crm import Crm
from crm_desktop.domain.client_bulk import BulkAction
from crm_desktop.domain.clients import ClientDraft
from crm_desktop.domain.custom_fields import CustomKind, CustomNoun, FieldDraft, Stored
from crm_desktop.queries import clients as client_queries
from crm_desktop.ui.clients.page import ClientsPage
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import set_language
from tests.tables import dump

KINDS: dict[CustomKind, tuple[Stored, str, str, Stored]] = {
    CustomKind.TEXT: ("старое", "старое", "новое", "новое"),
    CustomKind.LINK: ("a.example", "a.example", "b.example/ё", "b.example/ё"),
    CustomKind.NUMBER: (12_345_000, "1\u00a0234,5", "2,75", 27_500),
    CustomKind.DATE: ("2026-12-21", "21.12.2026", "1.2.2027", "2027-02-01"),
    CustomKind.CHOICE: ("Киа", "Киа", "лада", "Лада"),
    CustomKind.SEVERAL: (["Киа"], "Киа", "лада, Киа", ["Лада", "Киа"]),
    CustomKind.FLAG: (True, "да", "да", True),
}
"""Of each kind: what stands, how the cell says it, what is typed, what stands then."""


def a_field(crm: Crm, kind: CustomKind) -> int:
    listed = kind in (CustomKind.CHOICE, CustomKind.SEVERAL)
    choices = ("Киа", "Лада") if listed else ()
    draft = FieldDraft(CustomNoun.CLIENT, kind, f"Поле {kind}", choices=choices)
    return crm.do(custom_fields.add, draft).value


@pytest.fixture
def fields(crm: Crm) -> dict[CustomKind, int]:
    return {kind: a_field(crm, kind) for kind in CustomKind}


@pytest.fixture
def room(qtbot: QtBot, crm: Crm, fields: dict[CustomKind, int]) -> Iterator[ClientsPage]:
    set_language("ru")
    held: dict[str, object] = {str(fields[kind]): old for kind, (old, *_) in KINDS.items()}
    crm.do(clients.add, ClientDraft(name="Анна", custom=held))
    crm.do(clients.add, ClientDraft(name="Борис"))
    desk = Desk(Jobs(crm), Theme("light"), Navigator(), language="ru")
    made = ClientsPage(desk)
    qtbot.addWidget(made)
    made.resize(1500, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.model.rowCount() == 2 and bool(made.view.known))
    names = ("name", *(f"custom:{one}" for one in fields.values()))
    made.view.show_columns(list(names))
    qtbot.waitUntil(lambda: made.model.record(0) is not None and len(names) == len(keys(made)))
    qtbot.waitUntil(lambda: len(made.cell_edit.own) == len(fields))
    made.table.setFocus()
    qtbot.waitUntil(made.table.hasFocus)
    yield made
    desk.jobs.shutdown()


def keys(room: ClientsPage) -> list[str]:
    return [column.key for column in room.model.columns]


def custom(crm: Crm, place: int) -> dict[str, object]:
    return dict(crm.ask(client_queries.card, crm.ask(client_queries.ids)[place]).custom)


def begin(room: ClientsPage, row: int, field: int) -> None:
    room.table.setCurrentIndex(room.model.index(row, keys(room).index(f"custom:{field}")))
    room.edit_current()
    assert room.cell_edit.line is not None


@pytest.mark.parametrize("kind", list(CustomKind))
def test_a_cell_of_every_kind_is_typed_over(
    room: ClientsPage, qtbot: QtBot, crm: Crm, fields: dict[CustomKind, int], kind: CustomKind
) -> None:
    _, shown, typed, then = KINDS[kind]
    field = fields[kind]
    begin(room, 0, field)
    line = room.cell_edit.line
    assert line is not None
    assert line.text() == shown
    assert line.accessibleName() == f"Поле {kind}"
    before = dump(crm)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert dump(crm) == before, "what is the same writes nothing"
    qtbot.waitUntil(lambda: room.cell_edit.line is None)
    begin(room, 1, field)
    line = room.cell_edit.line
    assert line is not None
    assert line.text() == ""
    line.setText(typed)
    with qtbot.waitSignal(room.desk.jobs.committed):
        QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: room.cell_edit.line is None)
    assert custom(crm, 1) == {str(field): then}
    begin(room, 1, field)
    assert room.cell_edit.line is not None
    room.cell_edit.line.setText("")
    with qtbot.waitSignal(room.desk.jobs.committed):
        QTest.keyClick(room.cell_edit.line, Qt.Key.Key_Return)
    assert custom(crm, 1) == {}
    crm.undo()
    crm.undo()
    assert dump(crm) == before


def test_what_is_not_understood_is_said_at_the_cell(
    room: ClientsPage, qtbot: QtBot, crm: Crm, fields: dict[CustomKind, int]
) -> None:
    before = dump(crm)
    for kind, typed in (
        (CustomKind.NUMBER, "много"),
        (CustomKind.DATE, "31.02.2026"),
        (CustomKind.CHOICE, "Волга"),
        (CustomKind.FLAG, "наверное"),
    ):
        begin(room, 0, fields[kind])
        line = room.cell_edit.line
        assert line is not None
        line.setText(typed)
        QTest.keyClick(line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not room.cell_edit.problem.isHidden())
        assert typed in room.cell_edit.problem.text.text()
        assert line.text() == typed
        QTest.keyClick(line, Qt.Key.Key_Escape)
    assert dump(crm) == before


def test_choices_are_offered(room: ClientsPage, fields: dict[CustomKind, int]) -> None:
    begin(room, 0, fields[CustomKind.CHOICE])
    assert room.cell_edit.line is not None
    offered = room.cell_edit.line.completer()
    assert offered.model().rowCount() == 2


@pytest.mark.parametrize("kind", list(CustomKind))
def test_many_are_changed_and_taken_back(
    room: ClientsPage, qtbot: QtBot, crm: Crm, fields: dict[CustomKind, int], kind: CustomKind
) -> None:
    before = dump(crm)
    name = f"custom:{fields[kind]}"
    room.change_many(BulkAction.SET)
    form = room.bulk.form
    qtbot.waitUntil(lambda: len(form.own) == len(fields))
    form.form.set_value("field", name)
    form.form.set_value("clear", True)
    qtbot.waitUntil(lambda: room.bulk.found is not None and room.bulk.found.changed == 1)
    assert form.form.editor("clear").isVisible()
    room.bulk.do_button.click()
    qtbot.waitUntil(lambda: custom(crm, 0).get(str(fields[kind])) is None)
    crm.undo()
    assert dump(crm) == before


def test_the_value_stands_below_its_field(
    room: ClientsPage, qtbot: QtBot, crm: Crm, fields: dict[CustomKind, int]
) -> None:
    room.change_many(BulkAction.SET)
    form = room.bulk.form
    qtbot.waitUntil(lambda: len(form.own) == len(fields))
    field = fields[CustomKind.NUMBER]
    form.form.set_value("field", f"custom:{field}")
    form.form.set_value(f"value_custom:{field}", 500_000)
    qtbot.waitUntil(lambda: room.bulk.found is not None and room.bulk.found.changed == 2)
    tops = [
        form.form.editor(one).mapTo(form, form.form.editor(one).rect().topLeft()).y()
        for one in ("field", f"value_custom:{field}", "only_empty", "clear")
    ]
    assert tops == sorted(set(tops))
    assert any(text.endswith("— → 50") for text in room.bulk.preview.texts())
    room.bulk.do_button.click()
    qtbot.waitUntil(lambda: custom(crm, 1) == {str(field): 500_000})


def test_a_field_deleted_meanwhile_is_offered_no_more(
    room: ClientsPage, qtbot: QtBot, crm: Crm, fields: dict[CustomKind, int]
) -> None:
    room.change_many(BulkAction.SET)
    form = room.bulk.form
    qtbot.waitUntil(lambda: len(form.own) == len(fields))
    form.form.set_values({"field": f"custom:{fields[CustomKind.TEXT]}", "tags": "опт"})
    room.desk.jobs.run(custom_fields.archive, fields[CustomKind.TEXT], owner=room)
    qtbot.waitUntil(lambda: len(form.own) == len(fields) - 1)
    assert form.form.value("field") == "status"
    assert form.form.value("tags") == "опт", "what was typed is kept"
