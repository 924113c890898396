"""Every command and every query asks for a right, and the owner has all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast

from crm_desktop.commands.work import COMMANDS, CommandInfo
from crm_desktop.domain.rights import ROLE_RIGHTS, Right, Role
from crm_desktop.queries.read import QUERIES, QueryInfo
from tests.house.test_words import every_module

NAME = re.compile(r"[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*")


def rightless(actions: Iterable[CommandInfo | QueryInfo]) -> list[str]:
    """The actions that ask for no right."""
    return [one.name for one in actions if not isinstance(cast(object, one.right), Right)]


def odd_names(names: Iterable[str]) -> list[str]:
    """Names that are not noun and verb."""
    return [name for name in names if not NAME.fullmatch(name)]


def test_every_command_and_query_has_a_right() -> None:
    every_module()
    assert COMMANDS
    assert QUERIES
    assert rightless(COMMANDS.values()) == []
    assert rightless(QUERIES.values()) == []


def test_an_action_without_a_right_is_caught() -> None:
    action = QueryInfo("clients.everything", cast(Right, None), list)
    assert rightless([action]) == ["clients.everything"]


def test_commands_are_named_noun_and_verb() -> None:
    every_module()
    assert odd_names(COMMANDS) == []


def test_an_odd_name_is_caught() -> None:
    assert odd_names(
        ["deal.move", "task.put-off", "move", "a.b.c", "Deal.move", "deal.moveIt"]
    ) == [
        "move",
        "a.b.c",
        "Deal.move",
        "deal.moveIt",
    ]


def test_nobody_may_nothing_and_the_owner_everything() -> None:
    assert ROLE_RIGHTS[Role.OWNER] == frozenset(Right)
    assert ROLE_RIGHTS[Role.NOBODY] == frozenset()
    assert set(ROLE_RIGHTS) == set(Role)
