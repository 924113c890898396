"""The catalogue tool finds what is missing, fuzzy, obsolete or wrongly filled."""

from __future__ import annotations

from pathlib import Path

import pytest

from installer.build import main, problems, read, template

SOURCE = """
from crm_desktop.words import npgettext, pgettext
def f(n):
    # Translators: on the button
    pgettext("Deals", "Move {title}")
    npgettext("Clients", "{n} client", "{n} clients", n)
    pgettext("Other", "Move {title}")
"""
HEAD = """msgid ""
msgstr ""
"Language: ru\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"
"""
MOVE = '\nmsgctxt "Deals"\nmsgid "Move {title}"\nmsgstr "Перенести {title}"\n'
OTHER = '\nmsgctxt "Other"\nmsgid "Move {title}"\nmsgstr "Двигать {title}"\n'
CLIENTS = (
    '\nmsgctxt "Clients"\nmsgid "{n} client"\nmsgid_plural "{n} clients"\n'
    'msgstr[0] "{n} клиент"\nmsgstr[1] "{n} клиента"\nmsgstr[2] "{n} клиентов"\n'
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    package = tmp_path / "crm_desktop"
    package.mkdir()
    (package / "deals.py").write_text(SOURCE, "utf-8")
    po = tmp_path / "resources" / "i18n" / "ru" / "LC_MESSAGES" / "crm_desktop.po"
    po.parent.mkdir(parents=True)
    po.write_text(HEAD + MOVE + OTHER + CLIENTS, "utf-8")
    return tmp_path


def change(project: Path, old: str, new: str) -> list[str]:
    po = project / "resources" / "i18n" / "ru" / "LC_MESSAGES" / "crm_desktop.po"
    text = po.read_text("utf-8")
    assert old in text
    po.write_text(text.replace(old, new), "utf-8")
    return problems(project)


def test_a_complete_catalogue(project: Path) -> None:
    assert problems(project) == []
    assert {(m.context, str(m.id)) for m in template(project) if m.id} == {
        ("Deals", "Move {title}"),
        ("Other", "Move {title}"),
        ("Clients", "('{n} client', '{n} clients')"),
    }


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (MOVE, "", "ru: missing [Deals]"),
        (MOVE, MOVE + MOVE.replace("Move", "Gone"), "ru: no longer used [Deals] 'Gone"),
        ("Перенести {title}", "", "ru: not translated: [Deals]"),
        ("Перенести {title}", "Перенести {name}", "ru: placeholders differ in [Deals]"),
        ("Перенести {title}", "Перенести", "ru: placeholders differ in [Deals]"),
        ('msgstr[2] "{n} клиентов"', 'msgstr[2] ""', "ru: not translated: [Clients]"),
        ("{n} клиентов", "клиентов", "ru: placeholders differ in [Clients]"),
        ('\nmsgctxt "Deals"', '\n#, fuzzy\nmsgctxt "Deals"', "ru: fuzzy [Deals]"),
        ("nplurals=3", "nplurals=4", "ru: the plural rule is not the language's"),
        ("nplurals=3", "nplurals=2", "ru: the catalogue cannot be read"),
        ("msgstr[2]", "msgstr[9]", "ru: "),
    ],
)
def test_what_is_wrong_is_said(project: Path, old: str, new: str, what: str) -> None:
    found = change(project, old, new)
    assert any(one.startswith(what) for one in found), found


def test_a_lost_catalogue_is_said(project: Path) -> None:
    (project / "resources" / "i18n" / "ru" / "LC_MESSAGES" / "crm_desktop.po").unlink()
    assert problems(project) == ["the catalogue of ru is missing"]


def test_collecting_changes_only_what_changed(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("installer.build.ROOT", project)
    po = project / "resources" / "i18n" / "ru" / "LC_MESSAGES" / "crm_desktop.po"
    assert main(["extract"]) == 0
    first = po.read_bytes()
    assert main(["extract"]) == 0
    assert po.read_bytes() == first
    assert main(["check"]) == 0
    source = project / "crm_desktop" / "deals.py"
    source.write_text(SOURCE.replace('"Other", "Move', '"Other", "Shift'), "utf-8")
    assert main(["extract"]) == 0
    assert main(["check"]) == 1
    assert problems(project) == ["ru: not translated: [Other] 'Shift {title}'"]
    assert "Перенести {title}" in po.read_text("utf-8")
    assert read(po, "ru").num_plurals == 3
    assert main(["compile"]) == 0
    assert po.with_suffix(".mo").is_file()


def test_wrong_usage() -> None:
    assert main([]) == 2
    assert main(["dance"]) == 2
