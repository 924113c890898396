"""One phone is one person, in every notation of real lists."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.phones import format_phone, parse_phones, phone_digits, shown_phones

V: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "vectors.json").read_text(encoding="utf-8")
)["phones"]
MOBILE = "+79161234567"
OTHER = "+74951112233"


@pytest.mark.parametrize("row", V["valid"], ids=lambda r: r["input"])
def test_phone(row: dict[str, str]) -> None:
    found = parse_phones(row["input"], row["default_region"])
    assert [p.normal for p in found] == [row["e164"]]
    assert found[0].ext == row.get("ext")


@pytest.mark.parametrize("row", V["print_ru"], ids=lambda r: r["e164"])
def test_phone_print(row: dict[str, str]) -> None:
    assert format_phone(row["e164"], row.get("ext")) == row["print"]


@pytest.mark.parametrize("row", V["duplicates"], ids=lambda r: r[0])
def test_one_phone_is_one_person(row: list[str]) -> None:
    assert {parse_phones(text)[0].normal for text in row} == {MOBILE}


@pytest.mark.parametrize("row", V["needs_attention"], ids=lambda r: r["input"])
def test_what_needs_attention_is_kept_as_typed(row: dict[str, str]) -> None:
    offered = [MOBILE] if "+79161234567" in row["why"] else [None]
    expected = {"two numbers: split": [MOBILE, OTHER], "empty": []}.get(row["why"], offered)
    found = parse_phones(row["input"])
    assert [p.normal for p in found] == expected
    assert "; ".join(p.raw for p in found) == row["input"]


@pytest.mark.parametrize(
    "text",
    [
        "(916) 123-45-67",
        "916 123 45 67",
        "9161234567",
        "8 916 123 45 67",
        "8-916-1234567",
        "8(916)12-34-567",
        "8.916.123.45.67",
        "тел. 8 (916) 123-45-67",
        "тел./факс: 8 (916) 123-45-67",
        "Телефон 2: 8 916 123 45 67",
        "Phone: +7 916 123 45 67",
        "'+79161234567",
        "79161234567.0",
        "9161234567.0",
        "7.9161234567E10",
        "7,9161234567E+10",
        "8\u00a0916\u00a0123-45-67\u00a0",
        "8\u2011916\u2011123\u201145\u201167",
        "+7\u202f(916)\u202f123\u201345\u201367",
        "  +7 916 123-45-67,  ",
        "89161234567 Иван",
        "Иван Петрович 89161234567 (WhatsApp)",
        "007 916 123 45 67",
    ],
)
def test_notations_of_real_lists(text: str) -> None:
    assert [p.normal for p in parse_phones(text)] == [MOBILE]


@pytest.mark.parametrize(
    "text",
    [
        "8 916 123-45-67, 8 495 111-22-33",
        "8 916 123-45-67; +7 495 111-22-33",
        "8 916 123-45-67/8 495 111-22-33",
        "8 916 123-45-67 / 8 495 111-22-33",
        "8 916 123-45-67\n8 495 111-22-33",
        "8 916 123-45-67 8 495 111-22-33",
        "89161234567 84951112233",
        "9161234567 4951112233",
        "(916) 123-45-67 (495) 111-22-33",
        "8 916 123 45 67 8 495 111 22 33",
        "+79161234567+74951112233",
        "79161234567.0; 74951112233.0",
        "Иван 8 916 123-45-67 Мария 8 495 111-22-33",
        "8 916 123-45-67 моб., 8 495 111-22-33 раб.",
        "8 916 123-45-67 ::: 8 495 111-22-33",
    ],
)
def test_two_numbers_in_a_cell(text: str) -> None:
    assert [p.normal for p in parse_phones(text)] == [MOBILE, OTHER]


@pytest.mark.parametrize(
    ("text", "ext"),
    [
        ("8 495 111-22-33 доб. 123", "123"),
        ("8 495 111-22-33 (доб. 0792)", "0792"),
        ("8 495 111-22-33, доб.12", "12"),
        ("8 495 111-22-33. доб. 12", "12"),
        ("8 495 111-22-33 - доб 12", "12"),
        ("8 495 111-22-33x4563", "4563"),
        ("8 495 111-22-33 х 45", "45"),
        ("+7 495 111 22 33 ext. 7", "7"),
        ("+7 495 111 22 33 вн. 5", "5"),
        ("8 (495) 111-22-33 (123)", "123"),
    ],
)
def test_extensions(text: str, ext: str) -> None:
    assert [(p.normal, p.ext, p.raw) for p in parse_phones(text)] == [(OTHER, ext, text)]


@pytest.mark.parametrize(
    "text",
    [
        "123-45-67",
        "22-33-44",
        "8 916 123-45-6",
        "8 916 123-45-678",
        "7916123456",
        "+7 916 123 45 6",
        "7.916E10",  # the spreadsheet has dropped the digits
        "770123456703",  # somebody's ИНН
        "112",
        "0",
    ],
)
def test_what_cannot_be_read_is_kept_without_a_normal_form(text: str) -> None:
    assert [(p.normal, p.ext, p.raw) for p in parse_phones(text)] == [(None, None, text)]


@pytest.mark.parametrize("text", ["", " ", "нет", "-", "NULL"])
def test_no_number(text: str) -> None:
    assert parse_phones(text) == []


def test_two_local_numbers_stay_two() -> None:
    assert [(p.normal, p.raw) for p in parse_phones("123-45-67, 765-43-21")] == [
        (None, "123-45-67"),
        (None, "765-43-21"),
    ]


def test_words_stay_with_their_number() -> None:
    assert [p.raw for p in parse_phones("8 916 123-45-67 (Viber), 8 495 111-22-33 — жена")] == [
        "8 916 123-45-67 (Viber)",
        "8 495 111-22-33 — жена",
    ]
    assert [p.raw for p in parse_phones("8 (343) 123-45-67/68")] == ["8 (343) 123-45-67/68"]


def test_russia_and_kazakhstan_share_the_code() -> None:
    assert parse_phones("8 701 123 45 67")[0].normal == "+77011234567"
    assert parse_phones("701 123 45 67")[0].normal is None
    assert parse_phones("701 123 45 67", "KZ")[0].normal == "+77011234567"


def test_nowhere_at_home_a_country_code_is_read_and_what_only_russians_write() -> None:
    assert parse_phones("4155552671", "ZZ")[0].normal is None
    assert parse_phones("+1 415 555 2671", "ZZ")[0].normal == "+14155552671"
    assert parse_phones("8 916 123-45-67", "ZZ")[0].normal == "+79161234567"
    assert parse_phones("916 123-45-67", "ZZ")[0].normal is None


def test_digits_to_search_by() -> None:
    assert phone_digits(MOBILE) == "9161234567"
    assert phone_digits("+375291234567") == "375291234567"
    assert format_phone("+375291234567") == "+375291234567"


@given(st.text(alphabet="0123456789 78+-().,;/xдобE\u00a0\n#'и", max_size=60))
def test_no_digit_is_ever_lost(text: str) -> None:
    raws = "".join(p.raw for p in parse_phones(text))
    assert [c for c in raws if c.isdigit()] == [c for c in text if c.isdigit()]


@given(st.text(max_size=80), st.sampled_from(["RU", "KZ", "BY", "US", "ZZ"]))
def test_any_text_is_answered(text: str, region: str) -> None:
    for phone in parse_phones(text, region):
        assert phone.normal is None or (phone.normal[0] == "+" and phone.normal[1:].isdigit())


@given(st.integers(min_value=0, max_value=10**9 - 1), st.sampled_from("349"))
def test_a_normal_form_reads_as_itself(number: int, first: str) -> None:
    normal = f"+7{first}{number:09d}"
    for text in (normal, format_phone(normal), "8" + normal[2:], phone_digits(normal)):
        assert [p.normal for p in parse_phones(text)] == [normal]


def test_russian_lists_do_not_load_the_library() -> None:
    program = (
        "import sys; from crm_desktop.domain.phones import parse_phones;"
        "parse_phones('8 (916) 123-45-67 доб. 5, 123-45-67; Иван 79161234567.0');"
        "sys.exit('phonenumbers' in sys.modules)"
    )
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", program], cwd=root, check=False).returncode == 0


def test_a_hundred_thousand_plain_numbers_take_no_time() -> None:
    numbers = ["+7 (916) 123-45-67", "89161234567", "8 903 236 55 44", "916-123-45-67"] * 5_000
    best = min(_seconds(numbers) for _ in range(3))
    assert len(numbers) / best > 100_000  # 500 000 a second when nothing else runs


def test_a_long_text_takes_no_time() -> None:
    for text in ("8 " * 20_000, "8" * 50_000, "(" * 50_000, "+7 " * 10_000, "8-(" * 20_000):
        assert _seconds([text]) < 5


def _seconds(texts: list[str]) -> float:
    start = time.perf_counter()
    for text in texts:
        parse_phones(text)
    return time.perf_counter() - start


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("+375 (29) 123-45-67", "+375 (29) 123-45-67"),
        (" +44 (0)20 7946 0958", "+44 (0)20 7946 0958"),
        ("+8 916 1234567", "+7 (916) 123-45-67"),
        ("+7 916 1234567", "+7 (916) 123-45-67"),
    ],
)
def test_a_number_of_another_country_is_shown_as_it_is_typed(typed: str, shown: str) -> None:
    assert shown_phones(typed) == shown
