"""The changelog keeps its form: an Unreleased head, two voices, known kinds of change."""

from __future__ import annotations

import re
from pathlib import Path

KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
HEAD = re.compile(r"^## \[(Unreleased|\d+\.\d+\.\d+)\]( - \d{4}-\d{2}-\d{2})?$")


def faults(text: str) -> list[str]:
    lines = [line for line in text.splitlines() if line.startswith("#")]
    releases = [line for line in lines if line.startswith("## ")]
    voices = {line for line in lines if line.startswith("### ")}
    kinds = {line.removeprefix("#### ") for line in lines if line.startswith("#### ")}
    found = [f"not a release: {line}" for line in releases if not HEAD.match(line)]
    found += [f"not a voice: {one}" for one in voices - {"### For users", "### For developers"}]
    found += [f"not a kind of change: {one}" for one in kinds - KINDS]
    if not releases or releases[0] != "## [Unreleased]":
        found.append("the first release is not Unreleased")
    return found


def test_the_changelog_keeps_its_form(root: Path) -> None:
    assert faults((root / "CHANGELOG.md").read_text("utf-8")) == []


def test_another_form_is_caught() -> None:
    assert faults("## [1.0.0] - 2026-01-01\n")
    assert faults("## [Unreleased]\n## Version 2\n")
    assert faults("## [Unreleased]\n### For nobody\n")
    assert faults("## [Unreleased]\n### For users\n#### News\n")
