"""How lists of one kind were brought in before: by the heads of a list, or by name."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, true

from crm_desktop.db.tables import ImportProfile
from crm_desktop.domain.import_nouns import Noun
from crm_desktop.domain.problems import code
from crm_desktop.domain.rights import Right
from crm_desktop.domain.text import fold
from crm_desktop.late import dataclass
from crm_desktop.queries.filtering import visible
from crm_desktop.queries.read import Read, query

NO_PROFILE = code("import-profile.none-of-this-name")


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """A profile; `data` is what `domain.import_profiles` makes of a plan."""

    id: int
    name: str
    source: str
    data: dict[str, Any]
    used_at: str


@query(right=Right.IMPORT)
def listing(read: Read, noun: Noun = Noun.CLIENTS) -> list[ProfileRow]:
    """All profiles of lists that hold such records, the one used last first."""
    return _found(read, noun, true())


@query(right=Right.IMPORT)
def of_source(read: Read, source: str, noun: Noun = Noun.CLIENTS) -> ProfileRow | None:
    """The profile of lists with these heads that was used last."""
    found = _found(read, noun, ImportProfile.source == source) if source else []
    return found[0] if found else None


@query(right=Right.IMPORT)
def named(read: Read, name: str, noun: Noun = Noun.CLIENTS) -> ProfileRow | None:
    """The profile of this name, however it is written."""
    return next((one for one in listing(read, noun) if fold(one.name) == fold(name)), None)


@query(right=Right.IMPORT)
def free_name(read: Read, wanted: str, noun: Noun = Noun.CLIENTS) -> str:
    """The wanted name, with a number where it is taken."""
    taken = {fold(one.name) for one in listing(read, noun)}
    name, count = wanted, 1
    while fold(name) in taken:
        count += 1
        name = f"{wanted} ({count})"
    return name


def _found(read: Read, noun: Noun, wanted: ColumnElement[bool]) -> list[ProfileRow]:
    t = ImportProfile.__table__.c
    rows = read.connection.execute(
        visible(read, ImportProfile, t.id, t.name, t.source, t.data, t.used_at)
        .where(t.noun == noun.value, wanted)
        .order_by(t.used_at.desc(), t.id.desc())
    )
    return [ProfileRow(*row) for row in rows]
