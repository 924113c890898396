from __future__ import annotations

import contextlib
import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.cli.client_json import draft_of
from crm_desktop.cli.values import read_object
from crm_desktop.domain.clients import ClientKind, PointKind
from crm_desktop.domain.problems import Refused
from tests.cli.conftest import Tell

ODD: list[object] = [
    {"name": "ноль\0внутри", "phones": ["\0"], "comment": "\u2028\ufeff"},
    {"name": 7, "inn": 7701000001, "phones": [79161234567], "tags": [1, "x"]},
    {"name": "А", "phones": {"value": "1"}},
    {"name": "А", "phones": [None]},
    {"name": "А", "tags": [True]},
    {"name": ["А"]},
    {"name": "А", "contacts": ["Пётр"]},
    {"name": "А", "contacts": [{"name": "Пётр", "phones": [{"value": "+79161234567"}]}]},
    {"name": "А", "custom": {"Размер": {"глубже": [1, None]}}},
    {"name": "А", "custom": []},
    {"name": "А" * 100_000},
    {"name": "А", "birthday": "2999-01-01"},
    {"name": "А", "birthday": "0001-01-01"},
    {"name": "😀" * 400, "city": "=1+1", "comment": "';DROP TABLE client;--"},
    {},
]


def test_odd_clients_are_saved_or_refused(tell: Tell, base: Path) -> None:
    given = "".join(json.dumps(one) + "\n" for one in ODD)
    said = tell("--base", base, "clients", "add", "--from", "-", given=given)
    assert said.code == 1
    assert [one["line"] for one in said.rows] == list(range(len(ODD)))
    assert all("id" in one or one["refused"]["text"] for one in said.rows)
    assert len(tell("--base", base, "clients", "dump").rows) == sum("id" in o for o in said.rows)
    assert tell("check", "--base", base).code == 0


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)
KEYS = [
    "name",
    "kind",
    "phones",
    "emails",
    "inn",
    "birthday",
    "tags",
    "contacts",
    "custom",
    "comment",
]


@given(st.dictionaries(st.sampled_from(KEYS), JSON))
def test_whatever_comes_is_a_draft_or_refused(data: dict[str, object]) -> None:
    with contextlib.suppress(Refused):
        draft, _ = draft_of(read_object(json.dumps(data).encode()))
        assert isinstance(draft.kind, ClientKind)
        assert all(isinstance(one.value, str) for one in draft.points)


def test_points_come_as_texts_or_as_dumped() -> None:
    data = {
        "name": "А",
        "phones": ["+79160000001", {"value": "8 800 200", "label": "склад"}],
        "emails": "a@b.ru",
        "colour": "красный",
    }
    draft, left = draft_of(data)
    assert [(p.kind, p.value, p.label) for p in draft.points] == [
        (PointKind.PHONE, "+79160000001", ""),
        (PointKind.PHONE, "8 800 200", "склад"),
        (PointKind.EMAIL, "a@b.ru", ""),
    ]
    assert [one.field for one in left] == ["colour"]
