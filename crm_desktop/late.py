"""`dataclass` as Python has it, whose methods are made when they are first called.

Three hundred small classes are loaded with the window, and most of them are never asked for
anything before it is painted. Python makes six methods for each at once: 5 KiB and half a
millisecond. Here a class has stand-ins until its first use; then Python makes what it always makes.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["dataclass"]

T = TypeVar("T")

_WAITS = "_late"
"""Holds what is left to do for a class: settings and defaults, or None once it is done."""
_OWN = ("__init__", "__repr__", "__eq__", "__hash__", "__setattr__", "__delattr__", "__slots__")
"""A class that brings one of these is not for us: Python does it at once."""
_NO_FIELD = re.compile(r"\b(ClassVar|InitVar|KW_ONLY)\b")
_lock = RLock()


def _late(*, frozen: bool = False, slots: bool = False, order: bool = False) -> Callable[[T], T]:
    """The decorator, with those settings of Python's that are used here."""

    def make(kind: Any) -> Any:
        told = dict(kind.__dict__)
        notes = told.get("__annotations__", {})
        strange = any(not isinstance(one, str) or _NO_FIELD.search(one) for one in notes.values())
        # Where a Python keeps what a class notes elsewhere, its own way knows where.
        if not (slots and notes) or order or strange or any(name in told for name in _OWN):
            return dataclasses.dataclass(frozen=frozen, slots=slots, order=order)(kind)
        held = {slot for base in kind.__mro__[1:-1] for slot in base.__dict__.get("__slots__", ())}
        defaults = {name: told.pop(name) for name in notes if name in told}
        for name in ("__dict__", "__weakref__"):
            told.pop(name, None)
        stand_ins = {**_USUAL, **(_FROZEN if frozen else {"__hash__": None})}
        made = type(kind)(
            kind.__name__,
            kind.__bases__,
            {
                **told,
                **stand_ins,
                "__slots__": tuple(name for name in notes if name not in held),
                _WAITS: (frozen, defaults),
            },
        )
        made.__qualname__ = kind.__qualname__
        return made

    return make


def _finish(kind: type) -> Any:
    """Let Python make what the class needs; returns the class whose stand-in was called."""
    owner: Any = next(one for one in kind.__mro__ if _WAITS in one.__dict__)
    with _lock:
        waits = owner.__dict__[_WAITS]
        if waits is None:
            # Another thread was first.
            return owner
        frozen, defaults = waits
        told = {k: v for k, v in owner.__dict__.items() if k not in (*_STAND_INS, "__slots__")}
        for name in owner.__slots__:
            del told[name]
        # With a docstring, or Python would write one.
        told = {**told, **defaults, "__doc__": owner.__doc__ or " "}
        made = type(owner)(owner.__name__, owner.__bases__, told)
        made.__qualname__ = owner.__qualname__
        whole = dataclasses.dataclass(frozen=frozen, slots=True)(made)
        for name, value in whole.__dict__.items():
            if name in _STAND_INS or name not in owner.__dict__:
                setattr(owner, name, value)
        setattr(owner, _WAITS, None)
    return owner


def _init(self: Any, *given: Any, **named: Any) -> None:
    _finish(type(self)).__init__(self, *given, **named)


def _repr(self: Any) -> str:
    return str(_finish(type(self)).__repr__(self))


def _eq(self: Any, other: object) -> Any:
    return _finish(type(self)).__eq__(self, other)


def _hash(self: Any) -> int:
    return int(_finish(type(self)).__hash__(self))


def _setattr(self: Any, name: str, value: object) -> None:
    _finish(type(self)).__setattr__(self, name, value)


def _delattr(self: Any, name: str) -> None:
    _finish(type(self)).__delattr__(self, name)


def _getstate(self: Any) -> Any:
    return _finish(type(self)).__getstate__(self)


def _setstate(self: Any, state: Any) -> None:
    _finish(type(self)).__setstate__(self, state)


class _Told:
    """What a class tells about itself, once it is asked."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, _one: object, kind: type) -> Any:
        return getattr(_finish(kind), self._name)


_USUAL: dict[str, Any] = {
    "__init__": _init,
    "__repr__": _repr,
    "__eq__": _eq,
    **{name: _Told(name) for name in ("__match_args__", "__dataclass_fields__")},
    "__dataclass_params__": _Told("__dataclass_params__"),
}
_FROZEN: dict[str, Any] = {
    "__hash__": _hash,
    "__setattr__": _setattr,
    "__delattr__": _delattr,
    "__getstate__": _getstate,
    "__setstate__": _setstate,
}
_STAND_INS = frozenset({*_USUAL, *_FROZEN, _WAITS})

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _late
