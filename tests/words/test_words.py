"""Languages: found, switched, forgiving; and the sentences made from codes."""

from __future__ import annotations

import shutil
import threading
from datetime import date
from enum import Enum
from functools import partial
from pathlib import Path

import pytest

from crm_desktop import paths, words
from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.dates import parse_time
from crm_desktop.domain.problems import NOT_FOUND, TOO_LONG, Problem
from crm_desktop.words import formats
from crm_desktop.words.catalogue import disguise
from crm_desktop.words.client_values import value_text
from crm_desktop.words.codes import label, operation_text, problem_text
from crm_desktop.words.wording import say
from installer.build import main

CLIENTS = ("Operations", "Import of {count} client", "Import of {count} clients")


@pytest.fixture(autouse=True)
def compiled() -> None:
    main(["compile"])


def test_english_is_the_source() -> None:
    assert words.language() == "en"
    assert words.pgettext("Nowhere", "As it stands") == "As it stands"
    assert words.npgettext(*CLIENTS, 1) == CLIENTS[1]
    assert words.npgettext(*CLIENTS, 2) == CLIENTS[2]


@pytest.mark.parametrize("code", ["ru", "ru_RU", "ru-RU", "ru_RU.UTF-8", "RU"])
def test_russian_by_any_name(code: str) -> None:
    words.set_language(code)
    assert words.language() == "ru"
    assert words.pgettext("Operations", "New base") == "Новая база"
    assert "ru" in words.available()


@pytest.mark.parametrize("code", ["en", "en_US.UTF-8", "C", "", "POSIX", "de", "../../etc"])
def test_everything_else_is_english(code: str) -> None:
    words.set_language(code)
    assert words.language() == "en"


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "Загрузка 0 клиентов"),
        (1, "Загрузка 1 клиента"),
        (2, "Загрузка 2 клиентов"),
        (5, "Загрузка 5 клиентов"),
        (11, "Загрузка 11 клиентов"),
        (21, "Загрузка 21 клиента"),
        (111, "Загрузка 111 клиентов"),
        (10_121, "Загрузка 10\u00a0121 клиента"),
    ],
)
def test_russian_plurals(count: int, text: str) -> None:
    words.set_language("ru")
    assert operation_text("client.import", {"count": count}) == text


@pytest.mark.parametrize("damage", ["missing", "empty", "text", "cut"])
def test_a_damaged_catalogue_means_english(
    damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mo = tmp_path / "i18n" / "ru" / "LC_MESSAGES" / "crm_desktop.mo"
    mo.parent.mkdir(parents=True)
    shutil.copy(paths.resources() / "i18n" / "ru" / "LC_MESSAGES" / "crm_desktop.mo", mo)
    if damage == "missing":
        mo.unlink()
    else:
        mo.write_bytes({"empty": b"", "text": b"not it" * 9, "cut": mo.read_bytes()[:200]}[damage])
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    words.set_language("ru")
    assert words.language() == "en"
    assert problem_text(Problem("", NOT_FOUND)).startswith("This record")


def test_the_pseudo_language_is_longer_and_keeps_placeholders() -> None:
    words.set_language("xx")
    text = words.pgettext("Shell", "Move {title} to <b>stage</b>…")
    assert "{title}" in text
    assert "<b>" in text
    assert text[0] == "["
    assert text[-1] == "]"
    assert len(text) >= 1.4 * len("Move {title} to <b>stage</b>…")
    assert disguise("Save") != "Save"


def test_a_change_is_heard_in_every_thread() -> None:
    heard: list[str] = []
    words.set_language("ru")
    one = threading.Thread(target=lambda: heard.append(words.pgettext("Operations", "New base")))
    one.start()
    one.join()
    assert heard == ["Новая база"]


def test_a_name_in_the_sentence() -> None:
    words.set_language("ru")
    assert operation_text("deal.move", {"title": "Окна"}) == "Перенос сделки «Окна»"
    assert operation_text("deal.move", {"title": "a {b} %s"}) == "Перенос сделки «a {b} %s»"


@pytest.mark.parametrize("title", [{}, {"title": ""}, {"other": 1}, {"title": "  "}])
def test_a_sentence_without_its_name(title: dict[str, object]) -> None:
    assert operation_text("deal.move", title) == "Move of deal"


def test_a_missing_number_is_an_ellipsis() -> None:
    assert problem_text(Problem("name", TOO_LONG)) == "Too long: at most … characters fit here."
    assert say(lambda _: "{a:,.2f} {b}", {"a": "x"}) == "x …"


@pytest.mark.logs("no words for")
def test_what_has_no_words_yet_still_speaks() -> None:
    class Odd(Enum):
        ONE = "one"

    assert problem_text(Problem("", "no.such")) == "This value does not fit."
    assert operation_text("no.such", {}) == "Change"
    assert label(Odd.ONE) == "one"
    assert label(ClientKind.COMPANY) == "Company"


@pytest.mark.parametrize(
    ("typed", "clock"),
    [("9", "09:00"), ("9:30", "09:30"), ("0930", "09:30"), ("9.05", "09:05"), ("24", None)],
)
def test_a_typed_time(typed: str, clock: str | None) -> None:
    assert parse_time(typed) == clock


def test_a_near_date_leaves_out_this_year() -> None:
    today = date(2026, 11, 25)
    assert formats.near_date("2026-11-29", "ru", today) == "29.11"
    assert formats.near_date("2026-11-29", "en", today) == "Nov\u00a029"
    assert formats.near_date("2027-01-07", "ru", today) == "07.01.2027"


def test_a_yearly_day_is_told_in_words_wherever_it_is_told() -> None:
    """With its name, as the story tells that it came; a name may hold a comma."""
    told = partial(value_text, "client_date", own=None, language="ru")
    assert told("день фирмы, --02-29") == "день фирмы, 29 февраля"
    assert told("свадьба, вторая, 2001-06-02") == "свадьба, вторая, 02.06.2001"
    assert told("без дня") == "без дня"
