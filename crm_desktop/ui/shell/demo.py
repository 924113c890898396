"""The demo in the window: made, opened, its ribbon, and the two ways out of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from crm_desktop import demo, opening, words
from crm_desktop.domain.problems import Refused
from crm_desktop.opening import AskFirst
from crm_desktop.queries.history import operations_log
from crm_desktop.ui.kit.dialogs import confirm
from crm_desktop.ui.kit.ribbon import Choice
from crm_desktop.ui.shell.app import Program
from crm_desktop.ui.shell.circumstances import show_folder
from crm_desktop.ui.shell.host import WholeHost
from crm_desktop.ui.shell.notice import NoticePage
from crm_desktop.words import pgettext
from crm_desktop.words.codes import problem_text

MATTER = "demo"


class DemoWays:
    """Into the demo and out of it."""

    def __init__(self, host: WholeHost) -> None:
        """Nothing happens yet."""
        self._host = host

    def open(self) -> None:
        """Open the demo, made now if it is not there."""
        host, folder = self._host, opening.demo_folder()
        if opening.has_base(folder):
            host.go(folder)
            return
        today, language = datetime.now().astimezone().date(), words.language()
        host.send(
            pgettext("Demo", "Making up a workshop to look around in…"),
            lambda step: demo.make_demo(today, language, step),
            lambda _none: host.go(folder),
            folder,
            host.ask,
        )

    def tell(self, program: Program) -> None:
        """Say over the pages that this is the demo."""
        has_own = not isinstance(opening.decide(None, self._host.settings), AskFirst)
        tell_demo(program, self.to_own, self.remove, has_own=has_own)

    def to_own(self) -> None:
        """Go from the demo to the user's own base, or to the page that makes one."""
        host = self._host
        host.close_program(lambda: host.follow(opening.decide(None, host.settings)))

    def remove(self) -> None:
        """Close the demo and take its folder away; a file of the user's in there is named."""
        self._host.close_program(self._remove_closed, copy=False)

    def _remove_closed(self) -> None:
        host = self._host
        host.send(
            pgettext("Demo", "Removing the demo…"),
            lambda _step: demo.remove_demo(),
            self._removed,
            opening.demo_folder(),
            self.to_own,
            self._say_not_removed,
        )

    def _removed(self, left: list[Path]) -> None:
        if left:
            self._say_left(left)
        else:
            self.to_own()

    def _say_not_removed(self, refused: Refused) -> None:
        again = Choice("again", pgettext("Shell", "Try again"), self.remove)
        title = pgettext("Demo", "The demo is not removed")
        text = "\n".join(problem_text(problem) for problem in refused.problems)
        choices = [again, self._go_on()]
        self._host.show_page(NoticePage(self._host.theme, "circle-alert", title, text, choices))

    def _say_left(self, left: list[Path]) -> None:
        title = pgettext("Demo", "The demo is removed")
        text = pgettext("Demo", "Files of yours lay in its folder and stay there: {names}")
        names = ", ".join(one.name for one in left)
        show = Choice(
            "folder", pgettext("Shell", "Show the folder"), lambda: show_folder(left[0].parent)
        )
        choices = [self._go_on(), show]
        page = NoticePage(self._host.theme, "info", title, text.format(names=names), choices)
        self._host.show_page(page)

    def _go_on(self) -> Choice:
        return Choice("go-on", pgettext("Demo", "Go on"), self.to_own)


def tell_demo(
    program: Program, own: Callable[[], object], remove: Callable[[], object], *, has_own: bool
) -> None:
    """Say that this is the demo; `own` leads to the user's base, `remove` takes the demo away."""
    to_own = pgettext("Demo", "Open my base") if has_own else pgettext("Demo", "Create my own base")
    choices = [
        Choice("own", to_own, own),
        Choice("remove-demo", pgettext("Demo", "Remove the demo"), lambda: _ask(program, remove)),
    ]
    text = pgettext(
        "Demo", "This is the demo: a made-up workshop. Try anything, nothing here is real."
    )
    program.window.ribbons.show_ribbon(MATTER, "info", text, choices)


def _ask(program: Program, remove: Callable[[], object]) -> None:
    """At once, unless something was written in it by hand: that would be gone as well."""
    written = any(one.kind == "user" for one in program.crm.ask(operations_log))
    if not written or confirm(
        program.window,
        program.desk.theme,
        pgettext("Demo", "Remove the demo"),
        pgettext(
            "Demo",
            "What you wrote in the demo goes with it and cannot be brought back. Your own base "
            "is not touched.",
        ),
        pgettext("Demo", "Remove the demo"),
        danger=True,
    ):
        remove()
