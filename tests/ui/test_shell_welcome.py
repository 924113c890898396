"""The first page: one question, what the system knows is not asked, every other way in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from crm_desktop import words
from crm_desktop.domain.settings import Business, business_at
from crm_desktop.ui.parts.limits import limits
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.notice import NoticeWindow
from crm_desktop.ui.shell.welcome import LimitsPage, Ways, WelcomePage

Maker = Callable[..., WelcomePage]


@pytest.fixture
def said() -> list[object]:
    """What the page set going."""
    return []


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme("light", 1.0, "en")
    made.apply(qapp)
    yield made
    qapp.setStyleSheet("")


@pytest.fixture
def page_at(qtbot: QtBot, theme: Theme, said: list[object]) -> Maker:
    def make(locale: str, name: str = "", *, restore: bool = False) -> WelcomePage:
        ways = Ways(
            theme,
            locale,
            make=said.append,
            choose=lambda: said.append("choose"),
            demo=lambda: said.append("demo"),
            limits=lambda: said.append("limits"),
            speak=lambda language, typed: said.append((language, typed)),
            leave=lambda: said.append("leave"),
            restore=(lambda: said.append("restore")) if restore else None,
        )
        page = WelcomePage(ways, name)
        qtbot.addWidget(page)
        page.show()
        return page

    return make


@pytest.mark.parametrize(
    ("locale", "language", "country", "currency", "region"),
    [
        ("ru_RU", "ru", "ru", "RUB", "RU"),
        ("ru_RU.UTF-8", "ru", "ru", "RUB", "RU"),
        ("ru", "ru", "ru", "RUB", "RU"),
        ("C", "ru", "ru", "RUB", "RU"),
        ("ru_KZ", "ru", "int", "KZT", "KZ"),
        ("ru_BY", "ru", "int", "BYN", "BY"),
        ("en_RU", "en", "ru", "RUB", "RU"),
        ("en_GB", "en", "int", "GBP", "GB"),
        ("en_US", "en", "int", "USD", "US"),
        ("de-DE", "en", "int", "EUR", "DE"),
        ("sr_Latn_RS", "en", "int", "EUR", "RS"),
        ("C", "en", "int", "EUR", "ZZ"),
        ("", "en", "int", "EUR", "ZZ"),
    ],
)
def test_what_the_system_knows(
    locale: str, language: str, country: str, currency: str, region: str
) -> None:
    made = business_at(locale, language, "Ромашка")
    assert made == Business("Ромашка", country, language, currency, region)


def test_a_name_and_enter_are_enough(page_at: Maker, said: list[object]) -> None:
    words.set_language("ru")
    page = page_at("ru_RU")
    page.focus_first()
    page.name.setText("  Мастерская «Верстак» ")
    QTest.keyClick(page.name, Qt.Key.Key_Return)
    assert said == [Business("Мастерская «Верстак»", "ru", "ru", "RUB", "RU")]


def test_without_a_name_nothing_is_made(page_at: Maker, said: list[object]) -> None:
    page = page_at("en_GB")
    QTest.mouseClick(page.buttons["new"], Qt.MouseButton.LeftButton)
    assert said == []
    assert page.problem.isVisible()
    assert "any name" in page.name.accessibleDescription()
    QTest.keyClicks(page.name, "Workbench")
    assert not page.problem.isVisible()


def test_the_profile_is_changed_in_small_print(page_at: Maker, said: list[object]) -> None:
    page = page_at("en_GB", "Workbench")
    assert page.profile.text() == "United Kingdom, GBP, English"
    assert not page.details.isVisible()
    QTest.mouseClick(page.buttons["change"], Qt.MouseButton.LeftButton)
    assert page.details.isVisible()
    page.currency.set_value("EUR")
    assert page.business() == Business("Workbench", "int", "en", "EUR", "GB")
    page.country.set_value("ru")
    assert not page.currency.isEnabled()
    assert page.business() == Business("Workbench", "ru", "en", "RUB", "RU")
    page.country.set_value("int")
    assert page.business().currency == "GBP"
    assert said == []


def test_abroad_from_russia(page_at: Maker) -> None:
    words.set_language("ru")
    page = page_at("ru_RU", "Ромашка")
    page.country.set_value("int")
    assert page.business() == Business("Ромашка", "int", "ru", "EUR", "ZZ")


def test_another_language_keeps_the_name(page_at: Maker, said: list[object]) -> None:
    page = page_at("ru_RU", "Ромашка")
    page.speech.set_value("ru")
    assert said == [("ru", "Ромашка")]


def test_every_other_way(page_at: Maker, said: list[object]) -> None:
    assert "restore" not in page_at("ru_RU").buttons
    page = page_at("ru_RU", restore=True)
    for name in ("demo", "another", "restore", "limits", "quit"):
        QTest.mouseClick(page.buttons[name], Qt.MouseButton.LeftButton)
    assert said == ["demo", "choose", "restore", "limits", "leave"]
    assert all(one.accessibleName() for one in page.buttons.values())


def test_what_it_is_not(qtbot: QtBot, theme: Theme, said: list[object]) -> None:
    page = LimitsPage(theme, lambda: said.append("back"))
    qtbot.addWidget(page)
    texts = [one.text() for one in page.findChildren(QLabel)]
    assert len(limits()) == 8
    for what, instead in limits():
        assert what in texts
        assert instead in texts
    page.focus_first()
    QTest.keyClick(page.back, Qt.Key.Key_Space)
    assert said == ["back"]


def test_the_window_is_as_wide_as_the_page(
    qtbot: QtBot, theme: Theme, page_at: Maker, said: list[object]
) -> None:
    window = NoticeWindow(theme, lambda: said.append("closed"))
    qtbot.addWidget(window)
    page = page_at("ru_RU")
    window.show_page(page)
    qtbot.waitUntil(lambda: window.width() >= page.minimumWidth())
    assert page.rect().right() <= window.rect().right()
    assert (
        page.buttons["quit"].mapTo(window, page.buttons["quit"].rect().bottomRight()).x()
        < window.width()
    )
