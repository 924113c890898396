"""Pipelines: deals are never left without a stage, a pipeline never without an end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from crm_desktop.commands import clients, deals, pipelines
from crm_desktop.crm import Crm
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.pipeline import (
    BAD_NORM,
    BAD_PROBABILITY,
    KIND_HAS_DEALS,
    LAST_OF_KIND,
    LAST_PIPELINE,
    TARGET_NEEDED,
    WRONG_TARGET,
    StageDraft,
    StageKind,
)
from crm_desktop.domain.problems import NOT_FOUND, REQUIRED, Refused
from crm_desktop.queries import deals as deal_queries
from crm_desktop.queries import pipelines as asked
from tests.fixtures import a_client

Deals = dict[str, int]


@pytest.fixture
def stages(crm: Crm) -> list[int]:
    return [stage.id for stage in crm.ask(asked.listing)[0].stages]


@pytest.fixture
def funnel(crm: Crm, stages: list[int]) -> Deals:
    client = crm.do(clients.add, a_client()).value
    made = {
        title: crm.do(deals.add, DealDraft(title, client, amount=100)).value
        for title in ("а", "б", "в", "выиграна", "проиграна", "в архиве")
    }
    crm.do(deals.move, made["выиграна"], stages[4])
    crm.do(deals.move, made["проиграна"], stages[5], lost_reason="Дорого")
    crm.do(deals.delete, made["в архиве"])
    return made


def refusal(crm: Crm, command: Callable[..., object], *arguments: Any) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        crm.do(command, *arguments)
    problem = refused.value.problems[0]
    return problem.field, problem.code


def names(crm: Crm, pipeline: int = 0) -> list[str]:
    return [stage.draft.name for stage in crm.ask(asked.listing)[pipeline].stages]


def test_deals_of_a_removed_stage_go_where_they_were_told_in_their_order(
    crm: Crm, stages: list[int], funnel: Deals
) -> None:
    assert refusal(crm, pipelines.delete_stage, stages[0]) == ("stage", TARGET_NEEDED)
    crm.do(deals.move, funnel["в"], stages[1])
    before = [card.title for card in crm.ask(deal_queries.board).cards[stages[0]]]
    assert crm.do(pipelines.delete_stage, stages[0], stages[1]).value == 3
    board = crm.ask(deal_queries.board)
    assert [card.title for card in board.cards[stages[1]]] == ["в", *before]
    assert names(crm)[0] == "В работе"
    # The archived deal went along: it can be brought back later.
    assert crm.ask(asked.listing)[0].stages[0].deals == 4


def test_nothing_is_won_by_removing_a_stage(crm: Crm, stages: list[int], funnel: Deals) -> None:
    assert refusal(crm, pipelines.delete_stage, stages[0], stages[4]) == ("stage", WRONG_TARGET)
    assert refusal(crm, pipelines.delete_stage, stages[4], stages[0]) == ("", LAST_OF_KIND)
    assert refusal(crm, pipelines.delete_stage, stages[5], stages[0]) == ("", LAST_OF_KIND)
    second = crm.do(
        pipelines.add_stage,
        crm.ask(asked.listing)[0].id,
        StageDraft("Отказ", StageKind.LOST, 50, 1),
    ).value
    # A final stage has its own probability, whatever was typed.
    assert crm.ask(asked.listing)[0].stages[-1].draft == StageDraft("Отказ", StageKind.LOST, 0, 1)
    crm.do(pipelines.delete_stage, stages[5], second)
    assert crm.ask(deal_queries.card, funnel["проиграна"]).lost_reason == "Дорого"
    crm.undo()
    crm.do(pipelines.delete_stage, stages[5], stages[0])
    reopened = crm.ask(deal_queries.card, funnel["проиграна"])
    assert (reopened.stage_kind, reopened.lost_reason) == ("open", "")


def test_the_last_open_stage_stays(crm: Crm, stages: list[int]) -> None:
    for stage in stages[:3]:
        crm.do(pipelines.delete_stage, stage)
    assert refusal(crm, pipelines.delete_stage, stages[3]) == ("", LAST_OF_KIND)
    won = StageDraft("Счёт", StageKind.WON, 0, 3)
    assert refusal(crm, pipelines.edit_stage, stages[3], won) == ("", LAST_OF_KIND)


def test_a_stage_with_deals_keeps_what_it_stands_for(
    crm: Crm, stages: list[int], funnel: Deals
) -> None:
    won = StageDraft("Новая", StageKind.WON, 100, 0)
    assert refusal(crm, pipelines.edit_stage, stages[0], won) == ("kind", KIND_HAS_DEALS)
    crm.do(pipelines.edit_stage, stages[1], StageDraft("Отгружена", StageKind.WON, 5, 6, 9))
    assert crm.ask(asked.listing)[0].stages[1].draft == StageDraft(
        "Отгружена", StageKind.WON, 100, 6
    )


@pytest.mark.parametrize(
    ("draft", "field", "code"),
    [
        (StageDraft("  ", StageKind.OPEN, 0, 0), "name", REQUIRED),
        (StageDraft("А", StageKind.OPEN, 101, 0), "probability", BAD_PROBABILITY),
        (StageDraft("А", StageKind.OPEN, -1, 0), "probability", BAD_PROBABILITY),
        (StageDraft("А", StageKind.OPEN, 0, 0, 0), "norm_days", BAD_NORM),
    ],
)
def test_what_no_stage_can_be(crm: Crm, draft: StageDraft, field: str, code: str) -> None:
    pipeline = crm.ask(asked.listing)[0].id
    assert refusal(crm, pipelines.add_stage, pipeline, draft) == (field, code)


def test_stages_and_pipelines_change_places(crm: Crm, stages: list[int]) -> None:
    crm.do(pipelines.move_stage, stages[2], stages[0])
    assert names(crm)[:3] == ["Предложение", "Новая", "В работе"]
    crm.do(pipelines.move_stage, stages[2], None)
    assert names(crm)[-1] == "Предложение"
    second = crm.do(pipelines.add, "Опт", "ru").value
    first = crm.ask(asked.listing)[0].id
    crm.do(pipelines.move, second, first)
    assert [one.id for one in crm.ask(asked.listing)] == [second, first]
    # New deals begin in the first pipeline.
    client = crm.do(clients.add, a_client()).value
    deal = crm.do(deals.add, DealDraft("Шторы", client)).value
    assert crm.ask(deal_queries.card, deal).stage_id == crm.ask(asked.listing)[0].stages[0].id


def test_a_pipeline_goes_with_its_deals_handed_over(
    crm: Crm, stages: list[int], funnel: Deals
) -> None:
    first = crm.ask(asked.listing)[0].id
    assert refusal(crm, pipelines.delete, first) == ("", LAST_PIPELINE)
    crm.do(pipelines.add, "Опт", "ru")
    wholesale = [stage.id for stage in crm.ask(asked.listing)[1].stages]
    target = wholesale[1]
    assert refusal(crm, pipelines.delete, first) == ("stage", TARGET_NEEDED)
    assert refusal(crm, pipelines.delete, first, wholesale[4]) == ("stage", WRONG_TARGET)
    assert refusal(crm, pipelines.delete, first, stages[1]) == ("stage", NOT_FOUND)
    crm.do(pipelines.delete, first, target)
    (left,) = crm.ask(asked.listing)
    assert (left.name, left.deals) == ("Опт", 6)
    # What was won stays won, what was lost stays lost, for its reason.
    places = {card.title: card.stage_id for card in crm.ask(deal_queries.listing)}
    assert (places.pop("выиграна"), places.pop("проиграна")) == (wholesale[4], wholesale[5])
    assert set(places.values()) == {target}
    assert crm.ask(deal_queries.card, funnel["проиграна"]).lost_reason == "Дорого"
    crm.undo()
    assert [one.deals for one in crm.ask(asked.listing)] == [6, 0]
    assert crm.ask(deal_queries.card, funnel["проиграна"]).lost_reason == "Дорого"
