"""Indexes of the business's own fields: made for those that views filter or sort by."""

from __future__ import annotations


def expression(table: str, field_id: int) -> str:
    """Where the value of a field stands; in a question it must read as in the index."""
    return f"json_extract({table}.custom, '$.\"{int(field_id)}\"')"
