"""The table of queries by kind on a small base, and whatever else somebody may type."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from crm_desktop.commands import clients, organisations
from crm_desktop.crm import Crm
from crm_desktop.domain.clients import ClientDraft, ContactDraft, PointDraft, PointKind
from tests.bench import workload
from tests.fixtures import ORGANISATION
from tests.search_table import cards
from tests.search_table.answers import Answer, answers, fuzz, shares

BESIDES = 150
FUZZED = 300
"""Of 10,000, which `python3 -m tests.bench.search_table` tries all."""


@pytest.fixture(scope="module")
def shop(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crm]:
    folder = tmp_path_factory.mktemp("shop") / "base"
    shutil.copytree(template, folder)
    crm = Crm(folder)
    yield crm
    crm.close()


@pytest.fixture(scope="module")
def found(shop: Crm) -> list[Answer]:
    firm = shop.do(organisations.save, ORGANISATION).value
    ids = cards.add(shop, firm)
    for row in workload.rows(BESIDES):
        shop.do(clients.add, _client(row))
    return list(answers(shop, ids))


def _client(row: tuple[str, ...]) -> ClientDraft:
    points = [PointDraft(PointKind.PHONE, row[5])] if any(map(str.isdigit, row[5])) else []
    points += [PointDraft(PointKind.EMAIL, row[6])] if "@" in row[6] else []
    draft = ClientDraft(name=row[2], inn=row[4], city=row[7], points=tuple(points))
    return replace(draft, contacts=(ContactDraft(row[3]),) if row[3] else ())


def test_the_client_meant_comes_first(found: list[Answer]) -> None:
    missed = [one.told() for one in found if one.place != 0]
    beyond = [one.told() for one in found if not one.among]
    assert not beyond, "\n".join(beyond)
    assert len(missed) <= len(found) // 20, "\n".join(missed)
    assert min(one.first / one.count for one in shares(found)) >= 0.9, "\n".join(missed)


def test_a_nearest_spelling_and_another_reading_are_told(found: list[Answer]) -> None:
    hows = {
        "typos": {"spelling", "plain"},
        "wrong layout": {"layout"},
        "scraps of names": {"plain"},
        "phones: 12 notations": {"plain"},
    }
    for kind, expected in hows.items():
        answered = [one.how for one in found if one.asked.kind == kind]
        assert sum(how in expected for how in answered) >= 0.9 * len(answered), kind


def test_nothing_typed_is_an_error(shop: Crm, found: list[Answer]) -> None:
    fuzz(shop, FUZZED)
