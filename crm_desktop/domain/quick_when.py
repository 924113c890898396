"""Which of the days in a typed line is the deal's and which the task's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field
from datetime import date, datetime

from crm_desktop.domain.quick_runs import Run, Sentence
from crm_desktop.domain.quick_values import Line, Mark, Part, label_before
from crm_desktop.domain.quick_words import deed_at
from crm_desktop.domain.when import Said, all_said, day_of
from crm_desktop.late import dataclass

_LABEL = re.compile(
    r"(?<!\w)(?:срок(?:ом)?|дедлайн|дата|крайний срок|deadline|due|date)\s?[:.]?\s*$", re.IGNORECASE
)
_READY = re.compile(
    r"(?<!\w)(?:готов(?:о|а|ы|ность)?|нуж(?:но|ен|на|ны)|ready|needed)\s?[:.]?\s*$", re.IGNORECASE
)
_OF_PAPER = re.compile(
    r"(?<!\w)(?:(?:от|dated)\s+"
    r"|(?:д\.?\s?р\.?|день рождения|род\.|родил\w+|born|birthday|dob)\s?:?\s*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Hidden:
    """A day or a time that stands in a line, not given to anybody yet."""

    said: Said
    start: int
    until: bool
    clause: int
    apart: bool = False
    """A day of a paper, a birthday, or one that is past: nobody's day to come."""

    @property
    def end(self) -> int:
        """Where it is over."""
        return self.said.span[1]


@dataclass(slots=True)
class Given:
    """The days of the deal and of the task; `released` are words again."""

    closes_on: date | None = None
    due_on: date | None = None
    due_time: str = ""
    marks: list[Mark] = field(default_factory=list)
    released: list[Run] = field(default_factory=list)


def hide_said(line: Line, now: datetime, language: str) -> list[Hidden]:
    """Cover every day and time of a line, so that they are neither amounts nor words."""
    found = []
    for said in all_said(line.text, now, language):
        start = said.span[0]
        labels = [_LABEL, _READY] if said.until else [_LABEL]
        seen = (label_before(one, line.text, start) for one in labels if said.day is not None)
        label = next(filter(None, seen), None)
        begin = label.start() if label is not None else start
        past = said.day is not None and said.day < now.date()
        apart = past or label_before(_OF_PAPER, line.text, start) is not None
        found.append((said, begin, said.until or label is not None, apart))
    for said, begin, _until, _apart in found:
        line.cover(begin, said.span[1])
    breaks = Sentence(line)
    return [
        Hidden(said, begin, until, breaks.clause(begin), apart)
        for said, begin, until, apart in found
    ]


def assign(
    hidden: Sequence[Hidden],
    sentence: Sentence,
    *,
    task: Sequence[Run],
    priced: bool,
    now: datetime,
) -> Given:
    """Give each day to the deal or to the task: «до» to the deal, a day with a verb to the task."""
    days = [one for one in hidden if one.said.day is not None and not one.apart]
    due = _due(days, task, priced=priced)
    # What is to be done another day stays together, as a note.
    apart = {run.clause for run in sentence.left() if deed_at(run.words(), dated=True) is not None}
    left = [one for one in days if one is not due and one.clause not in apart]
    close = next((one for one in left if one.until), None) if priced else None
    loose = [one for one in left if one is not close]
    if due is None and loose and (task or close is None or not loose[0].until):
        due, loose = loose[0], loose[1:]
    if close is None and priced and loose and due is not None and task:
        close, loose = loose[0], loose[1:]
    given = Given(closes_on=close.said.day if close else None, due_on=due.said.day if due else None)
    used = [(one, part) for one, part in ((close, Part.CLOSE), (due, Part.WHEN)) if one is not None]
    times = [one for one in hidden if one.said.time and (one.said.day is None or one is due)]
    clock = due if due is not None and due.said.time else next(iter(times), None)
    if clock is not None:
        given.due_time = clock.said.time
        if clock is not due:
            used.append((clock, Part.WHEN))
        if given.due_on is None:
            beside = close is not None and clock.clause == close.clause and not task
            given.due_on = given.closes_on if beside else day_of(clock.said.time, now)
    taken = [one for one, _part in used]
    given.marks = [Mark(one.start, one.end, part) for one, part in used]
    others = [one for one in hidden if not any(one is other for other in taken)]
    given.released = [sentence.run_of(one.start, one.end) for one in others]
    return given


def _due(days: Sequence[Hidden], task: Sequence[Run], *, priced: bool) -> Hidden | None:
    """The day that stands with what there is to do."""
    for one in days:
        beside = [run for run in task if run.clause == one.clause]
        if not beside:
            continue
        if not one.until or not priced:
            return one
        # «позвонить до пятницы», but «окна 45к до пятницы позвонить»: there it is the deal's.
        first = min(run.start for run in beside)
        others = [other for other in days if other is not one and not other.until]
        if first < one.start and not any(other.clause == one.clause for other in others):
            return one
    return None
