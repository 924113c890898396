"""Looks at imports."""

from __future__ import annotations

from functools import partial
from typing import Any

import openpyxl

from crm_desktop.commands import activities, client_fields
from crm_desktop.domain.imports import OnMatch, Verdict
from crm_desktop.domain.problems import Refused
from crm_desktop.files.locked import OPENS, WRONG_PASSWORD
from crm_desktop.files.scan import PASSWORD
from crm_desktop.queries import clients
from crm_desktop.ui.imports.password import ask_password
from crm_desktop.ui.imports.step_bar import BEFORE_LOADING, Step
from crm_desktop.ui.shell.renewal import Renewal
from tests.round_trips import sent_out
from tests.screens.bases import EMPTY, MANY, SEVEN, list_file
from tests.screens.stage import Look, Scene, Stage, settle, wait_until
from tests.screens.texts import TEXTS
from tests.screens.ugly_book import ugly_book


def _dropped(stage: Stage, *, ugly: bool = True) -> Any:
    page = stage.go("imports")
    texts = TEXTS["ru" if stage.language == "ru" else "en"]
    name = "клиенты.csv" if stage.language == "ru" else "clients.csv"
    source = list_file(stage.folder / name, texts, 240, ugly=ugly)
    page.drop_files([str(source)])
    wait_until(lambda: page.preview is not None)
    settle()
    return page


def _ugly(stage: Stage) -> Any:
    page = stage.go("imports")
    texts = TEXTS["ru" if stage.language == "ru" else "en"]
    page.drop_files([str(ugly_book(stage.folder / "База клиентов.xlsx", texts, 6))])
    wait_until(lambda: page.preview is not None)
    settle()
    return page


def _asked(stage: Stage, look: Look) -> None:
    """Rows that mean somebody, decided one by one; the list comes once more, changed."""
    _ugly(stage).load()
    settle()
    texts = TEXTS["ru" if stage.language == "ru" else "en"]
    page = stage.go("imports")
    page.drop_files([str(ugly_book(stage.folder / "Новая база.xlsx", texts, 3, town="Казань"))])
    settle()
    page.tools.steps_button.click()
    page.go_to(Step.KNOWN)
    page.meeting.on_match.set_value(OnMatch.ASK.value)
    page.meeting.on_match.activated.emit(page.meeting.on_match.currentIndex())
    settle()
    page.met.buttons[OnMatch.OVERWRITE].click()
    settle()
    look(stage.window)
    page.load()
    settle()
    look(stage.window)


def _returned(stage: Stage, look: Look) -> None:
    """Failed rows dropped back, and the next list of several files."""
    page = _ugly(stage)
    page.load()
    settle()
    book = stage.folder / "failed.xlsx"
    page.save_failed(book)
    settle()
    others = [str(stage.folder / "База клиентов.xlsx"), str(book)]
    page.drop_files([str(book), *others])
    settle()
    look(stage.window)


def _steps(stage: Stage, look: Look) -> None:
    """Every step of a list that leaves doubts."""
    page = _ugly(stage)
    for step in BEFORE_LOADING:
        page.steps.buttons[step].click()
        settle()
        look(stage.window)
    page.load()
    wait_until(lambda: page.result is not None)
    settle()
    look(stage.window)


def _preview(stage: Stage, look: Look) -> None:
    _dropped(stage)
    look(stage.window)


def _password(stage: Stage, look: Look) -> None:
    """The password of a list asked for, and asked for again."""
    page = stage.go("imports")
    for code, params in ((PASSWORD, {OPENS: "yes"}), (WRONG_PASSWORD, {})):
        refused = Refused.of(code, name="База клиентов.xlsx", **params)
        stage.while_asked(partial(ask_password, page, stage.program.desk.theme, refused), look)


def _loaded(stage: Stage, look: Look) -> None:
    page = _dropped(stage)
    page.load()
    wait_until(lambda: page.result is not None)
    settle()
    look(stage.window)


def _taken_back(stage: Stage, look: Look) -> None:
    page = _dropped(stage)
    page.load()
    wait_until(lambda: page.result is not None)
    page.take_back()
    settle()
    look(stage.window)


def _other_language(stage: Stage, look: Look) -> None:
    _dropped(stage)
    stage.while_asked(Renewal(stage.program).ask, look)


def _columns(stage: Stage, look: Look) -> None:
    page = _dropped(stage)
    page.fold.setChecked(True)
    page.only_problems.setChecked(True)
    cell = page.table.model().index(1, 3)
    page.table.setCurrentIndex(cell)
    page.table.scrollTo(cell)
    settle()
    look(stage.window)


