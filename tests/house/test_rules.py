"""The rules of the house hold in every module."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house.rules import RULES, Rule, Source, breaches, sources


@pytest.fixture(scope="module")
def modules(root: Path) -> list[Source]:
    return sources(root)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule(rule: Rule, modules: list[Source]) -> None:
    assert breaches(rule, modules) == []


def test_locks_name_no_place(root: Path) -> None:
    for lock in ("requirements.txt", "requirements-dev.txt"):
        lines = (root / lock).read_text("utf-8").splitlines()
        pins = [line for line in lines if line and not line.startswith((" ", "#", "-"))]
        assert pins
        assert all("==" in line for line in pins)
        assert not [line for line in lines if "://" in line or line.startswith("-")]
        assert sum("--hash=sha256:" in line for line in lines) >= len(pins)
