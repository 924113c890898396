"""The clock on the wall: reminders and the day's list are kept in its time."""

from __future__ import annotations

from datetime import UTC, datetime


def wall_time() -> datetime:
    """What the clock on the wall shows now, without a zone."""
    return datetime.now().astimezone().replace(tzinfo=None)


def day_begins_utc(now: datetime) -> str:
    """The beginning of that wall clock's day as stored moments are: UTC, ISO with Z."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
