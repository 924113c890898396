"""A base, a source of chance, and what may be picked by it."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

from crm_desktop.crm import Crm, Done

T = TypeVar("T")
NAMES = (
    "Семёнова Наталья", "Семенова Наталия", "ООО «Ёлки»", "ИП О'Нил", "Müller GmbH", "Straße 5",
    "İstanbul", "№ 7", "100%_вес", "Иванов Пётр (склад)", "a", "Ёж", "🌲 Лес", "Иванов\u0301",
)  # fmt: skip
CITIES = ("Тула", "Орёл", "", "Санкт-Петербург")
SOURCES = ("Сайт", "Реклама", "Выставка", "")
TAGS = ("опт", "VIP", "ёлки", "новый год")
PHONES = (
    "8 (916) 123-45-6{}",
    "+7 916 000 00 0{}",
    "12-34-5{}",
    "звонить жене {}",
    "+44 20 7946 095{}",
)
FIRST_DAY = date(2026, 1, 1)


class Nothing(Exception):
    """There is nothing to do it to."""


class Days:
    """The base with the hand that changes it."""

    def __init__(self, crm: Crm, rng: random.Random, folder: Path) -> None:
        self.crm, self.rng, self.folder = crm, rng, folder
        self.kept: dict[str, Any] = {}

    def do(self, command: Callable[..., T], *args: object, **kwargs: object) -> Done[T]:
        """Run a command, with the arguments as they come."""
        return self.crm.do(command, *args, **kwargs)

    def ids(self, sql: str, *parameters: object) -> list[int]:
        """Ids by a statement, in an order that does not depend on the engine's."""
        with self.crm.database.read() as connection:
            found = connection.exec_driver_sql(sql, parameters)
            return sorted(int(row[0]) for row in found)

    def one(self, sql: str, *parameters: object) -> int:
        """One of the ids."""
        found = self.ids(sql, *parameters)
        if not found:
            raise Nothing
        return self.rng.choice(found)

    def row(self, sql: str, *parameters: object) -> tuple[Any, ...]:
        """One row, the first column of which is an id."""
        with self.crm.database.read() as connection:
            found = sorted(tuple(row) for row in connection.exec_driver_sql(sql, parameters))
        if not found:
            raise Nothing
        return self.rng.choice(found)

    def client(self) -> int:
        """A client outside the bin."""
        return self.one("SELECT id FROM client WHERE deleted_at IS NULL")

    def few(self, sql: str, most: int = 4) -> tuple[int, ...]:
        """Some of the ids, at least one."""
        found = self.ids(sql)
        if not found:
            raise Nothing
        return tuple(self.rng.sample(found, min(len(found), self.rng.randint(1, most))))

    def any(self, values: tuple[T, ...]) -> T:
        return self.rng.choice(values)

    def some(self, values: tuple[T, ...]) -> tuple[T, ...]:
        """Some of the values, or none."""
        return tuple(one for one in values if self.rng.random() < 0.4)

    def text(self) -> str:
        """Words that nobody has written yet, or have."""
        return f"{self.any(NAMES)} {self.rng.randrange(40)}"

    def day(self) -> date:
        return FIRST_DAY + timedelta(days=self.rng.randrange(400))

    def phone(self) -> str:
        return self.any(PHONES).format(self.rng.randrange(10))
