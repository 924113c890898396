"""A deal enters a stage only with what the stage asks for, of the deal and of its client."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crm_desktop.commands import client_fields, custom_fields, deals, pipelines, stage_fields
from crm_desktop.commands import clients as client_commands
from crm_desktop.crm import Crm
from crm_desktop.domain.custom_fields import CustomKind, CustomNoun, FieldDraft
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.problems import NOT_FOUND, Problem, Refused
from crm_desktop.domain.stage_fields import CLIENT_NEEDED, NEEDED, NOT_DEMANDED, Demand
from crm_desktop.queries import deals as deal_queries
from crm_desktop.queries import stage_fields as asked
from crm_desktop.words import set_language
from crm_desktop.words.codes import problem_text
from tests.fixtures import a_client
from tests.tables import dump

DEAL, CLIENT = CustomNoun.DEAL, CustomNoun.CLIENT


class Shop:
    def __init__(self, crm: Crm) -> None:
        self.crm = crm
        self.area = crm.do(custom_fields.add, FieldDraft(DEAL, CustomKind.NUMBER, "Площадь")).value
        self.make = crm.do(
            custom_fields.add, FieldDraft(CLIENT, CustomKind.CHOICE, "Марка", "", ("Киа",))
        ).value
        self.client = crm.do(client_commands.add, a_client("Анна")).value
        self.draft = DealDraft("Окна", self.client)
        self.deal = crm.do(deals.add, self.draft).value
        self.stage = crm.ask(deal_queries.stages)[1]
        self.all = (
            Demand(DEAL, "amount"),
            Demand(DEAL, f"custom:{self.area}"),
            Demand(CLIENT, "phone"),
            Demand(CLIENT, f"custom:{self.make}"),
        )
        crm.do(stage_fields.demand, self.stage.id, self.all)

    def refused(self) -> list[Problem]:
        with pytest.raises(Refused) as refused:
            self.crm.do(deals.move, self.deal, self.stage.id)
        return list(refused.value.problems)


@pytest.fixture
def shop(crm: Crm) -> Shop:
    return Shop(crm)


def test_every_empty_field_is_named_and_the_deal_stays(shop: Shop) -> None:
    before = dump(shop.crm)
    found = shop.refused()
    assert dump(shop.crm) == before
    assert [(one.field, one.code) for one in found] == [
        ("amount", NEEDED),
        (f"custom:{shop.area}", NEEDED),
        ("client.phone", CLIENT_NEEDED),
        (f"client.custom:{shop.make}", CLIENT_NEEDED),
    ]
    set_language("ru")
    text = problem_text(found[3])
    assert "Марка" in text
    assert "Анна" in text
    assert shop.stage.name in text


def test_with_everything_filled_it_goes_in_and_comes_back_by_undo(shop: Shop) -> None:
    crm = shop.crm
    crm.do(client_fields.set_fields, shop.client, {"phone": "8 916 123-45-67", "Марка": "Киа"})
    assert len(shop.refused()) == 2
    filled = replace(shop.draft, amount=100, custom={str(shop.area): 5_0000})
    crm.do(deals.edit, shop.deal, filled)
    crm.do(deals.move, shop.deal, shop.stage.id)
    assert crm.ask(deal_queries.card, shop.deal).custom == {str(shop.area): 5_0000}
    crm.undo()
    assert crm.ask(deal_queries.card, shop.deal).stage_id != shop.stage.id
    # In its own stage a card is still put higher and lower, whatever the stage asks for.
    crm.do(deals.move, shop.deal, shop.stage.id)
    crm.do(deals.edit, shop.deal, replace(shop.draft, custom={str(shop.area): None}))
    crm.do(deals.move, shop.deal, shop.stage.id)


def test_a_new_deal_is_asked_too(shop: Shop) -> None:
    with pytest.raises(Refused):
        shop.crm.do(deals.add, replace(shop.draft, stage_id=shop.stage.id))


def test_archived_and_deleted_fields_are_asked_for_no_more(shop: Shop) -> None:
    shop.crm.do(custom_fields.archive, shop.area)
    shop.crm.do(custom_fields.delete, shop.make)
    assert [one.field for one in shop.refused()] == ["amount", "client.phone"]
    demanded = shop.crm.ask(asked.demanded)[shop.stage.id]
    assert Demand(CLIENT, f"custom:{shop.make}") not in demanded
    shop.crm.do(stage_fields.demand, shop.stage.id, ())
    shop.crm.do(deals.move, shop.deal, shop.stage.id)


def test_only_fields_that_there_are_can_be_demanded(shop: Shop) -> None:
    for demand, code in (
        (Demand(DEAL, "custom:99"), NOT_DEMANDED),
        (Demand(CLIENT, "amount"), NOT_DEMANDED),
    ):
        with pytest.raises(Refused) as refused:
            shop.crm.do(stage_fields.demand, shop.stage.id, (demand,))
        assert refused.value.problems[0].code == code
    with pytest.raises(Refused) as refused:
        shop.crm.do(stage_fields.demand, 999, ())
    assert refused.value.problems[0].code == NOT_FOUND


def test_what_a_stage_asks_for_goes_with_it(shop: Shop) -> None:
    before = dump(shop.crm)
    shop.crm.do(pipelines.delete_stage, shop.stage.id)
    assert shop.crm.ask(asked.demanded) == {}
    shop.crm.undo()
    assert dump(shop.crm) == before
