"""What is missing or wrong in the data, in words."""

from __future__ import annotations

from collections.abc import Callable

from crm_desktop.domain.data_health import Gap
from crm_desktop.words import pgettext
from crm_desktop.words.wording import Wording

ENUMS: dict[str, Wording] = {
    "Gap.no-phone": lambda _: pgettext("Health", "No phone"),
    "Gap.no-step": lambda _: pgettext("Health", "Open deals without a next step"),
    "Gap.no-owner": lambda _: pgettext("Health", "Nobody answers for them"),
    "Gap.duplicate": lambda _: pgettext("Health", "Same phone, e-mail or INN as somebody else"),
    "Gap.bad-requisites": lambda _: pgettext("Health", "Requisites that look mistyped"),
    "Gap.bad-phone": lambda _: pgettext("Health", "A phone that cannot be read"),
    "Gap.bad-email": lambda _: pgettext("Health", "An e-mail that cannot be read"),
    "Gap.bad-birthday": lambda _: pgettext("Health", "An impossible birthday"),
    "Gap.no-source": lambda _: pgettext("Health", "No source"),
    "Gap.no-email": lambda _: pgettext("Health", "No e-mail"),
    "Gap.no-city": lambda _: pgettext("Health", "No city"),
    "Gap.no-consent": lambda _: pgettext("Health", "No consent to keep personal data"),
}
_WHY: dict[Gap, Callable[[], str]] = {
    Gap.NO_PHONE: lambda: pgettext("Health", "Nobody can call them."),
    Gap.NO_STEP: lambda: pgettext("Health", "Deals are lost where nothing is planned."),
    Gap.NO_OWNER: lambda: pgettext("Health", "Choose who answers for them, for many at once."),
    Gap.DUPLICATE: lambda: pgettext("Health", "Perhaps one client with two cards."),
    Gap.BAD_REQUISITES: lambda: pgettext(
        "Health", "INN, KPP, OGRN or an account: their digits do not fit together."
    ),
    Gap.BAD_PHONE: lambda: pgettext("Health", "Kept as it was typed, but found by no number."),
    Gap.BAD_EMAIL: lambda: pgettext("Health", "Kept as it was typed; no letter arrives there."),
    Gap.BAD_BIRTHDAY: lambda: pgettext("Health", "Still to come, or too long ago."),
    Gap.NO_SOURCE: lambda: pgettext("Health", "It stays unknown which advertising pays."),
    Gap.NO_EMAIL: lambda: pgettext("Health", "No invoice can be sent to them."),
    Gap.NO_CITY: lambda: pgettext("Health", "They are missing in lists by city."),
    Gap.NO_CONSENT: lambda: pgettext("Health", "The date of the consent is kept in the form."),
}


def gap_why(gap: Gap) -> str:
    """What it harms, or what it means."""
    return _WHY[gap]()
