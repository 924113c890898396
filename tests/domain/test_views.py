"""Views as data: kept and shared without loss, anything else refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain import views
from crm_desktop.domain.filters import UNREADABLE as UNREADABLE_FILTER
from crm_desktop.domain.filters import Condition, Group, Operator
from crm_desktop.domain.problems import REQUIRED, Refused
from crm_desktop.domain.views import ColumnPlace, Sort, ViewSpec, check_name, moved

DEBTORS = ViewSpec(
    Group((Condition("debt", Operator.MORE, (1_000_00,)),), every=False),
    (ColumnPlace("name", 300), ColumnPlace("debt")),
    (Sort("debt", descending=True), Sort("name")),
)
_FIELDS = st.text(min_size=1, max_size=8)
_SPECS = st.builds(
    ViewSpec,
    st.builds(Group, st.lists(st.builds(Condition, _FIELDS, st.just(Operator.FILLED))).map(tuple)),
    st.lists(
        st.builds(ColumnPlace, _FIELDS, st.integers(0, views.WIDEST)),
        unique_by=lambda one: one.field,
    ).map(tuple),
    st.lists(
        st.builds(Sort, _FIELDS, st.booleans()),
        min_size=1,
        max_size=views.MOST_SORTS,
        unique_by=lambda one: one.field,
    ).map(tuple),
)


@given(spec=_SPECS)
def test_what_is_kept_comes_back(spec: ViewSpec) -> None:
    assert views.from_data(json.loads(json.dumps(views.to_data(spec)))) == spec


def test_a_file_tells_its_name_and_list() -> None:
    data = json.loads(json.dumps(views.to_file("client", "Должники", DEBTORS)))
    assert views.from_file(data, "client") == views.SharedView("Должники", DEBTORS)
    with pytest.raises(Refused) as refused:
        views.from_file(data, "deal")
    assert refused.value.problems[0].code == views.OF_OTHERS


_GOOD: dict[str, Any] = views.to_file("client", "Должники", DEBTORS)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ([], views.UNREADABLE),
        ({}, views.UNREADABLE),
        (_GOOD | {"format": "excel"}, views.UNREADABLE),
        (_GOOD | {"version": 2}, views.NEWER),
        (_GOOD | {"version": True}, views.UNREADABLE),
        (_GOOD | {"name": 5}, views.UNREADABLE),
        (_GOOD | {"view": {"version": 1, "sort": "name"}}, views.UNREADABLE),
        (_GOOD | {"view": {"version": 9}}, views.NEWER),
        (_GOOD | {"view": {"version": 1, "more": 1}}, views.UNREADABLE),
        (_GOOD | {"view": {"version": 1, "filter": {"all": 1}}}, UNREADABLE_FILTER),
        (_GOOD | {"view": {"version": 1, "sort": [{"field": "a"}] * 2}}, views.UNREADABLE),
        (_GOOD | {"view": {"version": 1, "columns": [{"field": "a", "width": -1}]}}, views.UNREADABLE),
        (_GOOD | {"view": {"version": 1, "columns": [{"field": "a", "width": 1.5}]}}, views.UNREADABLE),
    ],
)  # fmt: skip
def test_what_is_no_view_is_refused(data: object, code: str) -> None:
    with pytest.raises(Refused) as refused:
        views.from_file(data, "client")
    assert refused.value.problems[0].code == code


def test_names() -> None:
    assert [one.code for one in check_name("", [])] == [REQUIRED]
    assert [one.code for one in check_name("ЕЛКИ", ["Ёлки"])] == [views.TAKEN]
    assert [one.code for one in check_name("x" * 61, [])] == [views.TOO_LONG]
    assert not list(check_name("Должники", ["Опт"]))


def test_columns_move_and_stay_at_the_ends() -> None:
    three = tuple(ColumnPlace(name, 5) for name in "abc")

    def order(places: tuple[ColumnPlace, ...]) -> str:
        return "".join(one.field for one in places)

    assert order(moved(three, "a", 1)) == "bac"
    assert order(moved(three, "a", 9)) == "bca"
    assert order(moved(three, "c", -9)) == "cab"
    assert moved(three, "z", 1) == three


def test_fields_that_are_gone_leave_a_view() -> None:
    left = DEBTORS.known({"name"})
    assert left.fields() == ("name",)
    assert left.sorts == (Sort("name"),)
    assert left.wanted == DEBTORS.wanted
    assert DEBTORS.known(set()).sorts == views.BY_NAME
