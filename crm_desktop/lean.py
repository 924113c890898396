"""What libraries bring along and this program never asks for stays on the disk.

An idle window stands there all day beside other programs: what it holds, they lack.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from types import ModuleType
from typing import Any

_M_ARENA_MAX = -8
"""As `malloc.h` counts."""
_SIGNS = frozenset({"__file__", "__cached__", "__warningregistry__", "__wrapped__"})


class _Without:
    """Finds no module of this name: as in a Python built without it, which libraries expect."""

    def __init__(self, name: str) -> None:
        self.name = name

    def find_spec(self, fullname: str, _path: object, _target: object = None) -> None:
        """Leave all other modules to the finders behind this one."""
        if fullname == self.name:
            raise ModuleNotFoundError(fullname, name=fullname)


class _Later(ModuleType):
    """Stands in a module's place until somebody asks for anything in it."""

    def __getattr__(self, name: str) -> Any:
        """Make way for the module itself; whoever holds this one is led on to it for good."""
        if sys.modules.get(self.__name__) is self:
            if name in _SIGNS:
                # Asked of all modules by whoever goes through them, as a traceback does.
                raise AttributeError(name)
            sys.modules.pop(self.__name__, None)
        return getattr(import_module(self.__name__), name)

    def called_later(self, function: str) -> Callable[..., Any]:
        """A function of the module that asks for the module only when it is called."""

        def call(*given: Any, **named: Any) -> Any:
            return self.__getattr__(function)(*given, **named)

        return call


def later(name: str, *functions: str) -> None:
    """Import a module when something in it is first asked for, not when it is named.

    `functions` are what is taken out of it in the same breath.
    """
    if name in sys.modules:
        return
    sys.modules[name] = stand_in = _Later(name)
    for function in functions:
        setattr(stand_in, function, stand_in.called_later(function))
    package, _dot, inner = name.rpartition(".")
    if package in sys.modules:
        # A package that comes later finds it by its full name.
        setattr(sys.modules[package], inner, stand_in)


def refuse(name: str) -> None:
    """Let nobody load this module in this process."""
    if name not in {one.name for one in sys.meta_path if isinstance(one, _Without)}:
        sys.meta_path.insert(0, _Without(name))


def hash_without_openssl() -> None:
    """Let `hashlib` and `hmac` do with what Python has of its own: OpenSSL takes 4 MiB.

    Whoever has gigabytes to go through fetches the quicker one (`db/durable.py`).
    """
    finder = _Without("_hashlib")
    sys.meta_path.insert(0, finder)
    try:
        import_module("hashlib")
        import_module("hmac")
    finally:
        sys.meta_path.remove(finder)


@contextmanager
def without_build_settings() -> Iterator[None]:
    """Let a library ask whether Python was built without its lock, as SQLAlchemy does.

    Python would read all thousand settings of its building to answer, and keep them: half a MiB.
    """
    import sysconfig

    answers = {"Py_GIL_DISABLED": int("free-threading" in sys.version)}
    usual = sysconfig.get_config_var

    def answer(name: str) -> Any:
        return answers[name] if name in answers else usual(name)

    vars(sysconfig)["get_config_var"] = answer
    try:
        yield
    finally:
        vars(sysconfig)["get_config_var"] = usual


def one_heap() -> None:
    """Let all threads take memory from one place, where the C library knows several (glibc).

    It gives each thread its own, and what falls free in one is of no use to the others. For the
    first moments of a program: threads that run already keep what they have.
    """
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def give_back() -> None:
    """Let the system have the memory that has become free, where the C library keeps it.

    Others give back by themselves.
    """
    if sys.platform == "linux":
        import ctypes

        # Not every C library has it.
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
