"""Words for what other floors name by a code: problems, operations, members of enumerations."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from enum import Enum

from crm_desktop.domain.problems import Problem
from crm_desktop.words import pgettext
from crm_desktop.words.enums import ENUMS
from crm_desktop.words.operations import OPERATIONS, VIAS
from crm_desktop.words.problems import PROBLEMS
from crm_desktop.words.wording import say

_log = logging.getLogger(__name__)


def problem_text(problem: Problem) -> str:
    """What is wrong and what to do, as one sentence; never empty."""
    wording = PROBLEMS.get(problem.code)
    if wording is None:
        _log.warning("no words for the problem %s", problem.code)
        return pgettext("Problems", "This value does not fit.")
    return say(wording, problem.params)


def operation_text(name: str, title: Mapping[str, object], via: str = "") -> str:
    """The name of an operation for menus and the journal, e.g. «Перенос сделки «Окна»».

    `via` tells of an operation that reverses this one: "undo", "take-back" or "redo".
    """
    wording = OPERATIONS.get(name)
    if wording is None:
        _log.warning("no words for the operation %s", name)
        text = pgettext("Operations", "Change")
    else:
        text = say(wording, title)
    return say(VIAS[via], {"operation": inside(text)}) if via in VIAS else text


def inside(text: str) -> str:
    """A text as it stands inside a sentence."""
    return text[:1].lower() + text[1:]


def label(member: Enum) -> str:
    """How a member of an enumeration is called on the screen."""
    wording = ENUMS.get(f"{type(member).__name__}.{member.value}")
    if wording is None:
        _log.warning("no words for %s.%s", type(member).__name__, member.name)
        return str(member.value)
    return say(wording, {})
