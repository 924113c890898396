"""Filters as data: kept, shared and refused in words."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain import filters
from crm_desktop.domain.filters import Condition, FieldKind, Group, Operator
from crm_desktop.domain.problems import Refused

_VALUES = st.one_of(st.text(max_size=8), st.integers(-(2**62), 2**62), st.booleans())
_CONDITIONS = st.builds(
    Condition,
    st.sampled_from(["city", "debt", "custom:7"]),
    st.sampled_from(list(Operator)),
    st.lists(_VALUES, max_size=3).map(tuple),
)
GROUPS = st.recursive(
    st.builds(Group, st.lists(_CONDITIONS, max_size=3).map(tuple), st.booleans()),
    lambda inner: st.builds(
        Group, st.lists(st.one_of(_CONDITIONS, inner), max_size=3).map(tuple), st.booleans()
    ),
    max_leaves=6,
)


@given(GROUPS)
def test_what_is_kept_comes_back(wanted: Group) -> None:
    text = json.dumps(filters.to_data(wanted), ensure_ascii=False)
    assert filters.from_data(json.loads(text)) == wanted


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"all": [], "any": []},
        {"some": []},
        {"all": {}},
        {"all": [{"field": "city"}]},
        {"all": [{"field": "city", "is": "like"}]},
        {"all": [{"field": 1, "is": "is", "values": ["x"]}]},
        {"all": [{"field": "city", "is": "is", "values": "Тула"}]},
        {"all": [{"field": "city", "is": "is", "values": [None]}]},
        {"all": [{"field": "city", "is": "is", "values": [["x"]]}]},
        {"all": [{"field": "city", "is": "is", "values": ["x"], "or": 1}]},
        {"all": ["city"]},
        {"version": "1", "all": []},
        {"version": 0, "all": []},
        {"all": [{"field": "city", "is": "empty"}] * 101},
    ],
)
def test_what_is_no_filter_is_refused(data: object) -> None:
    with pytest.raises(Refused) as refused:
        filters.from_data(data)
    assert refused.value.problems[0].code == filters.UNREADABLE


def test_groups_within_groups_end_somewhere() -> None:
    data: dict[str, object] = {"all": []}
    for _ in range(2_000):
        data = {"all": [data]}
    with pytest.raises(Refused):
        filters.from_data(data)


def test_a_newer_filter_is_refused_by_name() -> None:
    with pytest.raises(Refused) as refused:
        filters.from_data({"version": 2, "all": []})
    assert refused.value.problems[0].code == filters.NEWER


@pytest.mark.parametrize(
    ("kind", "operator", "values", "code"),
    [
        (FieldKind.TEXT, Operator.LESS, ("a",), filters.UNFIT_OPERATOR),
        (FieldKind.TEXT, Operator.CONTAINS, ("",), filters.UNFIT_VALUE),
        (FieldKind.TEXT, Operator.CONTAINS, (), filters.UNFIT_VALUE),
        (FieldKind.TEXT, Operator.ONE_OF, (), filters.UNFIT_VALUE),
        (FieldKind.TEXT, Operator.EMPTY, ("x",), filters.UNFIT_VALUE),
        (FieldKind.NUMBER, Operator.MORE, ("5",), filters.UNFIT_VALUE),
        (FieldKind.NUMBER, Operator.MORE, (True,), filters.UNFIT_VALUE),
        (FieldKind.NUMBER, Operator.MORE, (2**63,), filters.UNFIT_VALUE),
        (FieldKind.NUMBER, Operator.BETWEEN, (1,), filters.UNFIT_VALUE),
        (FieldKind.DATE, Operator.IS, ("2026-02-30",), filters.UNFIT_VALUE),
        (FieldKind.DATE, Operator.IS, ("20260210",), filters.UNFIT_VALUE),
        (FieldKind.DATE, Operator.IS, ("0001-01-01",), filters.UNFIT_VALUE),
        (FieldKind.MOMENT, Operator.PAST_DAYS, (-1,), filters.UNFIT_VALUE),
        (FieldKind.MOMENT, Operator.PAST_DAYS, (40_000,), filters.UNFIT_VALUE),
        (FieldKind.FLAG, Operator.IS, ("yes",), filters.UNFIT_VALUE),
    ],
)
def test_what_does_not_fit_is_told(
    kind: FieldKind, operator: Operator, values: tuple[filters.Value, ...], code: str
) -> None:
    wanted = Group((Group((Condition("f", operator, values),)),))
    assert [p.code for p in filters.check(wanted, {"f": kind})] == [code]


def test_a_field_that_is_gone_is_told() -> None:
    wanted = Group((Condition("custom:7", Operator.EMPTY),))
    assert [p.code for p in filters.check(wanted, {})] == [filters.UNKNOWN_FIELD]


def test_one_more_condition_holds_besides() -> None:
    one, two = Condition("a", Operator.EMPTY), Condition("b", Operator.EMPTY)
    either = Group((one, two), every=False)
    assert Group((one,)).with_condition(two) == Group((one, two))
    assert either.with_condition(one) == Group((either, one))
    assert Group(every=False).with_condition(one) == Group((one,))


def test_relative_days_count_today() -> None:
    today = date(2026, 3, 1)
    asked = {
        Operator.PAST_DAYS: (date(2026, 2, 27), today),
        Operator.NEXT_DAYS: (today, date(2026, 3, 3)),
        Operator.OLDER_DAYS: (None, date(2026, 2, 26)),
    }
    for operator, bounds in asked.items():
        assert filters.day_bounds(Condition("f", operator, (2,)), today) == bounds
