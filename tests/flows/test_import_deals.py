"""A list of deals from another program: looked at in the window, loaded, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from crm_desktop import words
from crm_desktop.commands import clients
from crm_desktop.crm import Crm
from crm_desktop.domain.import_nouns import Noun
from crm_desktop.domain.imports import Tally, Verdict
from crm_desktop.machine import Machine
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import deals as deal_queries
from crm_desktop.ui.imports.page import ImportsPage
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program
from tests.fixtures import a_client

LIST = (
    "ID;Стадия сделки;Название;Сумма;Контакт;Телефон\n"
    "7;Новая;Окна;45 000,50;Иванов Иван;8 916 123-45-67\n"
    "8;Замер назначен;Дверь;не знаю;Новикова Вера;+7 916 000-11-22\n"
    "9;Сделка успешна;Ремонт;около того;Иванов Иван;8 916 123-45-67\n"
    "10;Новая;Без никого;100;;\n"
)


@pytest.fixture
def page(qapp: QApplication, crm: Crm, tmp_path: Path) -> Iterator[ImportsPage]:
    words.set_language("ru")
    theme = Theme("light", 1.0, "ru")
    theme.apply(qapp)
    crm.do(clients.add, a_client("Иванов Иван", "8 916 123-45-67"))
    program = Program(crm, theme, Machine(), immediate=True)
    program.show()
    path = tmp_path / "DEAL_20261126.csv"
    path.write_text(LIST, "utf-8")
    program.desk.navigator.go("imports")
    found = program.window.page("imports")
    assert isinstance(found, ImportsPage)
    found.drop_files([str(path)])
    yield found
    program.close()
    qapp.setStyleSheet("")


def test_deals_of_another_program_come_in_and_go_again(page: ImportsPage, crm: Crm) -> None:
    before = sorted(crm.ask(client_queries.ids))
    preview = page.preview
    assert preview is not None
    assert page.nouns.noun is Noun.DEALS
    assert preview.tally == Tally(created=3, failed=1)
    assert [fault.code for fault in preview.faults] == [
        "import.money-unreadable", "import.stage-unknown", "import.money-unreadable",
        "import.row-no-client",
    ]  # fmt: skip
    marked = page.looking.rows_at([2])[2].faults
    assert {fault.column for fault in marked} == {1, 3}

    # Without new clients one deal more has nobody; the choice is seen at once.
    page.nouns.new_clients.click()
    assert page.preview is not None
    assert page.preview.tally == Tally(created=2, failed=2)
    page.nouns.new_clients.click()

    # What the list holds can be chosen otherwise, and back.
    page.nouns.nouns.set_value(Noun.CLIENTS.value)
    page.nouns.chosen.emit()
    assert page.preview.plan.noun is Noun.CLIENTS
    assert not page.nouns.new_clients.isVisible()
    page.nouns.nouns.set_value(Noun.DEALS.value)
    page.nouns.chosen.emit()

    page.load_button.click()
    assert page.result is not None
    assert page.result.tally == Tally(created=3, failed=1)
    deals = {row.title: row for row in crm.ask(deal_queries.listing)}
    assert [(title, row.amount) for title, row in sorted(deals.items())] == [
        ("Дверь", None), ("Окна", 45_000_50), ("Ремонт", None),
    ]  # fmt: skip
    comment = crm.ask(deal_queries.card, deals["Дверь"].id).comment
    assert comment == "ID: 8\nСтадия сделки: Замер назначен\nСумма: не знаю"
    assert page.show_button.text() == "К сделкам"
    assert list(page.preview.judged.rows[Verdict.FAILED]) == [4]
    assert len(crm.ask(client_queries.ids)) == len(before) + 1

    page.take_back_button.click()
    assert sorted(crm.ask(client_queries.ids)) == before
    assert crm.ask(deal_queries.listing) == []
