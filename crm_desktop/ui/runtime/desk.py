"""The desk: everything a page is given to work with."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import field
from datetime import datetime
from typing import Any, Concatenate, Protocol, TypeVar

from crm_desktop import machine
from crm_desktop.domain.backups import Restored
from crm_desktop.late import dataclass
from crm_desktop.machine import Machine
from crm_desktop.queries.read import Read
from crm_desktop.ui.runtime.backups import BackupKeeper
from crm_desktop.ui.runtime.clock import wall_time
from crm_desktop.ui.runtime.drafts import DraftBook
from crm_desktop.ui.runtime.foremost import Foremost
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.keys import Keys
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.sections import Sections
from crm_desktop.ui.runtime.theme import Theme

R = TypeVar("R")

_log = logging.getLogger(__name__)


class Say(Protocol):
    """Tell the user what was done, with one button if there is something to do about it."""

    def __call__(
        self, text: str, button_text: str = "", action: Callable[[], object] | None = None
    ) -> None: ...


def _renew_nothing() -> None:
    """Before there is a window nothing is made anew."""


def _say_nothing(
    text: str, button_text: str = "", action: Callable[[], object] | None = None
) -> None:
    """Before there is a window nobody listens."""


def _nothing_more(_done: Restored) -> None:
    """Where there is no program around it."""


@dataclass(slots=True)
class Desk:
    """Made once by the program and handed on; pages keep it, nobody looks it up.

    `settings` are this machine's; `country` is "ru" or "int" (any other), `region` where phones
    without a country code are at home; `say` is replaced by the window that shows the bar; `now` is
    the clock on the wall; `renew` makes the window anew after language, scheme, font scale or keys
    were changed.
    """

    jobs: Jobs
    theme: Theme
    navigator: Navigator
    settings: Machine = field(default_factory=Machine)
    language: str = "en"
    currency: str = "RUB"
    country: str = "ru"
    region: str = "RU"
    say: Say = _say_nothing
    now: Callable[[], datetime] = wall_time
    renew: Callable[[], object] = _renew_nothing
    restored: Callable[[Restored], object] = _nothing_more
    drafts: DraftBook = field(init=False)
    copies: BackupKeeper = field(init=False)
    sections: Sections = field(init=False)
    keys: Keys = field(init=False)
    foremost: Foremost = field(init=False)

    def __post_init__(self) -> None:
        self.drafts = DraftBook(self.jobs)
        self.copies = BackupKeeper(self.jobs, self.settings)
        self.sections = Sections(self.settings)
        self.keys = Keys(self.settings)
        self.foremost = Foremost()

    def reads(
        self, query: Callable[Concatenate[Read, Sequence[int], ...], R], **kwargs: Any
    ) -> Callable[[Sequence[int]], R]:
        """A page reader for `RecordModel`: rows by their ids, now; it may raise `Busy`."""

        def read(ids: Sequence[int]) -> R:
            return self.jobs.crm.ask_page(query, ids, **kwargs)

        return read

    def remember(self) -> None:
        """Write this machine's settings; a folder that cannot be written is no reason to stop."""
        try:
            machine.save(self.settings)
        except OSError as error:
            _log.info("the settings of this machine cannot be written: %s", error.strerror)
