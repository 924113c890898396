"""Which way of contact was the main one of its kind, as the journal remembers their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from crm_desktop.db.images import Image, Step
from crm_desktop.domain.story import ChangeKind
from crm_desktop.queries.part_changes import Told

PREFIX = "main."
"""Before the kind in the name of a field."""


def main_changes(points: Sequence[Step]) -> dict[tuple[int, int], list[Told]]:
    """What operations made of the main ones, by the newest row and its point that each wrote.

    `points` are all steps of one client's own ways of contact, the newest first. That another one
    follows where the main one was removed is no news.
    """
    if not any(_moved(step) for step in points):
        return {}
    state: dict[int, Image | None] = {}
    for step in points:
        state.setdefault(step.record, step.after)
    found: dict[tuple[int, int], list[Told]] = {}
    for _operation, together in groupby(points, key=lambda step: step.operation):
        steps = list(together)
        after = _mains(state)
        gone = {step.record for step in steps if step.after is None}
        for step in steps:
            state[step.record] = step.before
        told = list(_told(_mains(state), after, gone))
        if told:
            found[steps[0].row, steps[0].record] = told
    return found


def point_text(image: Mapping[str, object] | None) -> str:
    """A way of contact with its label."""
    if image is None:
        return ""
    label = image["label"]
    return f"{image['value']} ({label})" if label else str(image["value"])


def _moved(step: Step) -> bool:
    before, after = step.before, step.after
    return before is not None and after is not None and before["place"] != after["place"]


def _mains(state: Mapping[int, Image | None]) -> dict[str, tuple[int, Image]]:
    """The first of each kind with its id."""
    there = [(image["place"], id_, image) for id_, image in state.items() if image is not None]
    found: dict[str, tuple[int, Image]] = {}
    for _place, id_, image in sorted(there, key=lambda one: one[:2]):
        found.setdefault(str(image["kind"]), (id_, image))
    return found


def _told(
    before: Mapping[str, tuple[int, Image]],
    after: Mapping[str, tuple[int, Image]],
    gone: set[int],
) -> Iterator[Told]:
    for kind, (was, image) in before.items():
        now = after.get(kind)
        if now is not None and now[0] != was and was not in gone:
            old, new = point_text(image), point_text(now[1])
            yield Told(ChangeKind.CHANGED, f"{PREFIX}{kind}", old, new)
