"""The program as a user of the command line has it: a book goes in, cards come out."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crm_desktop.main import run

Json = dict[str, Any]


@dataclass(slots=True)
class Imported:
    """What the program said of a book, and what its base holds afterwards."""

    preview: Json = field(default_factory=dict)
    said: Json = field(default_factory=dict)
    cards: list[Json] = field(default_factory=list)
    values: list[Json] = field(default_factory=list)
    refused: str = ""


def call(*arguments: object) -> tuple[int, str, str]:
    """Exit code and both outputs of a call in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(["--language", "ru", *map(str, arguments)])
    return code, out.getvalue(), err.getvalue()


def empty_base(folder: Path) -> Path:
    """A base that is copied for each book."""
    code, _, error = call("init", "--base", folder, "--country", "ru")
    assert code == 0, error
    return folder


def imported(path: Path, empty: Path, folder: Path, *, values: bool) -> Imported:
    """The book looked at, imported into a fresh base, and every card read back."""
    base = folder / "base"
    if base.exists():
        shutil.rmtree(base)
    shutil.copytree(empty, base)
    found = Imported()
    at = ("--base", base, "--json")
    code, out, error = call(*at, "import", path, "--preview")
    if code:
        found.refused = error.strip() or f"exit {code}"
        return found
    found.preview = json.loads(out)
    if values:
        code, out, error = call(*at, "import-values", path)
        found.values = [json.loads(line) for line in out.splitlines()]
    code, out, error = call(*at, "import", path)
    if code:
        found.refused = "run: " + (error.strip() or f"exit {code}")
        return found
    found.said = json.loads(out)
    code, out, error = call(*at, "clients", "dump")
    for row in (json.loads(line) for line in out.splitlines()):
        code, out, error = call(*at, "clients", "show", row["id"])
        assert code == 0, error
        found.cards.append(json.loads(out))
    return found
