"""Fields of the business's own: their kinds and whose they are."""

from __future__ import annotations

from enum import StrEnum


class CustomNoun(StrEnum):
    """Whose fields there can be."""

    CLIENT = "client"
    DEAL = "deal"


class CustomKind(StrEnum):
    """What a field holds; numbers are scaled integers, days ISO 8601."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    SEVERAL = "several"
    FLAG = "flag"
    LINK = "link"
