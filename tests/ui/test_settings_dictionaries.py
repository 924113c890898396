"""Every word list × everything that can be done to its words, in the window of the settings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from crm_desktop.commands import activities, clients, deals, dictionaries, relations
from crm_desktop.commands.work import COMMANDS, CommandInfo, Kind, Work
from crm_desktop.crm import Crm
from crm_desktop.db.tables import Client
from crm_desktop.db.tables.dictionaries import PARENTS, USES
from crm_desktop.domain.client_parts import RelationDraft
from crm_desktop.domain.clients import ClientDraft, ClientKind, ContactDraft, PointDraft, PointKind
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.dictionaries import DictionaryKind
from crm_desktop.domain.rights import Right
from crm_desktop.machine import Machine
from crm_desktop.queries import dictionaries as questions
from crm_desktop.ui.kit import dialogs
from crm_desktop.ui.kit.dialogs import FormDialog
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program
from crm_desktop.words.operations import OPERATIONS
from tests.tables import dump

KINDS = list(DictionaryKind)
WAY = "Голубиная почта"
MORE: dict[DictionaryKind, dict[str, object]] = {
    DictionaryKind.TAG: {"colour": 5},
    DictionaryKind.RELATION: {"reverse": "ученик"},
    DictionaryKind.OUTCOME: {"asks_date": True},
}
"""What is said of a word besides its name."""


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, base: Path) -> Iterator[Program]:
    theme = Theme("light", 1.0, "en")
    theme.apply(qapp)
    made = Program(Crm(base), theme, Machine(), immediate=True)
    made.show()
    yield made
    made.close()
    qapp.setStyleSheet("")


@pytest.fixture
def lists(program: Program, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The section, over a base where one record of every noun holds words."""
    monkeypatch.setitem(OPERATIONS, "test.hold", lambda _: "Words written into records")
    crm = program.crm
    other = crm.do(clients.add, ClientDraft(name="Борис")).value
    draft = ClientDraft(
        name="ООО «Ёлки»",
        kind=ClientKind.COMPANY,
        points=(PointDraft(PointKind.PHONE, "8 916 123-45-67"),),
        contacts=(ContactDraft("Иванов"),),
    )
    client = crm.do(clients.add, draft).value
    crm.do(deals.add, DealDraft(title="Окна", client_id=client))
    crm.do(activities.add_note, client, "поговорили")
    crm.do(relations.save, client, None, RelationDraft(other_id=other, kind="сосед"))
    crm.do(dictionaries.add, DictionaryKind.WAY, WAY)
    program.desk.navigator.go("settings", "dictionaries")
    return program.window.page("settings").section("dictionaries")


def let_hold(crm: Crm, kind: DictionaryKind, word: str) -> int:
    """Let every record that can hold a word of this list hold this one; in how many places."""

    def hold(work: Work) -> int:
        if kind is DictionaryKind.TAG:
            found = update(Client).where(Client.name != "Борис").values(tags=["опт", word])
            return int(work.connection.execute(found).rowcount)
        inside = {PARENTS[kind]: WAY} if kind in PARENTS else {}
        return sum(
            int(work.connection.execute(update(one.class_).values({one: word, **inside})).rowcount)
            for one in USES[kind]
        )

    info = CommandInfo("test.hold", Right.EDIT, Kind.USER, hold, undoable=True, copy_first=False)
    COMMANDS[info.name] = info
    try:
        return crm.do(hold).value
    finally:
        del COMMANDS[info.name]


def answer(monkeypatch: pytest.MonkeyPatch, name: str, value: object) -> list[tuple[Any, ...]]:
    asked: list[tuple[Any, ...]] = []

    def answered(*args: Any, **more: object) -> object:
        asked.append((*args, more))
        return value

    monkeypatch.setattr(dialogs, name, answered)
    return asked


def open_list(lists: Any, kind: DictionaryKind) -> None:
    lists.kinds.set_value(kind.value)
    if kind is DictionaryKind.OUTCOME:
        lists.ways.set_value(WAY)


def add(lists: Any, word: str) -> None:
    lists.line.setText(word)
    lists.add_button.click()
    assert lists.problem.isHidden(), lists.problem.text()


def select(lists: Any, word: str) -> Any:
    row = next(row for row in lists.rows if row.name == word)
    lists.table.select_id(row.id)
    return row


def names(lists: Any) -> list[str]:
    return [row.name for row in lists.rows]


def offered(program: Program, kind: DictionaryKind) -> list[str]:
    parent = WAY if kind is DictionaryKind.OUTCOME else ""
    return list(program.crm.ask(questions.suggestions, kind, parent=parent))


