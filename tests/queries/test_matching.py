"""Who is meant: rows that nobody shares a key with are new at once, the others one by one."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from crm_desktop.crm import Crm
from crm_desktop.queries.matching import Known, Seen

KEYS = ("external_id", "phone", "email")


def some_rows(dice: random.Random, count: int) -> list[Seen]:
    """Doubles, cells with several phones, rows of nobody, of a name alone, inside a firm."""
    rows: list[Seen] = []
    for number in range(count):
        phones = [str(dice.randrange(60)) for _ in range(dice.choice([0, 1, 1, 1, 2, 3]))]
        mail = dice.choice(["", "", f"k{dice.randrange(80)}@mail.ru"])
        firm = dice.choice(["", f"f{dice.randrange(20)}"])
        joins = int(bool(firm) and not dice.randrange(6))
        client = None if not dice.randrange(15) else number
        code = "" if joins else dice.choice(["", str(dice.randrange(200))])
        rows.append(
            (number, client, len(phones), "имя", firm, joins, code, "\n".join(phones), mail)
        )
    return rows


def one_by_one(known: Known, rows: Sequence[Seen]) -> dict[int, int]:
    met: dict[int, int] = {}
    for number, client, _points, _name, firm, joins, *texts in rows:
        if client is None:
            continue
        found = known.find(texts, firm, joins)
        if found is None:
            known.add(texts, number, firm)
        else:
            known.add((), found, firm)
        met[number] = number if found is None else found
    return met


@pytest.mark.parametrize("together", [1, 7, 40])
def test_who_is_new_at_once_is_who_would_be_new_one_by_one(crm: Crm, together: int) -> None:
    dice = random.Random(together)
    at_once = 0
    with crm.database.read() as connection:
        for _ in range(40):
            rows = some_rows(dice, 80)
            plainly = one_by_one(Known(connection, KEYS), rows)
            known = Known(connection, KEYS)
            met: dict[int, int] = {}
            for start in range(0, len(rows), together):
                new, others = known.strangers(rows[start : start + together], {3})
                assert 3 not in [row[0] for row in new]
                at_once += len(new)
                known.add_all(new, [row[0] for row in new])
                met |= {row[0]: row[0] for row in new} | one_by_one(known, others)
            assert met == plainly
    assert at_once > 200


def test_keys_of_several_fields_are_asked_one_by_one(crm: Crm) -> None:
    with crm.database.read() as connection:
        known = Known(connection, ("inn+kpp",))
        rows: list[Seen] = [(1, 1, 0, "имя", "", 0, "7707083893\x1f770701001")]
        assert known.strangers(rows) == ([], rows)
