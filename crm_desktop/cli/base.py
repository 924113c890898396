"""`init` and `check`: a base made, a base looked through."""

from __future__ import annotations

from crm_desktop import words
from crm_desktop.cli.call import Call
from crm_desktop.cli.parser import Nouns
from crm_desktop.cli.terminal import refusal
from crm_desktop.db import copies, places
from crm_desktop.db.backup import wall_clock
from crm_desktop.db.database import FILE_NAME, NO_BASE
from crm_desktop.db.errors import sorted_errors
from crm_desktop.db.health import thorough_check
from crm_desktop.db.presence import Presence
from crm_desktop.domain.problems import Refused, code
from crm_desktop.domain.settings import business_of
from crm_desktop.opening import make_base
from crm_desktop.queries import clients
from crm_desktop.words import backups as backup_words
from crm_desktop.words import pgettext

NOT_SOUND = code("base.not-sound")


def register(nouns: Nouns) -> None:
    """Make the commands known to the parser."""
    one = nouns.verb("init", init, pgettext("Shell", "Make a new base"))
    one.add_argument("--country", choices=("ru", "int"))
    one.add_argument("--name", help=pgettext("Shell", "the name of the firm"))
    nouns.verb("check", check, pgettext("Shell", "Check that the base is sound"))


def init(call: Call) -> int:
    """Make a furnished base in the named folder."""
    asked = call.arguments
    folder = call.folder_to_write()
    language = asked.language if asked.language in {"ru", "en"} else words.language()
    language = language if language in {"ru", "en"} else "en"
    country = asked.country or ("ru" if language == "ru" else "int")
    business = business_of(country, language, asked.name or folder.name)
    make_base(folder, business)
    data = {"base": str(folder), "country": country, "language": language}
    data["currency"] = business.currency
    text = pgettext("Shell", "A new base is in {folder}").format(folder=folder)
    call.terminal.answer(data, text)
    return 0


def check(call: Call) -> int:
    """Say whether the base is sound; 0 only if it is."""
    folder = call.folder_to_read()
    path = folder / FILE_NAME
    if not path.is_file():
        raise Refused.of(NO_BASE, path=str(folder))
    places.demand_fit(folder)
    presence = Presence(folder)
    try:
        with sorted_errors():
            findings = thorough_check(path)
    finally:
        presence.end()
    found = [{"code": one.code, "detail": one.detail} for one in findings]
    data: dict[str, object] = {"base": str(folder), "sound": not findings, "findings": found}
    newest = copies.newest(copies.folder_of(path))
    data["newest_copy"] = str(newest.path) if newest is not None else None
    if not findings:
        with call.reading() as crm:
            data["clients"] = crm.ask(clients.count)
        call.terminal.answer(data, pgettext("Shell", "The base is sound."))
        return 0
    said = refusal(Refused.of(NOT_SOUND, count=len(findings)))
    lines = [str(said["text"]), *(f"  {x.code}: {x.detail}" for x in findings)]
    if newest is not None:
        text = pgettext("Backups", "The newest sound copy: {path}, {ago}, {counts}")
        counts = backup_words.counts_text(newest.counts)
        when = backup_words.ago(newest.at, wall_clock())
        lines.append(text.format(path=newest.path, ago=when, counts=counts))
    call.terminal.say("\n".join(lines))
    call.terminal.answer({**data, "refused": said}, "")
    return 1
