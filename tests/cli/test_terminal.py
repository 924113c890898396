from __future__ import annotations

import io
import json
import sys

import pytest

from crm_desktop.cli import terminal
from crm_desktop.cli.terminal import Shown, Terminal, refusal
from crm_desktop.domain.problems import NOT_FOUND, REQUIRED, Problem, Refused


def test_a_refusal_says_what_where_and_that_nothing_was_changed() -> None:
    said = refusal(Refused(Problem("name", REQUIRED), Problem("inn", REQUIRED)))
    assert said == {
        "code": "field.required",
        "text": "name: Please fill this in. inn: Please fill this in. Nothing was changed.",
        "untouched": True,
    }
    assert str(refusal(Refused.of(NOT_FOUND))["text"]).count("Nothing was changed.") == 1
    empty = str(refusal(Refused.of("file.empty", name="a.csv"))["text"])
    assert empty == "The file a.csv is empty. Nothing was loaded; choose another file."
    kept = refusal(Refused(Problem("name", REQUIRED)), untouched=False)
    assert (kept["untouched"], kept["text"]) == (False, "name: Please fill this in.")


def test_rows_in_columns_or_as_lines(capsys: pytest.CaptureFixture[str]) -> None:
    rows: list[dict[str, object]] = [{"id": 1, "name": "Ёж"}, {"id": 22, "name": None}]
    Terminal().rows(rows, ("id", "name"))
    assert capsys.readouterr().out == "1   Ёж\n22\n"
    Terminal(json=True).rows(rows, ("id", "name"))
    assert [json.loads(one) for one in capsys.readouterr().out.splitlines()] == rows


def test_columns_with_titles_are_headed_and_say_values_in_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown = (Shown("id", "No.", right=True), Shown("size", "Size", lambda size: f"{size} KB"))
    rows: list[dict[str, object]] = [{"id": 1, "size": 12}, {"id": 2222, "size": None}]
    Terminal().rows(rows, shown)
    assert capsys.readouterr().out == " No.  Size\n   1  12 KB\n2222\n"
    Terminal().rows([], shown)
    assert capsys.readouterr().out == ""
    Terminal(json=True).rows(rows, shown)
    assert [json.loads(one) for one in capsys.readouterr().out.splitlines()] == rows


def test_a_program_without_outputs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    terminal.speak_utf8()
    Terminal().line("Ёж")
    Terminal().say("Ёж")
    sys.stdout.flush()


def test_outputs_become_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    terminal.speak_utf8()
    Terminal(json=True).record({"name": "Ёж", "file": "\udcff"})
    assert raw.getvalue().decode("utf-8") == '{"name": "Ёж", "file": "\\udcff"}\n'
