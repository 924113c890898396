"""How well duplicates are recognised on lists of which it is known who is who."""

from __future__ import annotations

from crm_desktop.domain.duplicates import Level
from tests.dedupe_ru.book import csv_text, made
from tests.labelled import Labelled, of_febrl, of_russia, of_shops, tell

ANOTHER = 7


def _judge_russian(listed: Labelled, of_a_kind: float = 0.6) -> None:
    told = tell(listed)
    assert told.exact.precision == 1.0, told.wrong[:5]
    assert told.exact.recall >= 0.95
    assert told.fuzzy.precision >= 0.95, told.wrong[:5]
    assert told.fuzzy.recall >= 0.85
    poor = {kind: count.recall for kind, count in told.kinds.items() if count.recall < of_a_kind}
    assert poor == {}


def test_the_russian_list() -> None:
    _judge_russian(of_russia())


def test_another_list_of_the_same_kinds() -> None:
    _judge_russian(of_russia(csv_text(made(ANOTHER), ANOTHER)))


def test_a_list_by_another_hand() -> None:
    _judge_russian(of_shops(), of_a_kind=0.5)


def test_names_alone_are_never_sure() -> None:
    for listed in (of_russia(), of_shops()):
        told = tell(listed, Level.SURE)
        assert told.exact.precision == 1.0, told.wrong[:5]
        assert told.exact.recall >= 0.85
        assert told.fuzzy.offered == 0


def test_an_english_list() -> None:
    told = tell(of_febrl())
    assert told.fuzzy.precision >= 0.99
    assert told.fuzzy.recall >= 0.7