@pytest.mark.parametrize("kind", KINDS)
def test_added_put_in_order_and_offered(program: Program, lists: Any, kind: DictionaryKind) -> None:
    open_list(lists, kind)
    for word in ("Первое", "Второе"):
        add(lists, word)
    assert [one for one in names(lists) if one in ("Первое", "Второе")] == ["Первое", "Второе"]
    select(lists, "Второе")
    lists.up_button.click()
    assert [one for one in names(lists) if one in ("Первое", "Второе")] == ["Второе", "Первое"]
    found = [one for one in offered(program, kind) if one in ("Первое", "Второе")]
    assert found == ["Второе", "Первое"], "it is offered in the order of the list"
    lists.down_button.click()
    assert [one for one in names(lists) if one in ("Первое", "Второе")] == ["Первое", "Второе"]


@pytest.mark.parametrize("kind", KINDS)
def test_renamed_wherever_it_stands_and_taken_back(
    program: Program, lists: Any, kind: DictionaryKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_list(lists, kind)
    add(lists, "Старое")
    count = let_hold(program.crm, kind, "Старое")
    assert count > 0
    lists._live.refresh()
    before = dump(program.crm)
    assert select(lists, "Старое").count == count
    asked = answer(monkeypatch, "ask_text", "Новое")
    lists.rename_button.click()
    assert str(count) in str(asked[0][-1]["hint"]), "how far it reaches is said before"
    assert next(row for row in lists.rows if row.name == "Новое").count == count
    assert "Старое" not in names(lists)
    program.window.undo()
    assert dump(program.crm) == before


@pytest.mark.parametrize("kind", KINDS)
def test_two_become_one_after_it_is_said_in_how_many_records(
    program: Program, lists: Any, kind: DictionaryKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_list(lists, kind)
    for word in ("Дубль", "Главное"):
        add(lists, word)
    count = let_hold(program.crm, kind, "Дубль")
    lists._live.refresh()
    before = dump(program.crm)
    select(lists, "Дубль")
    asked = answer(monkeypatch, "choose", ("Главное",))
    lists.merge_button.click()
    assert str(count) in str(asked[0][3]), "the question says what it reaches"
    assert "Дубль" not in names(lists)
    assert next(row for row in lists.rows if row.name == "Главное").count == count
    program.window.undo()
    assert dump(program.crm) == before
    # The same by renaming it onto the other one; and a change of mind changes nothing.
    select(lists, "Дубль")
    answer(monkeypatch, "ask_text", "главное")
    agreed = answer(monkeypatch, "confirm", False)
    lists.rename_button.click()
    assert str(count) in str(agreed[0][3])
    assert dump(program.crm) == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_used_word_goes_into_the_archive_and_back(
    program: Program, lists: Any, kind: DictionaryKind
) -> None:
    open_list(lists, kind)
    add(lists, "Прежнее")
    count = let_hold(program.crm, kind, "Прежнее")
    lists._live.refresh()
    before = dump(program.crm)
    select(lists, "Прежнее")
    lists.archive_button.click()
    row = next(row for row in lists.rows if row.name == "Прежнее")
    assert (row.archived, row.count) == (True, count), "records keep it"
    assert "Прежнее" not in offered(program, kind)
    lists.archive_button.click()
    assert "Прежнее" in offered(program, kind)
    program.window.undo()
    program.window.undo()
    assert dump(program.crm) == before


@pytest.mark.parametrize("kind", KINDS)
def test_an_unused_word_is_removed_without_a_question(
    program: Program, lists: Any, kind: DictionaryKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_list(lists, kind)
    add(lists, "Лишнее")
    before = dump(program.crm)
    select(lists, "Лишнее")
    asked = answer(monkeypatch, "choose", None)
    lists.remove_button.click()
    assert asked == []
    assert "Лишнее" not in names(lists)
    program.window.undo()
    assert dump(program.crm) == before


@pytest.mark.parametrize("kind", KINDS)
def test_what_else_is_said_of_a_word(
    program: Program, lists: Any, kind: DictionaryKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_list(lists, kind)
    add(lists, "Слово")
    before = dump(program.crm)
    select(lists, "Слово")
    assert lists.look_button.isHidden() == (kind not in MORE)
    if kind not in MORE:
        return

    def ask(dialog: FormDialog) -> dict[str, Any]:
        dialog.form.set_values(MORE[kind])
        return dialog.form.values()

    monkeypatch.setattr(FormDialog, "ask", ask)
    lists.look_button.click()
    row = next(row for row in lists.rows if row.name == "Слово")
    assert {name: getattr(row, name) for name in MORE[kind]} == MORE[kind]
    program.window.undo()
    assert dump(program.crm) == before
