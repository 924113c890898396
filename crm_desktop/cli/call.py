"""One call of the command line: its arguments, and the base they name, opened."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from crm_desktop import machine
from crm_desktop.cli.terminal import Terminal
from crm_desktop.crm import Crm
from crm_desktop.db import places
from crm_desktop.domain.problems import Refused, code
from crm_desktop.late import dataclass

BASE_VARIABLE = "CRM_DESKTOP_BASE"
BASE_NOT_NAMED = code("base.not-named")
NO_LAST_BASE = code("base.none-opened-yet")


@dataclass(frozen=True, slots=True)
class Call:
    """What a command is given: parsed arguments and the terminal to answer on."""

    arguments: argparse.Namespace
    terminal: Terminal

    @contextmanager
    def reading(self) -> Iterator[Crm]:
        """The base to read: the named one, else the one that was opened last."""
        with _opened(self.folder_to_read()) as crm:
            yield crm

    @contextmanager
    def writing(self) -> Iterator[Crm]:
        """The base to change, which must be named: a night's orders never land in the demo."""
        with _opened(self.folder_to_write()) as crm:
            yield crm

    def folder_to_read(self) -> Path:
        """The folder of the named base, else of the one opened last; `Refused` without either."""
        folder = named_base(self.arguments) or machine.load().last_base()
        if folder is None:
            raise Refused.of(NO_LAST_BASE)
        return folder

    def folder_to_write(self) -> Path:
        """The folder of the named base; `Refused` `base.not-named` without a name."""
        folder = named_base(self.arguments)
        if folder is None:
            raise Refused.of(BASE_NOT_NAMED)
        return folder


Command = Callable[[Call], int]
"""A command of the command line; returns the exit code."""


def named_base(arguments: argparse.Namespace) -> Path | None:
    """The base named by `--base` or by the environment; an empty name is none."""
    name = arguments.base or os.environ.get(BASE_VARIABLE)
    return Path(name).expanduser().absolute() if name else None


@contextmanager
def _opened(folder: Path) -> Iterator[Crm]:
    places.demand_fit(folder)
    crm = Crm(folder)
    try:
        yield crm
    finally:
        crm.close()
