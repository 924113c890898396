"""What stands in the way of opening a base: it is told, and every offer of its page is done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from crm_desktop import opening
from crm_desktop.opening import Offer, Trouble
from crm_desktop.ui.shell.circumstances import show_folder
from crm_desktop.ui.shell.host import WholeHost
from crm_desktop.ui.shell.trouble import trouble_page
from crm_desktop.words import pgettext


class TroubleWays:
    """Into the page about trouble and out of it."""

    def __init__(self, host: WholeHost) -> None:
        """Nothing happens yet."""
        self._host = host

    def meet(self, trouble: Trouble) -> None:
        """Show trouble; where a sound copy would help, that is looked for first."""
        if not trouble.helped_by_a_copy:
            self.show(trouble)
            return
        self._host.send(
            pgettext("Shell", "Looking for a sound copy of the base…"),
            lambda step: opening.with_copy(trouble, step),
            self.show,
            trouble.folder,
            lambda: self.show(trouble),
        )

    def show(self, trouble: Trouble) -> None:
        """Say why a base does not open and offer what can be done."""
        host, folder = self._host, trouble.folder

        def back() -> None:
            self.show(trouble)

        acts: dict[Offer, Callable[[], object]] = {
            Offer.AGAIN: lambda: host.go(folder),
            Offer.ANOTHER: host.choose,
            Offer.NEW: host.ask,
            Offer.VIEW: lambda: host.look_at(folder, back),
            Offer.MOVE: lambda: self._move(trouble),
            Offer.RESTORE: lambda: self._put_back(trouble),
            Offer.FROM_FILE: lambda: host.restore_chosen(folder, back),
            Offer.FOLDER: lambda: show_folder(folder),
            Offer.QUIT: host.leave,
        }
        host.show_page(trouble_page(host.theme, trouble, acts))

    def _move(self, trouble: Trouble) -> None:
        """Bring a base to the usual place of this computer and open it there."""
        self._host.send(
            pgettext("Shell", "Moving the base to this computer…"),
            lambda step: opening.move_base(trouble.folder, step),
            lambda target: self._moved(trouble.folder, target),
            trouble.folder,
            lambda: self.show(trouble),
        )

    def _moved(self, source: Path, target: Path) -> None:
        settings = self._host.settings
        settings.recent = [one for one in settings.recent if one != str(source)]
        self._host.go(target)

    def _put_back(self, trouble: Trouble) -> None:
        """Put the newest sound copy in the place of a base that does not open, and open it."""
        if trouble.newest is not None:
            path = trouble.newest.path
            self._host.restore(trouble.folder, path, lambda: self.show(trouble))
