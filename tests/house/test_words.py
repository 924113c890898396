"""Whatever other floors name by a code has words in every language, and the catalogue is complete."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Container, Iterable, Iterator
from enum import Enum
from pathlib import Path

import pytest

import crm_desktop
from crm_desktop import words
from crm_desktop.commands.work import COMMANDS
from crm_desktop.domain.problems import Problem, registered_codes
from crm_desktop.words.codes import label, operation_text, problem_text
from crm_desktop.words.enums import ENUMS
from crm_desktop.words.operations import OPERATIONS
from crm_desktop.words.problems import PROBLEMS
from installer.build import main, problems

CYRILLIC = re.compile(r"[А-Яа-яЁё]")
APART: set[str] = set()
"""Enumerations that are never shown: `Class` names, each with a reason beside it."""


def every_module() -> None:
    """Import the whole program, so that every code, command and query is registered."""
    for one in pkgutil.walk_packages(crm_desktop.__path__, "crm_desktop."):
        if "__main__" not in one.name and ".migrations." not in one.name:
            importlib.import_module(one.name)


def every_enumeration() -> Iterator[type[Enum]]:
    """The enumerations of the domain."""
    every_module()
    for kind in Enum.__subclasses__() + [k for e in Enum.__subclasses__() for k in below(e)]:
        if kind.__module__.startswith("crm_desktop.domain") and kind.__name__ not in APART:
            yield kind


def below(kind: type[Enum]) -> list[type[Enum]]:
    return [one for direct in kind.__subclasses__() for one in (direct, *below(direct))]


def wordless(names: Iterable[str], table: Container[str]) -> list[str]:
    """The names that the other table lacks."""
    return sorted(name for name in names if name not in table)


def strangers(folder: Path) -> list[str]:
    """What lies among the catalogues and is none: translations that wait to be merged."""
    known = {".po", ".mo", ".pot"}
    files = (one for one in folder.rglob("*") if one.is_file() and one.suffix not in known)
    return sorted(one.relative_to(folder).as_posix() for one in files)


@pytest.fixture(params=["en", "ru"])
def spoken(request: pytest.FixtureRequest, root: Path) -> str:
    main(["compile"])
    code = str(request.param)
    words.set_language(code)
    assert words.language() == code
    return code


def speaks(text: str, code: str) -> bool:
    """Whether a text is there, filled, and of the language."""
    plain = text.strip().replace("{", "").replace("}", "")
    return plain == text and bool(plain) and (code == "en" or bool(CYRILLIC.search(text)))


def test_every_problem(spoken: str) -> None:
    every_module()
    assert wordless(registered_codes(), PROBLEMS) == []
    silent = [one for one in PROBLEMS if not speaks(problem_text(Problem("", one)), spoken)]
    assert silent == []


def test_every_operation(spoken: str) -> None:
    every_module()
    assert wordless(COMMANDS, OPERATIONS) == []
    silent = [one for one in OPERATIONS if not speaks(operation_text(one, {}), spoken)]
    assert silent == []


def test_every_enumeration(spoken: str) -> None:
    members = [member for kind in every_enumeration() for member in kind]
    assert members
    assert wordless((f"{type(one).__name__}.{one.value}" for one in members), ENUMS) == []
    assert [one for one in members if not speaks(label(one), spoken)] == []


def test_no_words_for_what_is_gone() -> None:
    every_module()
    assert wordless(OPERATIONS, COMMANDS) == []
    assert wordless(PROBLEMS, registered_codes()) == []


def test_the_catalogues_are_complete(root: Path) -> None:
    assert problems(root) == []


def test_no_translation_is_waiting_apart(root: Path) -> None:
    assert strangers(root / "resources" / "i18n") == []


def test_what_has_no_words_is_caught() -> None:
    assert wordless({"a.b", "record.not-found"}, PROBLEMS) == ["a.b"]
    assert not speaks("", "en")
    assert not speaks("Rest {count}", "en")
    assert not speaks("English", "ru")
    assert speaks("Русский", "ru")


def test_a_stranger_among_the_catalogues_is_caught(tmp_path: Path) -> None:
    (tmp_path / "ru" / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "ru" / "LC_MESSAGES" / "crm_desktop.po").touch()
    assert strangers(tmp_path) == []
    (tmp_path / "waiting").mkdir()
    (tmp_path / "waiting" / "deals.tsv").touch()
    assert strangers(tmp_path) == ["waiting/deals.tsv"]
