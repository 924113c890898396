"""The program as a user of the command line has it: a book goes in, cards come out."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

from crm_desktop.domain.problems import Refused
from crm_desktop.files import child, staging
from crm_desktop.main import run

Json = dict[str, Any]


@dataclass(slots=True)
class Imported:
    """What the program said of a book, and what its base holds afterwards."""

    preview: Json = field(default_factory=dict)
    said: Json = field(default_factory=dict)
    cards: list[list[str]] = field(default_factory=list)
    values: list[Json] = field(default_factory=list)
    refused: str = ""


def call(*arguments: object) -> tuple[int, str, str]:
    """Exit code and both outputs of a call in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(["--language", "ru", *map(str, arguments)])
    return code, out.getvalue(), err.getvalue()


def _child(
    *arguments: str,
    name: str,
    timeout: float,
    cancelled: Callable[[], bool] | None = None,
    secret: str = "",
    coming: Callable[[int], object] | None = None,
) -> None:
    """The child that parses a foreign file, as a call: what it says and how it ends is the same."""
    out = io.StringIO()
    told = mock.patch.object(child, "secret_told", return_value=secret)
    with contextlib.redirect_stdout(out), told:
        code = run(arguments)
    if code:
        raise Refused.of(json.loads(out.getvalue().splitlines()[-1])["problem"], name=name)


@contextlib.contextmanager
def here() -> Iterator[None]:
    """Files are parsed in this process: our own books are no danger, and a child takes a second."""
    with mock.patch.object(child, "run", _child), mock.patch.object(staging, "limit_memory"):
        yield


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
    found.cards = cards(base)
    return found


OF_CLIENT = {
    "contact": "client_id",
    "contact_point": "client_id",
    "activity": "client_id",
    "client_address": "client_id",
    "client_account": "client_id",
    "client_date": "client_id",
    "client": "id",
}
OF_THE_PROGRAM = ("id", "client_id", "contact_id", "sort_key", "created_at", "owner_id", "place")


def cards(base: Path) -> list[list[str]]:
    """Every text that the base holds of each client, read without the program."""
    found: dict[int, list[str]] = {}
    connection = sqlite3.connect(f"{(base / 'base.db').as_uri()}?mode=ro", uri=True)
    try:
        connection.row_factory = sqlite3.Row
        for table, key in OF_CLIENT.items():
            for row in connection.execute(f"SELECT * FROM {table}"):
                texts = found.setdefault(row[key], [])
                texts += _of_the_book(dict(row))
    finally:
        connection.close()
    return list(found.values())


def _of_the_book(row: Json) -> list[str]:
    """What may have come from a book: no keys, no sort orders, nothing empty."""
    return [
        str(value)
        for name, value in row.items()
        if name not in OF_THE_PROGRAM and value not in (None, "")
    ]
