"""Forms: values, problems under their fields, names for screen readers, small dialogs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from crm_desktop import words
from crm_desktop.domain.problems import REQUIRED, Problem
from crm_desktop.ui.kit.dialogs import FormDialog, ask_text, choose, confirm
from crm_desktop.ui.kit.fields import ChoiceBox
from crm_desktop.ui.kit.form import Form
from crm_desktop.ui.runtime.theme import Theme


@pytest.fixture
def theme(qapp: object) -> Theme:
    return Theme("light")


@pytest.fixture
def form(qtbot: QtBot, theme: Theme) -> Form:
    form = Form(theme, columns=2)
    qtbot.addWidget(form)
    form.text("name", "Name", required=True, hint="As in the passport", wide=True)
    form.date("born", "Born")
    form.money("limit", "Limit", "RUB")
    form.section("More")
    form.choice("kind", "Kind", [(None, "—"), ("a", "First"), ("b", "Second")])
    form.number("share", "Share", digits=2)
    form.check("vip", "Important")
    form.multiline("notes", "Notes")
    form.show()
    return form


def editor(form: Form, name: str) -> QLineEdit:
    found = form.editor(name)
    line = found if isinstance(found, QLineEdit) else found.focusProxy()
    assert isinstance(line, QLineEdit)
    return line


def test_values_go_in_and_come_out(form: Form) -> None:
    values = {
        "name": "Ann",
        "born": date(1990, 5, 4),
        "limit": 4_500_050,
        "kind": "b",
        "share": 1250,
        "vip": True,
        "notes": "one\ntwo",
    }
    form.set_values({**values, "no such field": 1})
    assert form.values() == values
    form.set_values(dict.fromkeys(values))
    assert form.values() == {
        "name": "", "born": None, "limit": None, "kind": None, "share": None, "vip": False,
        "notes": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "found"),
    [("21.11.2026", date(2026, 11, 21)), ("5.4.26", date(2026, 4, 5)), ("nonsense", None)],
)
def test_a_date_is_typed(form: Form, typed: str, found: date | None) -> None:
    line = editor(form, "born")
    line.setText(typed)
    line.editingFinished.emit()
    assert form.value("born") == found
    assert bool(form.problem("born")) == (found is None)
    assert line.text() == ("nonsense" if found is None else found.isoformat())


def test_an_amount_is_typed_in_russian(form: Form) -> None:
    words.set_language("ru")
    line = editor(form, "limit")
    for typed in ("45 000,50", "45000,50 ₽", "45000.5"):
        line.setText(typed)
        assert form.value("limit") == 4_500_050, typed
    line.setText("45к")
    assert form.value("limit") == 4_500_000


def test_what_cannot_be_read_is_said_and_not_lost(form: Form) -> None:
    assert form.readable()
    editor(form, "limit").setText("a lot")
    assert not form.readable()
    assert form.problem("limit")
    assert editor(form, "limit").text() == "a lot"
    editor(form, "limit").setText("10")
    assert form.problem("limit") == ""
    assert form.readable()


def test_problems_stand_under_their_fields(form: Form) -> None:
    form.activateWindow()
    form.show_problems([Problem("name", REQUIRED), Problem("", REQUIRED), Problem("x", REQUIRED)])
    assert form.problem("name")
    assert form.problem("").count("\n") == 1
    assert form.problem("born") == ""
    assert form.problem("name") in editor(form, "name").accessibleDescription()
    assert form.focusWidget() is editor(form, "name")
    editor(form, "name").setText("Ann")
    assert form.problem("name") == ""
    form.clear_problems()
    assert form.problem("") == ""


def test_every_editor_has_a_name_and_a_label(form: Form) -> None:
    for widget in form.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.focusProxy():
            assert widget.accessibleName(), widget
    buddies = {label.buddy() for label in form.findChildren(QLabel) if label.buddy()}
    assert {form.editor(name) for name in ("name", "born", "limit", "kind", "notes")} <= buddies
    assert "required" in editor(form, "name").accessibleDescription()
    assert "passport" in editor(form, "name").accessibleDescription()


def test_changes_are_told_by_name(form: Form) -> None:
    told: list[str] = []
    form.changed.connect(told.append)
    editor(form, "name").setText("B")
    form.set_value("vip", True)
    form.set_value("born", date(2020, 1, 1))
    form.set_value("kind", "a")
    assert told == ["name", "vip", "born", "kind"]


def test_a_custom_field(qtbot: QtBot, form: Form) -> None:
    line = QLineEdit()
    form.custom("own", "Own", line, line.text, line.setText, changed=line.textChanged)
    form.set_value("own", "x")
    assert form.value("own") == "x"
    assert line.accessibleName() == "Own"


@pytest.mark.qt_log_ignore("does not support")
def test_the_calendar_takes_a_day(qtbot: QtBot, form: Form) -> None:
    form.set_value("born", date(2026, 11, 21))
    QTest.keyClick(editor(form, "born"), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = form.findChildren(QCalendarWidget)[0]
    assert calendar.selectedDate().day() == 21
    calendar.clicked.emit(calendar.selectedDate().addDays(1))
    assert form.value("born") == date(2026, 11, 22)


def test_a_choice_keeps_its_value_when_the_options_change(qtbot: QtBot, theme: Theme) -> None:
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.set_options([(1, "a"), (2, "b")])
    box.set_value(2)
    box.set_options([(2, "b"), (3, "c")])
    assert box.value() == 2
    box.set_value(99)
    assert box.value() is None


def answer(deed: Callable[[FormDialog], Any]) -> None:
    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, FormDialog)
        deed(dialog)

    QTimer.singleShot(0, act)


def test_a_line_is_asked_for(qtbot: QtBot, theme: Theme) -> None:
    def check(values: dict[str, Any]) -> list[Problem]:
        return [] if values["text"] else [Problem("text", REQUIRED)]

    def deed(dialog: FormDialog) -> None:
        dialog.form.set_value("text", "")
        dialog.verb.click()
        assert dialog.form.problem("text")
        dialog.form.set_value("text", "new")
        dialog.verb.click()

    answer(deed)
    assert ask_text(None, theme, "Rename", "Name", value="old", check=check) == "new"
    answer(lambda dialog: dialog.cancel.click())
    assert ask_text(None, theme, "Rename", "Name") is None


def test_a_form_higher_than_the_screen_scrolls(qtbot: QtBot, theme: Theme) -> None:
    dialog = FormDialog(None, theme, "Required", "Save", columns=2)
    for number in range(120):
        dialog.form.check(f"field{number}", f"Field {number}")
    seen: list[tuple[int, bool]] = []

    def deed(shown: FormDialog) -> None:
        inside = shown.rect().contains(shown.verb.geometry())
        seen.append((shown.height(), inside))
        shown.form.set_value("field119", True)
        shown.verb.click()

    answer(deed)
    values = dialog.ask()
    assert values is not None
    assert values["field119"] is True
    assert seen[0][0] < QApplication.primaryScreen().availableSize().height()
    assert seen[0][1], "the verb is out of sight"


def test_one_of_a_few_is_chosen(qtbot: QtBot, theme: Theme) -> None:
    answer(lambda dialog: dialog.verb.click())
    assert choose(None, theme, "Stage", "Stage", [(1, "a"), (2, "b")], value=2) == (2,)
    answer(lambda dialog: dialog.reject())
    assert choose(None, theme, "Stage", "Stage", [(1, "a")]) is None


def test_a_deed_is_confirmed(qtbot: QtBot, theme: Theme) -> None:
    answer(lambda dialog: dialog.verb.click())
    assert confirm(None, theme, "Erase", "For good?", "Erase", danger=True)
