"""Some mutants go the whole way with every run of the suite; a thousand when somebody asks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants.made import LISTS, OPERATORS, made, sources

ROOT = Path(__file__).resolve().parents[2]
SEED = 6


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the inspector forks")
def test_mutants_end_in_clients_or_in_words() -> None:
    """One of nearly each kind; every tenth through the product's own child."""
    count = str(len(OPERATORS))
    options = ["--count", count, "--seed", str(SEED), "--each", "10"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.mutants", *options],
        capture_output=True,
        cwd=ROOT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3_000:] + done.stderr[-2_000:]
    assert f"| **all** | {count} |" in done.stdout
    assert "Wrong: 0" in done.stdout


def test_a_number_and_a_seed_make_the_same_mutant_again() -> None:
    files = sources(LISTS)
    for number in (0, 9, 21, 31, 40, 50):
        one, again = made(number, SEED, files), made(number, SEED, files)
        assert (one.source, one.content) == (again.source, again.content)
        assert made(number, SEED + 1, files).content != one.content
        source = next(file for file in files if file.name == one.source)
        assert one.content != source.content
