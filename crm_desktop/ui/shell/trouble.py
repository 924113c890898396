"""What a base that does not open looks like: a title for the reason, a button for each offer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from crm_desktop.domain.backups import Copy
from crm_desktop.opening import Offer, Trouble
from crm_desktop.ui.kit.ribbon import Choice
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.notice import NoticePage
from crm_desktop.words import backups, formats, language, pgettext
from crm_desktop.words.codes import problem_text

Acts = Mapping[Offer, Callable[[], object]]


def trouble_page(theme: Theme, trouble: Trouble, acts: Acts) -> NoticePage:
    """The page for a base that cannot be opened."""
    title = title_text(trouble.code)
    # Elsewhere the sentence stands alone and begins with what the title says here.
    texts = [
        problem_text(problem).removeprefix(f"{title}. ") for problem in trouble.refused.problems
    ]
    if trouble.newest is not None:
        texts.append(copy_text(trouble.newest))
    choices = [Choice(offer.value, offer_text(offer), acts[offer]) for offer in trouble.offers]
    return NoticePage(theme, "circle-alert", title, "\n".join(texts), choices)


def copy_text(copy: Copy) -> str:
    """What is offered: the copy, how old it is, what it holds, what is not in it."""
    text = pgettext(
        "Shell",
        "The newest sound copy is from {when}, {ago}: {counts}. What was done after it has to be "
        "entered again; the damaged base is kept beside it.",
    )
    now = datetime.now().astimezone()
    when = formats.wall_time(copy.at.strftime("%Y-%m-%dT%H:%M"), language())
    counts = backups.counts_text(copy.counts)
    return text.format(when=when, ago=backups.ago(copy.at, now), counts=counts)


def offer_text(offer: Offer) -> str:
    """The verb on the button."""
    return {
        Offer.AGAIN: lambda: pgettext("Shell", "Try again"),
        Offer.ANOTHER: lambda: pgettext("Shell", "Open another base…"),
        Offer.NEW: lambda: pgettext("Shell", "Make a new base…"),
        Offer.RESTORE: lambda: pgettext("Shell", "Put this copy back"),
        Offer.FROM_FILE: lambda: pgettext("Shell", "Restore another copy…"),
        Offer.VIEW: lambda: pgettext("Shell", "Look at it without changing anything"),
        Offer.MOVE: lambda: pgettext("Shell", "Move it to this computer"),
        Offer.FOLDER: lambda: pgettext("Shell", "Show the folder"),
        Offer.QUIT: lambda: pgettext("Shell", "Quit"),
    }[offer]()


def title_text(reason: str) -> str:
    """The heading over the sentence of a reason."""
    titles: Mapping[str, Callable[[], str]] = {
        "base.newer": lambda: pgettext("Shell", "This base needs a newer program"),
        "base.damaged": lambda: pgettext("Shell", "The base is damaged"),
        "base.not-a-base": lambda: pgettext("Shell", "This is not a base of the program"),
        "base.none-here": lambda: pgettext("Shell", "The base is not there"),
        "base.folder-missing": lambda: pgettext("Shell", "The folder of the base is not there"),
        "base.held": lambda: pgettext("Shell", "The base is in use"),
        "base.opening-stopped": lambda: pgettext("Shell", "The base is not open"),
        "base.in-use": lambda: pgettext("Shell", "The base is in use"),
        "base.in-cloud": lambda: pgettext("Shell", "The base is in a cloud folder"),
        "base.on-network": lambda: pgettext("Shell", "The base is on a network drive"),
        "base.read-only": lambda: pgettext("Shell", "The base can only be read"),
        "base.busy": lambda: pgettext("Shell", "The base is busy"),
        "base.disk-full": lambda: pgettext("Shell", "The disk is full"),
    }
    return titles.get(reason, lambda: pgettext("Shell", "The base cannot be opened"))()
