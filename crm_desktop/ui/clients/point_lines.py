"""Contact points of one kind as lines of a form: shown for typing, and what was typed of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from crm_desktop.domain.clients import PointDraft, PointKind, ShownPoint, retyped
from crm_desktop.domain.phones import is_machine_made, shown_phones
from crm_desktop.queries.client_parts import PointRow


def lines_of(points: Iterable[PointRow], kind: PointKind) -> str:
    """The points of a kind, one a line."""
    return "\n".join(one.typed for one in _shown(points, kind))


def retyped_points(
    points: tuple[PointRow, ...], typed: Mapping[PointKind, str]
) -> tuple[PointDraft, ...]:
    """What the lines of each kind mean, and the points of all other kinds as they are.

    A corrected number keeps its label and its history.
    """
    lines = tuple(
        point
        for kind, text in typed.items()
        for point in retyped(kind, _filled(text), _shown(points, kind))
    )
    others = tuple(
        PointDraft(PointKind(p.kind), p.value, p.label, p.id)
        for p in points
        if PointKind(p.kind) not in typed
    )
    return lines + others


def _shown(points: Iterable[PointRow], kind: PointKind) -> list[ShownPoint]:
    return [
        ShownPoint(_typed(p), PointDraft(kind, p.value, p.label, p.id))
        for p in points
        if p.kind == kind
    ]


def _filled(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _typed(point: PointRow) -> str:
    """As it was typed; what a spreadsheet made of a number is nobody's way of writing it."""
    made = point.kind == PointKind.PHONE and is_machine_made(point.value)
    return shown_phones(point.value) if made else point.value
