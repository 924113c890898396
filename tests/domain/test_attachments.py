"""Names of files that every system takes, and which files are asked about before they open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.attachments import (
    LONGEST_NAME,
    MOST_BYTES,
    Danger,
    check_name,
    check_size,
    danger,
    file_name,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Договор № 5.pdf", "Договор № 5.pdf"),
        ("../../etc/passwd", ".._.._etc_passwd"),
        ("C:\\Users\\Анна\\счёт.xlsx", "C__Users_Анна_счёт.xlsx"),
        ("две\nстроки.txt", "две строки.txt"),
        ("  с пробелами .txt. ", "с пробелами .txt"),
        ("con.txt", "_con.txt"),
        ("COM1", "_COM1"),
        ("счёт\u202efdp.exe", "счётfdp.exe"),
        ("а" * 400 + ".pdf", "а" * (LONGEST_NAME - 4) + ".pdf"),
        ("...", ""),
        ("", ""),
    ],
)
def test_a_name_is_one_that_every_system_takes(typed: str, kept: str) -> None:
    assert file_name(typed) == kept


@given(st.text(max_size=400))
def test_no_name_leads_anywhere_else(typed: str) -> None:
    name = file_name(typed)
    assert not set(name) & set('<>:"/\\|?*\n\r\0')
    assert len(name) <= LONGEST_NAME
    assert name == name.strip() or name.startswith(" ") is False
    assert not name.endswith((".", " "))
    assert file_name(name) == name


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("setup.EXE", Danger.PROGRAM),
        ("счёт.pdf.exe", Danger.PROGRAM),
        ("счёт.exe.", Danger.PROGRAM),
        ("ярлык.lnk", Danger.PROGRAM),
        ("прайс.xlsm", Danger.MACROS),
        ("прайс.xlsx", None),
        ("фото.jpg", None),
        ("без ending", None),
        (".bat", Danger.PROGRAM),
    ],
)
def test_what_can_do_harm_is_known_by_its_ending(name: str, kind: Danger | None) -> None:
    assert danger(name) is kind


def test_a_file_too_large_is_told_with_both_figures() -> None:
    assert list(check_size("кино.mp4", MOST_BYTES)) == []
    [problem] = check_size("кино.mp4", MOST_BYTES + 1)
    assert problem.params == {"name": "кино.mp4", "megabytes": 201, "limit": 200}
    assert [one.code for one in check_name("")] == ["field.required"]
