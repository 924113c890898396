"""Views as data: which records a list shows, which columns of them, in which order.

A saved view, a shared file and what a list shows right now are one and the same kind of data.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import Any, TypeVar

from crm_desktop.domain import filters
from crm_desktop.domain.custom_fields import id_of
from crm_desktop.domain.filters import EVERYBODY, FieldInfo, Filter
from crm_desktop.domain.problems import REQUIRED, Problem, Refused, code
from crm_desktop.domain.text import fold
from crm_desktop.late import dataclass

UNKNOWN_SORT = code("view.unknown-sort")
UNREADABLE = code("view.unreadable")
NEWER = code("view.newer")
OF_OTHERS = code("view.of-other-list")
TAKEN = code("view.name-taken")
TOO_LONG = code("view.name-too-long")

VERSION = 1
"""Of the form that `to_data` gives."""
FORMAT = "crm-desktop-view"
MOST_SORTS = 3
MOST_COLUMNS = 200
WIDEST = 4_000
LONGEST_NAME = 60
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Sort:
    """One field that a list is ordered by."""

    field: str
    descending: bool = False


BY_NAME = (Sort("name"),)


@dataclass(frozen=True, slots=True)
class ColumnPlace:
    """A column that is shown; `width` in units as the user gave it, 0 for what fits."""

    field: str
    width: int = 0


@dataclass(frozen=True, slots=True)
class ViewSpec:
    """What a list shows; without `columns` those that the list has by itself."""

    wanted: Filter = EVERYBODY
    columns: tuple[ColumnPlace, ...] = ()
    sorts: tuple[Sort, ...] = BY_NAME

    def fields(self) -> tuple[str, ...]:
        """The columns by name, in their order."""
        return tuple(column.field for column in self.columns)

    def known(self, names: Collection[str]) -> ViewSpec:
        """Without columns and orders of fields that are gone; the filter says so by itself."""
        return replace(
            self,
            columns=tuple(one for one in self.columns if one.field in names),
            sorts=tuple(one for one in self.sorts if one.field in names) or BY_NAME,
        )


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


def moved(columns: Sequence[ColumnPlace], field: str, by: int) -> tuple[ColumnPlace, ...]:
    """The columns with one moved so many places to the right; at the ends it stays."""
    order = list(columns)
    place = next((n for n, one in enumerate(order) if one.field == field), None)
    if place is None:
        return tuple(order)
    column = order.pop(place)
    order.insert(max(min(place + by, len(order)), 0), column)
    return tuple(order)


def tidy(name: str) -> str:
    """A name without needless spaces."""
    return " ".join(name.split())


def check_name(name: str, others: Sequence[str]) -> Iterator[Problem]:
    """What forbids a view to be called so: nothing, too much, a name that another one has."""
    if not name:
        yield Problem("name", REQUIRED)
    elif len(name) > LONGEST_NAME:
        yield Problem("name", TOO_LONG, {"limit": LONGEST_NAME})
    elif fold(name) in {fold(other) for other in others}:
        yield Problem("name", TAKEN, {"name": name})


# -- kept and shared ---------------------------------------------------------------------------


def to_data(spec: ViewSpec) -> dict[str, Any]:
    """A view as JSON keeps it; `from_data` gives the same view back."""
    data: dict[str, Any] = {"version": VERSION, "filter": filters.to_data(spec.wanted)}
    if spec.columns:
        data["columns"] = [
            {"field": one.field, "width": one.width} if one.width else {"field": one.field}
            for one in spec.columns
        ]
    data["sort"] = [
        {"field": one.field, "descending": True} if one.descending else {"field": one.field}
        for one in spec.sorts
    ]
    return data


def from_data(data: object) -> ViewSpec:
    """The view that was kept; `Refused` when it is none, or of a newer program."""
    kept = _mapping(data)
    _check_version(kept)
    if set(kept) - {"version", "filter", "columns", "sort"}:
        raise Refused.of(UNREADABLE)
    columns = tuple(_column(one) for one in _list(kept.get("columns", []), MOST_COLUMNS))
    sorts = tuple(_sort(one) for one in _list(kept.get("sort", []), MOST_SORTS))
    for names in ([one.field for one in columns], [one.field for one in sorts]):
        if len(set(names)) != len(names):
            raise Refused.of(UNREADABLE)
    wanted = filters.from_data(kept["filter"]) if "filter" in kept else EVERYBODY
    return ViewSpec(wanted, columns, sorts or BY_NAME)


@dataclass(frozen=True, slots=True)
class SharedView:
    """A view out of a file, and what its own fields are called there: title and kind by name."""

    name: str
    spec: ViewSpec
    titles: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def at_home(self, known: Iterable[FieldInfo]) -> tuple[ViewSpec, tuple[str, ...]]:
        """The view by the names that its fields have in this base; and the titles not found.

        Another base has other ids: a field is the same when it is called so and of that kind. What
        is asked of a field that is not here is left out.
        """
        here = {(fold(one.title), one.kind.value): one.name for one in known if one.title}
        names = {name: here.get((fold(title), kind)) for name, (title, kind) in self.titles.items()}
        missing = tuple(self.titles[name][0] for name, found in names.items() if found is None)
        spec = self.spec
        return ViewSpec(
            filters.renamed(spec.wanted, names),
            _called(spec.columns, names),
            _called(spec.sorts, names) or BY_NAME,
        ), missing


_Place = TypeVar("_Place", ColumnPlace, Sort)


def _called(places: Iterable[_Place], names: Mapping[str, str | None]) -> tuple[_Place, ...]:
    """The same by other names, each once; without those that are called None."""
    found: dict[str, _Place] = {}
    for one in places:
        if (name := names.get(one.field, one.field)) is not None:
            found.setdefault(name, replace(one, field=name))
    return tuple(found.values())


def to_file(
    noun: str, name: str, spec: ViewSpec, known: Iterable[FieldInfo] = ()
) -> dict[str, Any]:
    """A view as it is given to others, with what a stranger must know of it.

    Its fields of the business's own are told by title and kind: `known` are those of this base.
    """
    used = {
        *spec.fields(),
        *(one.field for one in spec.sorts),
        *(one.field for one in spec.wanted.conditions()),
    }
    titles = {
        one.name: {"title": one.title, "kind": one.kind.value}
        for one in known
        if one.title and one.name in used
    }
    told = {"format": FORMAT, "version": VERSION, "list": noun, "name": name}
    return told | ({"fields": titles} if titles else {}) | {"view": to_data(spec)}


def from_file(data: object, noun: str) -> SharedView:
    """The view out of a file; `Refused` when it is none, newer, or of another list."""
    kept = _mapping(data)
    if kept.get("format") != FORMAT:
        raise Refused.of(UNREADABLE)
    _check_version(kept)
    if kept.get("list") != noun:
        raise Refused.of(OF_OTHERS)
    called = kept.get("name")
    if not isinstance(called, str):
        raise Refused.of(UNREADABLE)
    titles = _mapping(kept.get("fields", {}))
    return SharedView(
        tidy(called)[:LONGEST_NAME],
        from_data(kept.get("view")),
        {name: _title(one) for name, one in titles.items() if id_of(name) is not None},
    )


def _title(data: object) -> tuple[str, str]:
    kept = _mapping(data)
    title, kind = kept.get("title"), kept.get("kind")
    if not isinstance(title, str) or not isinstance(kind, str) or len(title) > LONGEST_TITLE:
        raise Refused.of(UNREADABLE)
    return tidy(title), kind


def _check_version(kept: Mapping[str, object]) -> None:
    version = kept.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise Refused.of(UNREADABLE)
    if version > VERSION:
        raise Refused.of(NEWER)


def _mapping(data: object) -> Mapping[str, object]:
    if not isinstance(data, dict):
        raise Refused.of(UNREADABLE)
    return data


def _list(data: object, most: int) -> list[object]:
    if not isinstance(data, list) or len(data) > most:
        raise Refused.of(UNREADABLE)
    return data


def _column(data: object) -> ColumnPlace:
    kept = _mapping(data)
    field, width = kept.get("field"), kept.get("width", 0)
    whole = isinstance(width, int) and not isinstance(width, bool)
    if not isinstance(field, str) or not whole or not 0 <= int(str(width)) <= WIDEST:
        raise Refused.of(UNREADABLE)
    return ColumnPlace(field, int(str(width)))


def _sort(data: object) -> Sort:
    kept = _mapping(data)
    field, descending = kept.get("field"), kept.get("descending", False)
    if not isinstance(field, str) or not isinstance(descending, bool):
        raise Refused.of(UNREADABLE)
    return Sort(field, descending)
