"""Classes whose methods are made at their first use behave as Python's own."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, asdict, astuple, field, fields, is_dataclass, replace
from typing import Any, Generic, TypeVar

import pytest

from crm_desktop import late
from crm_desktop.late import dataclass

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Point:
    """A place."""

    x: int
    y: int = 2
    tags: tuple[str, ...] = field(default_factory=tuple, compare=False)


@dataclass(frozen=True, slots=True)
class Named(Point):
    name: str = ""

    def __post_init__(self) -> None:
        if self.name == "bad":
            raise ValueError(self.name)


@dataclass(frozen=True, slots=True)
class Box(Generic[T]):
    held: T

    @property
    def twice(self) -> tuple[T, T]:
        return self.held, self.held


@dataclass(slots=True)
class Count:
    n: int = 0
    seen: list[int] = field(default_factory=list)


def waits(kind: type) -> bool:
    return kind.__dict__[late._WAITS] is not None


def fresh() -> Any:
    """A class that nobody has used yet."""

    @dataclass(frozen=True, slots=True)
    class Fresh:
        a: int
        b: str = "b"

    assert waits(Fresh)
    return Fresh


def test_nothing_is_made_before_the_first_use() -> None:
    kind = fresh()
    assert not hasattr(kind(1), "__dict__")
    assert not waits(kind)


@pytest.mark.parametrize("ask", [fields, is_dataclass, lambda kind: kind.__match_args__])
def test_whoever_asks_about_a_class_is_told(ask: Any) -> None:
    kind = fresh()
    assert ask(kind)
    assert [one.name for one in fields(kind)] == ["a", "b"]
    assert kind.__match_args__ == ("a", "b")


def test_equal_hashed_printed() -> None:
    assert Point(1) == Point(1, 2, ("other",)) != Point(2)
    assert {Point(1): "one"}[Point(1)] == "one"
    assert repr(Named(1, name="n")).endswith("Named(x=1, y=2, tags=(), name='n')")
    assert Named(1) != Point(1)
    with pytest.raises(TypeError, match="unhashable"):
        hash(Count())
    assert Count(1, [2]) == Count(1, [2])
    assert Count().seen is not Count().seen


def test_frozen() -> None:
    one: Any = Point(1)
    with pytest.raises(FrozenInstanceError):
        one.x = 2
    with pytest.raises(FrozenInstanceError):
        del one.x
    with pytest.raises(AttributeError):
        object.__setattr__(one, "strange", 1)
    assert one.x == 1


def test_replaced_taken_apart_matched() -> None:
    assert replace(Named(1, name="n"), x=5) == Named(5, name="n")
    assert asdict(Point(1)) == {"x": 1, "y": 2, "tags": ()}
    assert astuple(Count(1)) == (1, [])
    match Point(3, 4):
        case Point(x, y):
            assert (x, y) == (3, 4)
    assert Box([1]).twice == ([1], [1])


def test_what_follows_the_making() -> None:
    with pytest.raises(ValueError, match="bad"):
        Named(1, name="bad")
    strange: Any = Point
    with pytest.raises(TypeError, match="unexpected keyword"):
        strange(x=1, z=2)
    with pytest.raises(TypeError, match="missing"):
        fresh()()


def test_stored_and_copied() -> None:
    for one in (Point(1, 3, ("t",)), Named(1, name="n"), Count(4, [5])):
        assert pickle.loads(pickle.dumps(one)) == one
        assert copy.copy(one) == copy.deepcopy(one) == one
    kind = fresh()
    whole = kind.__new__(kind)
    whole.__setstate__([1, "c"])
    assert whole == kind(1, "c")


def test_a_class_made_without_its_init_is_whole() -> None:
    kind = fresh()
    one, other = kind.__new__(kind), kind.__new__(kind)
    for each in (one, other):
        object.__setattr__(each, "a", 1)
        object.__setattr__(each, "b", "b")
    assert one == other
    assert hash(one) == hash(other)
    assert repr(one).endswith("(a=1, b='b')")


def test_many_threads_meet_at_the_first_use() -> None:
    for _ in range(20):
        kind = fresh()
        with ThreadPoolExecutor(8) as pool:
            made = list(pool.map(kind, range(16)))
        assert [one.a for one in made] == list(range(16))


def test_what_is_out_of_the_ordinary_is_left_to_python() -> None:
    @dataclass(frozen=True, slots=True, order=True)
    class Ordered:
        n: int

    @dataclass(frozen=True, slots=True)
    class Told:
        n: int

        def __repr__(self) -> str:
            return "told"

    assert Ordered(1) < Ordered(2)
    assert repr(Told(1)) == "told"
    assert all(late._WAITS not in kind.__dict__ for kind in (Ordered, Told))


def test_a_class_that_notes_nothing_is_left_to_python() -> None:
    # A later Python may keep elsewhere what a class notes.
    bare: type = dataclass(frozen=True, slots=True)(type("Bare", (), {}))
    assert late._WAITS not in bare.__dict__
    assert bare() == bare()


def test_it_has_all_that_python_gives() -> None:
    class Plain:
        x: int
        y: int = 2

    ours = set(dir(dataclass(frozen=True, slots=True)(Plain)))
    theirs = set(dir(dataclasses.dataclass(frozen=True, slots=True)(Plain)))
    assert ours - {late._WAITS} == theirs
