"""The register of exports: files made from answers, on a reading that cannot write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from crm_desktop.domain.rights import Right
from crm_desktop.queries.read import QueryInfo, Read

P = ParamSpec("P")
R = TypeVar("R")

EXPORTS: dict[Callable[..., object], QueryInfo] = {}


def export(
    *, right: Right
) -> Callable[[Callable[Concatenate[Read, P], R]], Callable[Concatenate[Read, P], R]]:
    """Register a maker of files with the right it asks for."""

    def register(function: Callable[Concatenate[Read, P], R]) -> Callable[Concatenate[Read, P], R]:
        name = f"{function.__module__}.{function.__qualname__}"
        EXPORTS[function] = QueryInfo(name, right, function)
        return function

    return register
