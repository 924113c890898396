"""The labelled set of duplicates agrees with itself; nothing here asks the program's matcher."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

from tests.dedupe_ru.book import COLUMNS, csv_text, made

FILE = Path(__file__).parents[1] / "data" / "dedupe_ru.csv.gz"
Line = dict[str, str]


@cache
def lines() -> list[Line]:
    text = gzip.decompress(FILE.read_bytes()).decode()
    return list(csv.DictReader(io.StringIO(text)))


def by_person() -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = defaultdict(list)
    for line in lines():
        found[line["person"]].append(line)
    return found


def pairs() -> list[tuple[Line, Line]]:
    """Every card that says one more time who stands in another one, with that other."""
    return [
        (next(line for line in cards if not line["difficulty"]), again)
        for cards in by_person().values()
        for again in cards
        if again["difficulty"]
    ]


def keys(line: Line) -> set[str]:
    """What tells a client from others, read without the program: ten last digits, e-mail, ИНН."""
    phones = {re.sub(r"\D", "", one)[-10:] for one in line["phones"].split(";") if one.strip()}
    mails = {one.strip().casefold() for one in line["emails"].split(";") if one.strip()}
    return phones | mails | ({line["inn"]} if line["inn"] else set())


def test_the_file_is_what_the_generator_makes() -> None:
    assert gzip.decompress(FILE.read_bytes()).decode() == csv_text(made())
    assert FILE.stat().st_size < 1_000_000


def test_columns_numbers_and_size() -> None:
    assert tuple(lines()[0]) == COLUMNS
    assert [line["id"] for line in lines()] == [str(n) for n in range(1, len(lines()) + 1)]
    assert 5_000 <= len(lines()) <= 5_500
    assert all(line["name"].strip() for line in lines())
    assert {line["kind"] for line in lines()} == {"person", "sole_trader", "company"}


def test_every_second_card_has_its_first_and_no_card_is_both() -> None:
    for cards in by_person().values():
        assert sum(not card["difficulty"] for card in cards) == 1
        assert not (len(cards) > 1 and any(card["looks_like"] for card in cards))
    groups = Counter(line["looks_like"] for line in lines() if line["looks_like"])
    assert min(groups.values()) >= 2
    assert len(pairs()) > 1_600


def test_a_pair_shares_the_key_that_it_says_it_shares() -> None:
    for first, again in pairs():
        common = keys(first) & keys(again)
        assert bool(common) == bool(again["shared"]), (first, again)
        kinds = {
            "email" if "@" in one else "inn" if one == first["inn"] else "phone" for one in common
        }
        assert not again["shared"] or again["shared"] in kinds, (first, again)


def test_a_key_in_common_of_two_people_is_always_meant() -> None:
    """A phone, e-mail or ИНН of two different people stands only inside a set of look-alikes."""
    holders: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for line in lines():
        for key in keys(line):
            holders[key].add((line["person"], line["looks_like"]))
    for key, people in holders.items():
        if len(people) > 1:
            assert len({looks for _, looks in people}) == 1, (key, people)
            assert all(looks for _, looks in people), (key, people)


def test_nobody_has_a_namesake_by_accident() -> None:
    """Two cards of one name and one city are one person, or look-alikes of one set."""
    holders: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for line in lines():
        words = " ".join(sorted(re.findall(r"\w+", line["name"].casefold().replace("ё", "е"))))
        holders[words, line["city"]].add((line["person"], line["looks_like"]))
    for (words, city), people in holders.items():
        persons = {person for person, _ in people}
        sets = {looks for _, looks in people}
        first_name_only = " " not in words and not city
        meant = len(sets) == 1 and "" not in sets
        assert len(persons) == 1 or meant or first_name_only, (words, people)


def test_look_alikes_say_what_tells_them_apart() -> None:
    """Nobody could be blamed for taking one for another where nothing differs at all."""
    for looks in {line["looks_like"] for line in lines()} - {""}:
        if looks.startswith("common name"):
            continue
        cards = [line for line in lines() if line["looks_like"] == looks]
        told = [tuple(c[k] for k in ("name", "inn", "kpp", "city", "birthday")) for c in cards]
        assert len(set(told)) == len(cards), cards


@pytest.mark.parametrize("column", ["difficulty", "looks_like"])
def test_the_readme_counts_every_kind(column: str) -> None:
    readme = (FILE.parent / "README.md").read_text("utf-8")
    counts = Counter(
        (line[column].partition(":")[0], bool(line["shared"])) for line in lines() if line[column]
    )
    for kind in {kind for kind, _ in counts}:
        if column == "difficulty":
            row = f"| {kind} | {counts[kind, True]} | {counts[kind, False]} |"
        else:
            sets = {
                line["looks_like"] for line in lines() if line["looks_like"].startswith(kind + ":")
            }
            row = f"| {kind} | {len(sets)} | {counts[kind, False]} |"
        assert row in readme, row
