"""The user guide says what is true: the same pages in both languages, links that lead somewhere,
examples that the program takes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Tell

LANGUAGES = ("ru", "en")
FIRM = {"name": "ООО «Ромашка»", "inn": "7701000001"}


@pytest.fixture(scope="module")
def guide(root: Path) -> Path:
    return root / "docs"


def pages(guide: Path, language: str) -> dict[str, str]:
    return {file.name: file.read_text("utf-8") for file in (guide / language).glob("*.md")}


def blocks(text: str, kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", text, re.DOTALL)


def test_both_languages_have_the_same_pages(guide: Path) -> None:
    russian, english = (pages(guide, language) for language in LANGUAGES)
    assert set(russian) == set(english)
    assert len(russian) >= 10
    for name, text in russian.items():
        heads = [re.findall(r"^#+ ", one, re.MULTILINE) for one in (text, english[name])]
        assert heads[0] == heads[1], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_somewhere(guide: Path, language: str) -> None:
    for name, text in pages(guide, language).items():
        for target in re.findall(r"\]\(([^)#]+)", text):
            assert (guide / language / target).exists(), (name, target)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_reached_from_the_first(guide: Path, language: str) -> None:
    found = pages(guide, language)
    linked = set(re.findall(r"\]\(([\w-]+\.md)\)", found["index.md"]))
    assert linked == set(found) - {"index.md"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_are_taken_as_they_stand(
    guide: Path, language: str, tell: Tell, base: Path, tmp_path: Path
) -> None:
    client, paper = blocks(pages(guide, language)["command-line.md"], "json")
    said = tell("--base", base, "clients", "add", "--from", "-", given=client)
    assert said.code == 0, said.err
    data: dict[str, Any] = json.loads(paper)
    data |= {"client": said.data["id"], "organisation": FIRM}
    target = tmp_path / "paper.pdf"
    arguments = ["documents", "create", "--base", base, "--from", "-", "--issue", "--pdf", target]
    made = tell(*arguments, "--json", given=json.dumps(data))
    assert made.code == 0, made.err
    assert made.data["number"] == "1"
    assert target.exists()
