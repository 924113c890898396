"""Words that mean a name in another case, a firm in everyday words, a foreign name by ear."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain import heard
from crm_desktop.domain.cases import names_in_cases
from crm_desktop.domain.everyday import said_of_firms
from crm_desktop.domain.layouts import readings

CASES = {
    "кравцова": "кравцовой кравцову кравцовою",
    "кравцов": "кравцова кравцову кравцовым кравцове",
    "достоевский": "достоевского достоевскому достоевским достоевском",
    "достоевская": "достоевской достоевскую",
    "толстой": "толстого толстому толстым",
    "белый": "белого белому белым",
    "белая": "белой белую",
    "никулина": "никулиной никулину",
    "юрий": "юрия юрию юрием юрии",
    "цой": "цоя цою цоем",
    "игорь": "игоря игорю игорем",
    "павел": "павла павлу павлом",
    "анна": "анны анне анну анной",
    "мария": "марии марию марией",
    "дарья": "дарьи дарье дарью дарьей",
    "любовь": "любови любовью",
    "салтыков-щедрин": "салтыкова-щедрина салтыкову-щедрину",
}
FIRMS = {
    "завод жби": "завод железобетонных изделий",
    "садик 5": "детский сад 5",
    "отель мир": "гостиница мир",
    "тк волна": "торговая компания волна",
}
BY_EAR = {
    "джони": "johnny",
    "пэтрик": "patrick",
    "онил": "o'neill",
    "шредер": "schröder",
    "браун": "brown",
    "филипс": "phillips",
    "макдональд": "macdonald",
    "мюлер": "müller",
    "купер": "cooper",
    "грин": "green",
    "кейт": "kate",
    "тулз": "tools",
}


def test_a_name_in_any_case_is_that_name() -> None:
    missed = [
        (form, name)
        for name, forms in CASES.items()
        for form in forms.split()
        if all(name not in names[0] for names in names_in_cases([form]))
    ]
    assert not missed


def test_both_whom_a_case_may_mean_are_asked_for() -> None:
    women, men = names_in_cases(["кравцову"])
    assert (women[0][0], men[0][0]) == ("кравцова", "кравцов")
    bent = [one for one in readings("кравцову") if one.how == "spelling"]
    assert [one.beside for one in bent] == [True, False]


def test_what_is_in_no_case_has_no_other_names() -> None:
    assert names_in_cases(["smith", "1783", "ян"]) == ()


def test_everyday_words_are_said_as_papers_say_them() -> None:
    for typed, meant in FIRMS.items():
        said = [{" ".join(words) for words in _all_of(one)} for one in said_of_firms(typed.split())]
        assert any(meant in one for one in said), typed
    assert not list(said_of_firms(["ромашка"]))


def _all_of(words: tuple[tuple[str, ...], ...]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [()]
    for spellings in words:
        found = [(*begun, one) for begun in found for one in spellings]
    return found


def test_a_foreign_name_is_found_by_ear() -> None:
    missed = {
        typed: meant for typed, meant in BY_EAR.items() if meant not in heard.spellings(typed)
    }
    assert not missed


@given(st.text())
def test_nothing_typed_is_an_error(text: str) -> None:
    names_in_cases([text])
    list(said_of_firms([text, text]))
    assert len(heard.spellings(text)) <= 2 * heard.MOST + 10
