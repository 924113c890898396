"""Names in the other alphabet, by every system that people use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.transliteration import MOST, readings

NAMES = {
    "юлия": "yulia julia iuliia yuliya juliâ",
    "яна": "jana yana iana",
    "кузьмин": "kuzmin",
    "ольга": "olga",
    "татьяна": "tatiana tatyana",
    "наталья": "natalia natalya",
    "наталия": "nataliya",
    "щукин": "shchukin schukin shhukin ŝukin",
    "жуков": "zhukov jukov",
    "цветков": "tsvetkov cvetkov czvetkov",
    "хабаров": "khabarov habarov xabarov",
    "васильев": "vasilyev vasilev vasiliev",
    "соловьев": "soloviev solovev solovyov",
    "григорьев": "grigoriev grigorev",
    "алексей": "alexei aleksey aleksej",
    "евгений": "evgeny evgenii yevgeniy",
    "дмитрий": "dmitry dmitrii",
    "сергей": "sergei sergey sergej",
    "илья": "ilya ilia",
    "ильин": "ilyin ilin",
    "чернышев": "chernyshev",
    "ксения": "xenia ksenia kseniia",
    "федор": "fyodor fedor",
    "семен": "semyon semion",
    "артем": "artyom",
    "юрий": "iurii jurij",
    "лидия": "lydia lidiya",
    "мария": "mariya mariia maria",
    "моисеев": "moiseev",
    "зайцев": "zaytsev zaitsev zajcev",
    "эдуард": "eduard",
    "эльвира": "elvira",
    "екатерина": "ekaterina yekaterina",
    "геннадий": "gennady",
    "виталий": "vitaly",
    "ромашка": "romashka",
    "yulia": "julia юлия",
    "iuliia": "julia юлия",
    "julia": "yulia юлия",
    "shcherbakov": "щербаков",
    "scherbakov": "щербаков",
    "tsvetkov": "цветков",
    "aleksandr": "александр",
    "dmitry": "дмитрий",
    "dmitrii": "дмитрий",
    "soloviev": "соловьев",
    "solovyov": "соловьев",
    "smit": "смит",
    "христина": "hristina",
    "агафья": "agafya",
    "емельянов": "emelyanov emelianov",
    "кузнецов": "kuznetsov kuznecov",
    "володя": "volodja",
    "александер": "alexander",
}
"""What is kept: how people type it (ICAO, GOST 7.79 and ISO 9, BGN/PCGN, everyday)."""


@pytest.mark.parametrize("kept", NAMES)
def test_every_spelling_finds_the_name(kept: str) -> None:
    for typed in NAMES[kept].split():
        assert kept in readings(typed), typed


@given(st.text())
def test_nothing_typed_is_an_error(text: str) -> None:
    found = readings(text)
    assert len(found) <= 2 * MOST
    assert text not in found
    assert all(one.strip() for one in found)


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюя", min_size=3, max_size=12))
def test_a_russian_word_has_latin_spellings(word: str) -> None:
    assert readings(word)
    assert all(not any("а" <= sign <= "я" for sign in one) for one in readings(word))
