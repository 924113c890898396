"""Changes to what is remembered of lists: how those of one kind are brought in."""

from __future__ import annotations

from crm_desktop.commands.import_traces import all_of
from crm_desktop.commands.work import Work, command
from crm_desktop.db.tables import ImportProfile
from crm_desktop.domain.import_nouns import Noun
from crm_desktop.domain.import_profiles import NAME_LIMIT, check_name
from crm_desktop.domain.problems import NOT_FOUND, Refused, refuse_if
from crm_desktop.domain.rights import Right
from crm_desktop.domain.text import clean_text, fold


@command("import-profile.rename", right=Right.IMPORT)
def rename(work: Work, profile_id: int, name: str) -> None:
    """Call a profile otherwise; another one of that name gives way."""
    profile, name = _one(work, profile_id), clean_text(name).strip()[:NAME_LIMIT]
    refuse_if(check_name(name))
    for other in all_of(work.session, Noun(profile.noun)):
        if other.id != profile_id and fold(other.name) == fold(name):
            work.session.delete(other)
    work.name(title=profile.name, name=name)
    profile.name = name


@command("import-profile.forget", right=Right.IMPORT)
def forget(work: Work, profile_id: int) -> None:
    """Lists of this kind are guessed anew from now on; no client is touched."""
    profile = _one(work, profile_id)
    work.name(title=profile.name)
    work.session.delete(profile)


def _one(work: Work, profile_id: int) -> ImportProfile:
    profile = work.session.get(ImportProfile, profile_id)
    if profile is None:
        raise Refused.of(NOT_FOUND)
    return profile
