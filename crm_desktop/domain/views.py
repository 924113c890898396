"""Views as data: which records a list shows, which columns of them, in which order."""

from __future__ import annotations

from dataclasses import dataclass

from crm_desktop.domain.problems import code

UNKNOWN_SORT = code("view.unknown-sort")
MOST_SORTS = 3


@dataclass(frozen=True, slots=True)
class Sort:
    """One field that a list is ordered by."""

    field: str
    descending: bool = False


BY_NAME = (Sort("name"),)


def sorted_by(sorts: tuple[Sort, ...], field: str, *, further: bool = False) -> tuple[Sort, ...]:
    """The order after a click on a field: by it alone, or `further` by it besides.

    A field that decides already turns round; with `further` a third click leaves it out.
    """
    before = next((sort for sort in sorts if sort.field == field), None)
    if not further:
        turned = sorts[:1] == (Sort(field),)
        return (Sort(field, descending=turned),)
    if before is None:
        return (*sorts[: MOST_SORTS - 1], Sort(field))
    if before.descending and len(sorts) > 1:
        return tuple(sort for sort in sorts if sort is not before)
    return tuple(Sort(field, not before.descending) if sort is before else sort for sort in sorts)
