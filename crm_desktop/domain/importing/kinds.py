"""What kind of client a name tells of; by itself, for whoever parses files needs no clients."""

from __future__ import annotations

import re

from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.importing.cells import looks_like_company

_SOLE = re.compile(
    r"^\W*(?:ип|i\.?p\.?|и\.\s?п\.|пбоюл|индивидуальный\s+предприниматель)\s|"
    r"\s(?:ип|и\.\s?п\.)\W*$",
    re.IGNORECASE,
)
_FIRM_INN = 10


def kind_of_name(name: str, inn: str = "") -> ClientKind:
    """What a name alone tells: a legal form makes a company or a sole trader.

    An INN of ten figures is a company's, where one is known besides.
    """
    if _SOLE.search(name) is not None:
        return ClientKind.SOLE_TRADER
    if len(inn) == _FIRM_INN and inn.isdigit():
        return ClientKind.COMPANY
    return ClientKind.COMPANY if looks_like_company(name) else ClientKind.PERSON
