"""The raw probe of M1: read, normalise by plain functions, insert; nothing of ours in between.

Same tables, same indexes, same search index, same durability; no journal, no derived figures, no
matching, no preview, no child.
"""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import python_calamine
from sqlcipher3 import dbapi2

from tests.bench.child import peak_mib

_DIGITS = re.compile(r"[^0-9]")
_PARTS = re.compile(r"[,;/]")
_EXTENSION = re.compile(r"доб\.?\s*(\d+)")
_TAGS = re.compile(r"\s*[,;]\s*")
_LEGAL = re.compile(r"^(?:ооо|ип|ао|пао)\s+")
_KINDS = {"Компания": "company", "ИП": "sole_trader", "Физлицо": "person"}
_CLIENT = (
    "INSERT INTO client (id, kind, name, sort_key, last_name, first_name, middle_name, inn, kpp, "
    "ogrn, city, address, source, status, birthday, comment, external_id, tags, custom, owner_id, "
    "created_at, deleted_at) "
    "VALUES (?, ?, ?, ?, '', '', '', ?, '', '', ?, '', ?, '', NULL, ?, ?, ?, '{}', 1, ?, NULL)"
)
_CONTACT = "INSERT INTO contact (id, client_id, name, position) VALUES (?, ?, ?, '')"
_POINT = (
    "INSERT INTO contact_point (id, client_id, kind, value, normal, ext, label, place) "
    "VALUES (?, ?, ?, ?, ?, ?, '', ?)"
)


def fold(text: str) -> str:
    """One form for texts that are compared."""
    return " ".join(text.casefold().replace("ё", "е").split())


def phones(text: str) -> list[tuple[str, str | None, str | None]]:
    """Value, normal form, extension of every number in a cell."""
    found: list[tuple[str, str | None, str | None]] = []
    for part in _PARTS.split(text):
        extension = _EXTENSION.search(part)
        digits = _DIGITS.sub("", part[: extension.start()] if extension else part)
        if len(digits) == 11 and digits[0] in "78":
            digits = digits[1:]
        if digits:
            normal = f"+7{digits}" if len(digits) == 10 else None
            found.append((part.strip(), normal, extension.group(1) if extension else None))
    return found


def email(text: str) -> tuple[str, str | None]:
    """Value and normal form of an address."""
    plain = text.replace(" ", "").lower()
    return plain, plain if "@" in plain else None


def iso(text: str) -> str:
    """A day.month.year as year-month-day."""
    day, month, year = text.split(".")
    return f"{year}-{month}-{day}T00:00:00Z"


class _Rows:
    def __init__(self) -> None:
        self.clients: list[tuple[Any, ...]] = []
        self.contacts: list[tuple[Any, ...]] = []
        self.points: list[tuple[Any, ...]] = []
        self.keys: list[tuple[int, str]] = []

    def add(self, id_: int, cells: list[Any]) -> None:
        code, kind, name, person, inn, phone, mail, city, source, tags, comment, created = cells
        name, lower = name.strip(), fold(name)
        labels = [tag for tag in _TAGS.split(tags) if tag]
        self.clients.append(
            (
                id_, _KINDS.get(kind, "company"), name, _LEGAL.sub("", lower).strip('«»" '), inn,
                city.strip(), source.strip(), comment.strip(), code,
                "[" + ",".join(f'"{tag}"' for tag in labels) + "]", iso(created),
            )
        )  # fmt: skip
        if person:
            self.contacts.append((len(self.contacts) + 1, id_, person.strip()))
        found = [("phone", *one) for one in phones(phone)]
        if mail:
            found.append(("email", *email(mail), None))
        for place, point in enumerate(found):
            self.points.append((len(self.points) + 1, id_, *point, place))
        words = [lower, inn, fold(city), code.casefold(), fold(person), fold(tags)]
        self.keys.append((id_, " ".join(words + [p[2] or p[1] for p in found])))


def run(source: Path, base: Path) -> int:
    """Read the workbook into the base in one transaction; returns how many rows."""
    sheet = python_calamine.CalamineWorkbook.from_path(str(source)).get_sheet_by_index(0)
    lines = sheet.to_python()
    made = _Rows()
    for id_, cells in enumerate(lines[1:], start=1):
        made.add(id_, cells)
    connection = connect(base)
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(_CLIENT, made.clients)
    connection.executemany(_CONTACT, made.contacts)
    connection.executemany(_POINT, made.points)
    connection.executemany("INSERT INTO client_search (id, key) VALUES (?, ?)", made.keys)
    connection.executemany("INSERT INTO client_fts (rowid, key) VALUES (?, ?)", made.keys)
    connection.execute("COMMIT")
    connection.close()
    return len(made.clients)


def measured(source: str, base: str) -> dict[str, Any]:
    """The probe in a process of its own."""
    began = time.perf_counter()
    rows = run(Path(source), Path(base))
    return {"seconds": time.perf_counter() - began, "peak": peak_mib(), "rows": rows}


def connect(base: Path) -> Any:
    """A bare connection as durable as ours."""
    connection = dbapi2.connect(str(base / "base.db"), isolation_level=None)
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "temp_store=MEMORY",
        "cache_size=-32768",
        "wal_autocheckpoint=4000",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


def without_triggers(base: Path) -> None:
    """Make a base of ours fit for the probe: nothing is journalled in it."""
    connection = connect(base)
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in names:
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.close()
