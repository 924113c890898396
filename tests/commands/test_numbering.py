"""Numbers of papers: taken at issue, written as the firm likes, never twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from crm_desktop.commands import clients, documents, numbering
from crm_desktop.crm import Crm
from crm_desktop.domain.documents import DocumentDraft, LineDraft, VatMode
from crm_desktop.domain.numbering import NOT_POSITIVE, TOO_WIDE, USED, Pattern, written
from crm_desktop.domain.problems import TOO_LONG, Refused
from crm_desktop.queries import numbering as asked
from crm_desktop.words import codes
from tests.fixtures import a_client

KIND = "invoice"


@pytest.fixture
def draft(crm: Crm, organisation: int) -> DocumentDraft:
    client = crm.do(clients.add, a_client("ООО «Ёлки»")).value
    line = LineDraft("Окно", price=610_0000)
    return DocumentDraft(
        client, organisation, date=date(2026, 11, 21), lines=(line,), vat_mode=VatMode.NONE
    )


def issue(crm: Crm, draft: DocumentDraft, on: date) -> str:
    return crm.do(documents.issue, crm.do(documents.create, replace(draft, date=on)).value).value


@pytest.mark.parametrize(
    ("pattern", "number", "text"),
    [
        (Pattern(), 7, "7"),
        (Pattern(width=4), 7, "0007"),
        (Pattern(width=2), 1234, "1234"),
        (Pattern("СЧ-", 3), 7, "СЧ-007"),
        (Pattern("{ГГ}/", 4), 117, "26/0117"),
        (Pattern("{ГГГГ}-"), 117, "2026-117"),
        (Pattern("{YYYY}{YY}.", 1), 1, "202626.1"),
        (Pattern("{x}%s"), 1, "{x}%s1"),
    ],
)
def test_how_a_number_is_written(pattern: Pattern, number: int, text: str) -> None:
    assert written(pattern, number, 2026) == text


def test_yearly_numbers_begin_anew(crm: Crm, organisation: int, draft: DocumentDraft) -> None:
    crm.do(numbering.save, organisation, KIND, Pattern("С-", 3), 2026, 117)
    assert crm.ask(asked.series, organisation, KIND, 2026).example == "С-117"
    given = [
        issue(crm, draft, on) for on in (date(2026, 11, 1), date(2026, 12, 31), date(2027, 1, 1))
    ]
    assert given == ["С-117", "С-118", "С-001"]
    series = crm.ask(asked.series, organisation, KIND, 2027)
    assert (series.next_number, series.begun, series.issued) == (2, True, 3)


def test_continuous_numbers_go_on(crm: Crm, organisation: int, draft: DocumentDraft) -> None:
    crm.do(numbering.save, organisation, KIND, Pattern(yearly=False), 2026, 117)
    given = [
        issue(crm, draft, on) for on in (date(2026, 12, 31), date(2027, 1, 1), date(2026, 5, 5))
    ]
    assert given == ["117", "118", "119"]


def test_a_continuous_series_never_repeats_a_number_of_an_earlier_year(
    crm: Crm, organisation: int, draft: DocumentDraft
) -> None:
    assert [issue(crm, draft, date(2025, 6, day)) for day in (1, 2, 3)] == ["1", "2", "3"]
    crm.do(numbering.save, organisation, KIND, Pattern(yearly=False), 2026, 4)
    assert issue(crm, draft, date(2026, 6, 1)) == "4"
    with pytest.raises(Refused) as refused:
        crm.do(numbering.save, organisation, KIND, Pattern(yearly=False), 2026, 2)
    assert refused.value.problems[0].code == USED


def test_another_look_goes_on_where_the_numbers_stand(
    crm: Crm, organisation: int, draft: DocumentDraft
) -> None:
    assert [issue(crm, draft, date(2025, 6, day)) for day in (1, 2, 3)] == ["1", "2", "3"]
    assert issue(crm, draft, date(2026, 6, 1)) == "1"
    crm.do(numbering.save, organisation, KIND, Pattern(width=3), 2026)
    assert crm.ask(asked.series, organisation, KIND, 2026).example == "002"
    # 2 and 3 were given out the year before.
    crm.do(numbering.save, organisation, KIND, Pattern(yearly=False), 2026)
    assert crm.ask(asked.series, organisation, KIND, 2026).example == "4"
    crm.do(numbering.save, organisation, KIND, Pattern("Б-"), 2026)
    assert issue(crm, draft, date(2026, 6, 2)) == "Б-4"


def test_a_used_number_is_refused_in_words_and_the_free_one_named(
    crm: Crm, organisation: int, draft: DocumentDraft
) -> None:
    crm.do(numbering.save, organisation, KIND, Pattern("С-"), 2026, 116)
    issue(crm, draft, date(2026, 11, 1))
    issue(crm, draft, date(2026, 11, 2))
    with pytest.raises(Refused) as refused:
        crm.do(numbering.save, organisation, KIND, Pattern("С-"), 2026, 116)
    with pytest.raises(Refused) as again:
        crm.do(documents.number_from, organisation, KIND, 2026, 116)
    for problem in (*refused.value.problems, *again.value.problems):
        assert (problem.field, problem.code) == ("next_number", USED)
        assert "ООО «Ёлки»" in codes.problem_text(problem)
        assert "С-118" in codes.problem_text(problem)
    # Nothing of the refused change stays.
    assert crm.ask(asked.series, organisation, KIND, 2026).example == "С-118"


def test_a_lower_number_meets_a_used_one_and_passes_over_it(
    crm: Crm, organisation: int, draft: DocumentDraft
) -> None:
    crm.do(numbering.save, organisation, KIND, Pattern(), 2026, 117)
    issue(crm, draft, date(2026, 11, 1))
    crm.do(numbering.save, organisation, KIND, Pattern(), 2026, 116)
    assert issue(crm, draft, date(2026, 11, 2)) == "116"
    # What is shown beforehand is what will be given.
    assert crm.ask(asked.series, organisation, KIND, 2026).example == "118"
    assert issue(crm, draft, date(2026, 11, 2)) == "118"


@pytest.mark.parametrize(
    ("pattern", "number", "field", "code"),
    [
        (Pattern("x" * 21), 1, "prefix", TOO_LONG),
        (Pattern(width=9), 1, "width", TOO_WIDE),
        (Pattern(), 0, "next_number", NOT_POSITIVE),
        (Pattern(), 10**9, "next_number", NOT_POSITIVE),
    ],
)
def test_what_no_number_can_be(
    crm: Crm, organisation: int, pattern: Pattern, number: int, field: str, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        crm.do(numbering.save, organisation, KIND, pattern, 2026, number)
    assert [(p.field, p.code) for p in refused.value.problems] == [(field, code)]
