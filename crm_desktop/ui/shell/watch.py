"""Watches the place of the open base: its disk is there, has room, and the base is sound."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from crm_desktop.crm import Finding
from crm_desktop.domain.condition import LOW, MEGABYTE, Condition, megabytes_to_free
from crm_desktop.domain.problems import Problem, Refused
from crm_desktop.ui.kit.ribbon import Choice
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.shell.window import Window
from crm_desktop.words import codes, formats, pgettext

EVERY_MS = 2_000
PLACE = "place"
ROOM = "room"
DAMAGED = "base.damaged"


class BaseWatch(QObject):
    """Looks every two seconds, in the lane for upkeep; what is wrong stands in a ribbon.

    `look` tells how things are; `rescue` leads to what can be done about a damaged base.
    """

    def __init__(
        self,
        desk: Desk,
        window: Window,
        look: Callable[[], Condition],
        rescue: Callable[[], object],
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._ribbons = window.ribbons
        self._look = look
        self._rescue = rescue
        self._looking = False
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Look from now on."""
        self._timer.start()
        self.look()

    def check(self, *, unclean: bool) -> None:
        """The check of the start; after an end that was none it comes before any writing.

        It takes the writer's lane then, so that every change waits for it.
        """
        crm, jobs = self._desk.jobs.crm, self._desk.jobs
        if unclean:
            jobs.call(
                lambda _step: crm.look_through(thoroughly=True),
                owner=self,
                then=self._checked_after_crash,
                failed=self._not_looked,
                label=pgettext("Shell", "Checking the base after an interruption"),
                writes=True,
            )
        else:
            jobs.aside(
                lambda: crm.look_through(thoroughly=False),
                owner=self,
                then=self._checked,
                failed=self._not_looked,
            )

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Look now; one look at a time."""
        if not self._looking:
            self._looking = True
            self._desk.jobs.aside(
                self._look, owner=self, then=self._looked, failed=self._not_looked
            )

    def _looked(self, condition: Condition) -> None:
        self._looking = False
        self._tell_place(condition.trouble)
        self._tell_room(condition)

    def _not_looked(self, refused: Refused) -> None:
        self._looking = False
        self._tell_place(refused.problems[0])

    def _tell_place(self, trouble: Problem | None) -> None:
        before = self._ribbons.ribbon(PLACE)
        if trouble is None:
            if before is not None:
                self._ribbons.put_away(PLACE)
                self._desk.say(pgettext("Shell", "The base is there again; you can go on."))
                self._desk.jobs.look()
            return
        choices: tuple[Choice, ...] = ()
        if trouble.code == DAMAGED:
            what = pgettext("Shell", "What can be done…")
            choices = (Choice("rescue", what, self._rescue),)
        self._ribbons.show_ribbon(PLACE, "bad", codes.problem_text(trouble), choices)

    def _tell_room(self, condition: Condition) -> None:
        if not condition.low or condition.free is None:
            self._ribbons.put_away(ROOM)
            return
        text = pgettext(
            "Shell",
            "There is little room on the disk of the base: {free} MB. Free at least {needed} MB "
            "before it is full; nothing is lost, but nothing could be saved.",
        )
        language = self._desk.language
        needed = max(megabytes_to_free(condition.free, condition.size), _rest(condition.free))
        said = text.format(
            free=formats.number(condition.free // MEGABYTE, language),
            needed=formats.number(needed, language),
        )
        self._ribbons.show_ribbon(ROOM, "warn", said)

    def _checked_after_crash(self, found: list[Finding]) -> None:
        if not found:
            self._desk.say(
                pgettext("Shell", "The base was checked after the interruption: all is well.")
            )
        self._checked(found)

    def _checked(self, found: list[Finding]) -> None:
        if found:
            self.look()
        if self._desk.jobs.crm.mended():
            self._desk.say(
                pgettext(
                    "Shell",
                    "The search index was damaged and has been made anew; no record was touched, "
                    "and everything is found again.",
                )
            )


def _rest(free: int) -> int:
    """What is missing to where nothing more is said."""
    return -(-(LOW - free) // MEGABYTE)