def _again(stage: Stage, look: Look) -> None:
    """The list that was loaded a moment ago."""
    page = _dropped(stage)
    page.load()
    settle()
    page = _dropped(stage)
    look(stage.window)
    page.tools.show_only(Verdict.PRESENT)
    settle()
    look(stage.window)


def _past(stage: Stage, look: Look) -> None:
    """Two lists loaded, one of their clients worked with since; what taking back would do."""
    for ugly in (False, True):
        page = _dropped(stage, ugly=ugly)
        page.load()
        settle()
    newest = max(stage.crm.ask(clients.ids))
    stage.crm.do(activities.add_note, newest, "…")
    past = stage.go("past-imports")
    settle()
    look(stage.window)
    past.panel.look()
    wait_until(past.panel.looking)
    settle()
    look(stage.window)


def _round_trip(stage: Stage, look: Look) -> None:
    """A list that went to Excel and comes back, one of its cards changed meanwhile."""
    file = stage.folder / ("клиенты.xlsx" if stage.language == "ru" else "clients.xlsx")
    sent_out(stage.crm, file, ("name", "phone", "city", "source", "comment", "birthday"))
    book = openpyxl.load_workbook(file)
    sheet = book.active
    assert sheet is not None
    for row in range(2, 6):
        sheet.cell(row, 3).value = "Казань" if stage.language == "ru" else "Leeds"
    sheet.cell(3, 6).value = "31.02.1990"
    sheet.append(["Новая Вера" if stage.language == "ru" else "Vera New", "+7 903 111-22-33"])
    book.save(file)
    first = int(str(sheet.cell(2, 7).value))
    stage.crm.do(client_fields.set_fields, first, {"city": "Пермь"})
    page = stage.go("imports")
    page.drop_files([str(file)])
    wait_until(lambda: page.round_trip.found is not None)
    settle()
    look(stage.window)
    page.round_trip.mine.click()
    page.round_trip.bring_in()
    wait_until(lambda: page.round_trip.operation is not None)
    settle()
    look(stage.window)


def _deals(stage: Stage, look: Look) -> None:
    """A list of deals, its columns open; then how it went."""
    page = stage.go("imports")
    russian = stage.language == "ru"
    source = stage.folder / ("сделки.csv" if russian else "deals.csv")
    source.write_text(DEALS_RU if russian else DEALS_EN, "utf-8")
    page.drop_files([str(source)])
    wait_until(lambda: page.preview is not None)
    page.fold.setChecked(True)
    settle()
    look(stage.window)
    page.load()
    wait_until(lambda: page.result is not None)
    settle()
    look(stage.window)


DEALS_RU = (
    "ID;Стадия сделки;Название;Сумма;Ответственный;Контакт;Телефон;Дата закрытия\n"
    "101;Новая;Окна на дачу;45 000,50;Смирнова Анна;Иванов Иван;8 916 123-45-67;15.12.2026\n"
    "102;Замер назначен;Дверь входная;не знаю;;Новикова Вера;+7 916 000-11-22;\n"
    "103;Сделка успешна;Ремонт;12к;;Иванов Иван;8 916 123-45-67;20.03.2024\n"
    "104;Новая;Без клиента;100;;;;\n"
)
DEALS_EN = (
    "Deal - ID;Deal - Stage;Deal - Title;Deal - Value;Deal - Owner;Contact;Phone;Close date\n"
    "101;New;Windows;45,000.50;Anna Smith;John Ivans;+44 20 7946 0958;2026-12-15\n"
    "102;Measuring;A front door;no idea;;Vera Newman;+44 20 7946 0999;\n"
    "103;Won;Repair;12k;;John Ivans;+44 20 7946 0958;2024-03-20\n"
    "104;New;Nobody's;100;;;;\n"
)
SCENES = [
    Scene("import-deals", _deals, kinds=(SEVEN,)),
    Scene("import-round-trip", _round_trip, kinds=(SEVEN,)),
    Scene("import-again", _again, kinds=(EMPTY,)),
    Scene("import-asked", _asked, kinds=(EMPTY,)),
    Scene("import-returned", _returned, kinds=(EMPTY,)),
    Scene("import-steps", _steps, kinds=(SEVEN,)),
    Scene("import-password", _password, ("asks:ui.imports.password.ask_password",), (SEVEN,)),
    Scene("import-past", _past, kinds=(SEVEN,)),
    Scene("import-columns", _columns, kinds=(SEVEN,)),
    Scene("import-renewal", _other_language, ("asks:ui.shell.renewal.ask",), (SEVEN,)),
    Scene("import-preview", _preview, kinds=(EMPTY, SEVEN)),
    Scene("import-loaded", _loaded, kinds=(SEVEN, MANY)),
    Scene("import-taken-back", _taken_back, kinds=(SEVEN,)),
]
