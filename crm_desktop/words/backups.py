"""How safe the work is, in words: «копия 14 мин назад», what a copy holds, what went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from crm_desktop.domain.backups import AMBER_AFTER, CopyState, Level, SecondPlace
from crm_desktop.words import formats, language, npgettext, pgettext
from crm_desktop.words.wording import Wording

PROBLEMS: dict[str, Wording] = {
    "backup.no-room": lambda _: pgettext(
        "Backups",
        "There is no room for a copy in {path}. The base is safe and whole; free at least "
        "{megabytes} MB there and try again.",
    ),
    "backup.cannot-write": lambda _: pgettext(
        "Backups",
        "The folder {path} cannot be written. The base is safe and whole; check that the folder "
        "is there and not write-protected.",
    ),
    "second-place.same-disk": lambda _: pgettext(
        "Backups",
        "This folder is on the same disk as the base: it helps when something is deleted, not "
        "when the disk breaks. A stick or another disk is better.",
    ),
    "second-place.in-cloud": lambda _: pgettext(
        "Backups",
        "This folder is copied to {service}. The copies hold personal data of your clients: by "
        "Russian law (152-FZ) it must be kept on servers in Russia.",
    ),
    "second-place.inside-base": lambda _: pgettext(
        "Backups",
        "The folder {path} is inside the folder of the base and would be lost together with it. "
        "Nothing was changed; choose another folder.",
    ),
    "restore.not-there": lambda _: pgettext(
        "Backups", "There is no file {name}. The base was not touched; choose another copy."
    ),
    "restore.not-a-base": lambda _: pgettext(
        "Backups",
        "The file {name} is no copy of a base of this program. The base was not touched; choose "
        "a file from the folder “backups” or a portable copy (.zip).",
    ),
    "restore.newer": lambda _: pgettext(
        "Backups",
        "The copy {name} was made by a newer version of the program. The base was not touched; "
        "install that version and restore there.",
    ),
    "restore.damaged": lambda _: pgettext(
        "Backups",
        "The copy {name} is damaged and would bring a damaged base. The base was not touched; "
        "choose another copy.",
    ),
    "restore.foreign": lambda _: pgettext(
        "Backups",
        "The copy {name} is of another base, not of this one. The base was not touched. If you "
        "mean it, say that it is another base.",
    ),
    "restore.has-log": lambda _: pgettext(
        "Backups",
        "The file {name} is a base that is open, part of it lies in a second file. The base was "
        "not touched; close the program that has it open, or choose a verified copy.",
    ),
    "document.numbers-skipped": lambda p: (
        pgettext(
            "Backups",
            "The number is {number}: {first} was given out before the base was restored from a "
            "copy and is not given out twice.",
        )
        if p["first"] == p["last"]
        else pgettext(
            "Backups",
            "The number is {number}: {first} to {last} were given out before the base was "
            "restored from a copy and are not given out twice.",
        )
    ),
}


def ago(then: datetime, now: datetime) -> str:
    """How long ago, roughly: «14 мин назад», «3 дня назад»; a clock set back says "just now"."""
    passed = max(now - then, timedelta())
    minutes, hours, days = passed // _MINUTE, passed // _HOUR, passed.days
    if minutes < 1:
        return pgettext("Backups", "just now")
    if hours < 1:
        return npgettext("Backups", "{n} min ago", "{n} min ago", minutes).format(n=minutes)
    if days < 1:
        return npgettext("Backups", "{n} hour ago", "{n} hours ago", hours).format(n=hours)
    return npgettext("Backups", "{n} day ago", "{n} days ago", days).format(n=days)


def waiting(passed: timedelta) -> str:
    """How long changes have been waiting for a copy: «2 дня»."""
    days, hours = passed.days, passed // _HOUR
    if days:
        return npgettext("Backups", "{n} day", "{n} days", days).format(n=days)
    return npgettext("Backups", "{n} hour", "{n} hours", max(hours, 1)).format(n=max(hours, 1))


def short_state(state: CopyState, now: datetime) -> str:
    """For the status line: the age of the newest copy, or for how long there was none."""
    if state.trouble is not None and state.waiting(now) < AMBER_AFTER:
        return pgettext("Backups", "the copy was not made")
    if state.level(now) is not Level.GOOD:
        text = pgettext("Backups", "changes of {time} are in no copy")
        return text.format(time=waiting(state.waiting(now)))
    if state.newest is None:
        return pgettext("Backups", "no copy yet")
    return pgettext("Backups", "copy {ago}").format(ago=ago(state.newest, now))


def long_state(state: CopyState, now: datetime) -> str:
    """The whole story of the copies on this computer: «Последняя проверенная копия: …»."""
    if state.newest is None:
        parts = [pgettext("Backups", "There is no verified copy yet.")]
    else:
        text = pgettext("Backups", "Last verified copy: {ago}.")
        parts = [text.format(ago=ago(state.newest, now))]
    if state.unsaved_since is None and state.newest is not None:
        parts.append(pgettext("Backups", "Everything you did is in it."))
    elif state.waiting(now) >= AMBER_AFTER:
        text = pgettext("Backups", "Changes of {time} are in no copy.")
        parts.append(text.format(time=waiting(state.waiting(now))))
    return " ".join(parts)


def second_text(state: CopyState, now: datetime) -> str:
    """How the second place stands."""
    if state.second is SecondPlace.NONE:
        return pgettext("Backups", "There is no second place for copies.")
    if state.second_at is None:
        if state.second is SecondPlace.ABSENT:
            return pgettext("Backups", "The second place is not connected.")
        return pgettext("Backups", "There is no copy in the second place yet.")
    when = ago(state.second_at, now)
    if state.second is SecondPlace.CURRENT:
        return pgettext("Backups", "In the second place: {ago}.").format(ago=when)
    text = pgettext("Backups", "In the second place only one from {ago}.")
    return text.format(ago=when)


def counts_text(counts: Mapping[str, int]) -> str:
    """What a copy holds: «1 240 клиентов · 38 сделок · 12 задач · 7 документов»."""
    return " · ".join(_counted(noun, counts[noun]) for noun in _COUNTED if noun in counts)


def _counted(noun: str, count: int) -> str:
    figure = formats.number(count, language())
    return _COUNTED[noun](count).format(n=figure)


_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_COUNTED = {
    "client": lambda n: npgettext("Backups", "{n} client", "{n} clients", n),
    "deal": lambda n: npgettext("Backups", "{n} deal", "{n} deals", n),
    "task": lambda n: npgettext("Backups", "{n} task", "{n} tasks", n),
    "document": lambda n: npgettext("Backups", "{n} document", "{n} documents", n),
}
