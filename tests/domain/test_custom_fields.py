"""Values of own fields: what is understood, how it is shown, and back again."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain import custom_fields as rules
from crm_desktop.domain.custom_fields import CustomKind, CustomNoun, OwnField, renamed, typed
from crm_desktop.domain.problems import Refused
from crm_desktop.words.custom_fields import shown

CHOICES = ("Киа", "Лада", "Ёж, большой")


def field(kind: CustomKind) -> OwnField:
    return OwnField(7, CustomNoun.CLIENT, kind, "Поле", "", CHOICES)


@pytest.mark.parametrize(
    ("kind", "text", "language", "stored"),
    [
        (CustomKind.TEXT, "  как есть ", "ru", "как есть"),
        (CustomKind.TEXT, " ", "ru", None),
        (CustomKind.NUMBER, "1 234,5", "ru", 12_345_000),
        (CustomKind.NUMBER, "1,234", "ru", 12_340),
        (CustomKind.NUMBER, "1,234", "en", 12_340_000),
        (CustomKind.NUMBER, "-0.0001", "ru", -1),
        (CustomKind.DATE, "21.11.2026", "ru", "2026-11-21"),
        (CustomKind.DATE, "2026-11-21", "en", "2026-11-21"),
        (CustomKind.CHOICE, "кИА", "ru", "Киа"),
        (CustomKind.CHOICE, "еж, большой", "ru", "Ёж, большой"),
        (CustomKind.SEVERAL, "лада, киа, Лада", "ru", ["Лада", "Киа"]),
        (CustomKind.SEVERAL, "Ёж, большой; киа", "ru", ["Ёж, большой", "Киа"]),
        (CustomKind.SEVERAL, "Ёж, большой", "ru", ["Ёж, большой"]),
        (CustomKind.FLAG, "Да", "ru", True),
        (CustomKind.FLAG, "нет", "ru", None),
        (CustomKind.LINK, "kia.example/7", "en", "kia.example/7"),
    ],
)
def test_what_is_typed(kind: CustomKind, text: str, language: str, stored: object) -> None:
    assert typed(field(kind), text, language) == stored


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        (CustomKind.NUMBER, "много", rules.NOT_A_NUMBER),
        (CustomKind.DATE, "31.02.2026", rules.NOT_A_DAY),
        (CustomKind.CHOICE, "Форд", rules.NOT_A_CHOICE),
        (CustomKind.SEVERAL, "Киа, Форд", rules.NOT_A_CHOICE),
        (CustomKind.FLAG, "может быть", rules.NOT_A_FLAG),
    ],
)
def test_what_is_refused_is_named(kind: CustomKind, text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        typed(field(kind), text, "ru")
    (problem,) = refused.value.problems
    assert (problem.field, problem.code) == ("custom:7", code)
    assert problem.params["name"] == "Поле"


VALUES: dict[CustomKind, st.SearchStrategy[object]] = {
    CustomKind.NUMBER: st.integers(-(10**16), 10**16),
    CustomKind.DATE: st.dates(date(1900, 1, 1)).map(lambda day: day.isoformat()),
    CustomKind.CHOICE: st.sampled_from(CHOICES),
    CustomKind.SEVERAL: st.lists(st.sampled_from(CHOICES[:2]), min_size=1, unique=True),
    CustomKind.FLAG: st.just(value=True),
}


@pytest.mark.parametrize("kind", VALUES)
@pytest.mark.parametrize("language", ["ru", "en"])
@given(data=st.data())
def test_what_is_shown_is_understood(kind: CustomKind, language: str, data: st.DataObject) -> None:
    value = data.draw(VALUES[kind])
    assert rules.fits(kind, value)
    assert typed(field(kind), shown(kind, value, language), language) == value


@pytest.mark.parametrize("value", [None, [], False, ""])
def test_nothing_is_shown_as_nothing(value: object) -> None:
    assert {shown(kind, value, "ru") for kind in CustomKind} == {""}


@pytest.mark.parametrize(
    ("before", "after", "names"),
    [
        ("абв", "абв", {}),
        ("абв", "хбв", {"а": "х"}),
        ("абв", "хбвг", {"а": "х"}),
        ("абв", "вба", {}),
        ("абв", "бв", {}),
        ("абв", "абвг", {}),
        ("абв", "худ", {"а": "х", "б": "у", "в": "д"}),
        ("аб", "хуз", {}),
    ],
)
def test_which_choices_were_renamed(before: str, after: str, names: dict[str, str]) -> None:
    assert renamed(tuple(before), tuple(after)) == names


@given(
    st.lists(st.sampled_from("абвгд"), unique=True), st.lists(st.sampled_from("бвгде"), unique=True)
)
def test_a_rename_leads_from_what_went_to_what_came(before: list[str], after: list[str]) -> None:
    names = renamed(before, after)
    assert set(names) <= set(before) - set(after)
    assert set(names.values()) <= set(after) - set(before)
    assert len(set(names.values())) == len(names)
