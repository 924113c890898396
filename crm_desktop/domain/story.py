"""The story of a client: the kinds of what can have happened, and what may be asked of it."""

from __future__ import annotations

from enum import StrEnum


class ChangeKind(StrEnum):
    """What a change of a field did."""

    MADE = "made"
    """The client is new."""
    CHANGED = "changed"
    ADDED = "added"
    """A way of contact or another part is new."""
    REMOVED = "removed"


class StoryKind(StrEnum):
    """What happened."""

    CHANGE = "change"
    MERGED = "merged"
    """Another card became this client."""
    DEAL = "deal"
    STAGE = "stage"
    TASK = "task"
    TASK_DONE = "task-done"
    ISSUED = "issued"
    CANCELLED = "cancelled"
    FILE = "file"
    COMPLAINT = "complaint"
    CONTACT = "contact"
    NOTE = "note"

    @property
    def place(self) -> int:
        """Of what happened in one second, the higher place stands above."""
        return _PLACES[self]

    @property
    def written(self) -> bool:
        """Whether somebody wrote it down: only that is corrected, pinned, removed."""
        return self in {StoryKind.NOTE, StoryKind.CONTACT, StoryKind.COMPLAINT}


_PLACES = {kind: place for place, kind in enumerate(StoryKind)}


class Shown(StrEnum):
    """Which part of a story is told."""

    ALL = "all"
    WRITTEN = "written"
    DEALS = "deals"
    PAPERS = "papers"
    TASKS = "tasks"
    FILES = "files"
    CHANGES = "changes"
