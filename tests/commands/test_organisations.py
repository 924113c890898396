"""Own firms: in the user's order, never deleted from under their papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from crm_desktop.commands import clients, documents, organisations, settings
from crm_desktop.crm import Crm
from crm_desktop.domain.documents import DocumentDraft, LineDraft, VatMode
from crm_desktop.domain.organisations import BAD_TERM, HAS_PAPERS, OrganisationDraft, remarks, tidy
from crm_desktop.domain.papers import NO_ORGANISATION
from crm_desktop.domain.problems import REQUIRED, Refused
from crm_desktop.domain.settings import NO_SETTING
from crm_desktop.queries import documents as document_queries
from crm_desktop.queries import organisations as asked
from crm_desktop.queries import settings as setting_queries
from crm_desktop.words import codes
from tests.fixtures import ORGANISATION, a_client

DRAFT = DocumentDraft(1, date=date(2026, 11, 21), lines=(LineDraft("Окно", price=100),))


def firm_of_new_paper(crm: Crm) -> str:
    paper = crm.do(documents.create, DRAFT).value
    card = crm.ask(document_queries.card, paper)
    name = crm.ask(asked.card, card.organisation_id).draft.name
    crm.undo()
    return name


def test_new_papers_begin_with_the_first_firm_that_is_offered(crm: Crm, organisation: int) -> None:
    crm.do(clients.add, a_client())
    second = crm.do(organisations.save, OrganisationDraft("ИП Ёжиков")).value
    assert firm_of_new_paper(crm) == ORGANISATION.name
    crm.do(organisations.move, second, organisation)
    assert firm_of_new_paper(crm) == "ИП Ёжиков"
    crm.do(organisations.archive, second)
    assert firm_of_new_paper(crm) == ORGANISATION.name
    assert [(firm.id, firm.archived) for firm in crm.ask(asked.listing)] == [
        (organisation, False),
        (second, True),
    ]
    assert [one.id for one in crm.ask(document_queries.organisations)] == [organisation]
    crm.do(organisations.restore, second)
    assert crm.ask(asked.listing)[0].id == second


def test_a_firm_with_papers_is_not_deleted_but_archived(crm: Crm, organisation: int) -> None:
    crm.do(clients.add, a_client())
    paper = crm.do(documents.create, DRAFT).value
    with pytest.raises(Refused) as refused:
        crm.do(organisations.delete, organisation)
    problem = refused.value.problems[0]
    assert problem.code == HAS_PAPERS
    assert "archive" in codes.problem_text(problem)
    crm.do(organisations.archive, organisation)
    # The paper of an archived firm is printed with it as before.
    assert crm.ask(document_queries.sheet, paper).seller.name == ORGANISATION.name
    with pytest.raises(Refused) as none:
        crm.do(documents.create, DRAFT)
    assert none.value.problems[0].code == NO_ORGANISATION


def test_a_firm_without_papers_goes_and_comes_back(crm: Crm, organisation: int) -> None:
    crm.do(organisations.delete, organisation)
    assert crm.ask(asked.listing) == []
    crm.undo()
    assert [firm.id for firm in crm.ask(asked.listing)] == [organisation]


def test_requisites_are_tidied_as_they_are_kept(crm: Crm) -> None:
    typed = OrganisationDraft(
        " ООО «Ромашка»\x00 ",
        inn="ИНН/КПП 7701000001/770101001",
        bik="04 45 25 225",
        account="40702 810 2 0000 0000001",
        vat_mode=VatMode.NONE,
        vat_rate="standard",
    )
    firm = crm.do(organisations.save, typed).value
    kept = crm.ask(asked.card, firm).draft
    assert (kept.name, kept.inn, kept.kpp) == ("ООО «Ромашка»", "7701000001", "770101001")
    assert (kept.bik, kept.account) == ("044525225", "40702810200000000001")
    assert kept.vat_rate is None
    assert list(remarks(kept)) == []
    assert tidy(kept) == kept


@pytest.mark.parametrize("field", ["inn", "kpp", "ogrn", "bik", "account", "corr_account"])
def test_a_doubtful_requisite_is_remarked_and_kept(crm: Crm, field: str) -> None:
    changed: dict[str, Any] = {field: "123"}
    draft = replace(ORGANISATION, **changed)
    assert next(one.field for one in remarks(draft)) == field
    firm = crm.do(organisations.save, draft).value
    assert getattr(crm.ask(asked.card, firm).draft, field) == "123"


def test_what_no_firm_can_be(crm: Crm) -> None:
    with pytest.raises(Refused) as refused:
        crm.do(organisations.save, OrganisationDraft(" ", due_days=366))
    assert [(p.field, p.code) for p in refused.value.problems] == [
        ("name", REQUIRED),
        ("due_days", BAD_TERM),
    ]


def test_settings_of_the_business_change_by_name_and_kind(crm: Crm) -> None:
    crm.do(settings.change, {"firm_name": "Ёлки", "print_stamp": False})
    business = crm.ask(setting_queries.business)
    assert (business.firm_name, business.print_stamp, business.print_logo) == ("Ёлки", False, True)
    for wrong in ({"firm": "x"}, {"print_stamp": 1}, {"firm_name": None}):
        with pytest.raises(Refused) as refused:
            crm.do(settings.change, wrong)
        assert refused.value.problems[0].code == NO_SETTING
    with pytest.raises(Refused) as empty:
        crm.do(settings.change, {"firm_name": ""})
    assert empty.value.problems[0].code == REQUIRED
