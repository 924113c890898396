"""The developers' one tool for what is made from the sources: catalogues, the program itself.

python -m installer.build extract    collect the texts, update resources/i18n/*/…/*.po
python -m installer.build compile    make the .mo files
python -m installer.build check      say what is missing, fuzzy, obsolete or wrong
python -m installer.build build      freeze the program, prove it, wrap it [--quick] [--no-check]
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
DOMAIN = "crm_desktop"
HEADER: dict[str, object] = {
    "project": "CRM Desktop",
    "version": "1",
    "fuzzy": False,
    "header_comment": "# Translations for CRM Desktop, under its MIT licence.",
    "last_translator": "CRM Desktop contributors",
    "language_team": "CRM Desktop contributors",
    "msgid_bugs_address": "",
    # Without the day of the run: a catalogue changes only when a text does.
    "creation_date": datetime(2026, 11, 24, tzinfo=UTC),
    "revision_date": datetime(2026, 11, 24, tzinfo=UTC),
}
KEYWORDS = {"pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}
PLURALS = {"ru": 3}
"""The languages besides the source's, and how many forms their plurals have."""

_PLACEHOLDER = re.compile(r"\{(\w*)[^{}]*\}")


def main(arguments: Sequence[str]) -> int:
    """Do one command and return the exit code."""
    commands: dict[str, Callable[[Path], int]] = {
        "extract": _extract,
        "compile": _compile,
        "check": _check,
    }
    if arguments[:1] == ["build"]:
        # PyInstaller and the program's own packages are needed for this alone.
        from installer import freeze

        _compile(ROOT)
        return freeze.build(list(arguments[1:]))
    if len(arguments) != 1 or arguments[0] not in commands:
        print(__doc__, file=sys.stderr)
        return 2
    return commands[arguments[0]](ROOT)


def template(root: Path) -> Catalog:
    """Every text of the sources, sorted by context; a text said twice is there once."""
    catalogue = Catalog(charset="utf-8")
    found = extract_from_dir(
        root / DOMAIN,
        method_map=[("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    for file, _line, message, comments, context in sorted(
        found, key=lambda one: (str(one[4]), str(one[2]), one[0])
    ):
        # Without line numbers: a catalogue changes only when a text does.
        place = f"{DOMAIN}/{Path(file).as_posix()}"
        catalogue.add(message, None, [(place, 1)], auto_comments=comments, context=context)
    return catalogue


def catalogues(root: Path) -> dict[str, Path]:
    """The catalogue file of every language that has one."""
    files = (root / "resources" / "i18n").glob(f"*/LC_MESSAGES/{DOMAIN}.po")
    return {file.parent.parent.name: file for file in sorted(files)}


def read(file: Path, language: str) -> Catalog:
    """A language's catalogue; raises `PoFileError` when it is no catalogue."""
    return read_po(BytesIO(file.read_bytes()), locale=language, abort_invalid=True)


def write(file: Path, catalogue: Catalog) -> None:
    """Write a catalogue in a stable order: by context, then by text."""
    file.parent.mkdir(parents=True, exist_ok=True)
    buffer = BytesIO()
    write_po(
        buffer,
        catalogue,
        width=100,
        ignore_obsolete=True,
        sort_output=True,
        include_lineno=False,
    )
    file.write_bytes(buffer.getvalue())


def problems(root: Path) -> list[str]:
    """What is wrong with the catalogues, one sentence each; empty when all is well."""
    texts = template(root)
    wanted = {key(message): message for message in texts if message.id}
    found = [
        f"the catalogue of {language} is missing"
        for language in PLURALS
        if language not in catalogues(root)
    ]
    for language, file in catalogues(root).items():
        try:
            catalogue = read(file, language)
        except PoFileError as error:
            found.append(f"{language}: the catalogue cannot be read: {error}")
            continue
        present = {key(message): message for message in catalogue if message.id}
        if catalogue.num_plurals != PLURALS.get(language):
            found.append(f"{language}: the plural rule is not the language's")
        found += [f"{language}: missing {name(one)}" for one in wanted.keys() - present.keys()]
        found += [f"{language}: no longer used {name(one)}" for one in present.keys() - wanted]
        for one in sorted(wanted.keys() & present.keys()):
            fault = fault_of(present[one], catalogue.num_plurals, wanted[one])
            if fault:
                found.append(f"{language}: {fault} {name(one)}")
    return sorted(found)


def fault_of(message: Message, plurals: int, source: Message) -> str | None:
    """What is wrong with one translation, if anything."""
    forms, originals = texts_of(message.string), texts_of(source.id)
    if message.fuzzy:
        return "fuzzy"
    if isinstance(message.id, str) != isinstance(source.id, str):
        return "singular or plural differs from the source of"
    if any(not form.strip() for form in forms):
        return "not translated:"
    if len(originals) > 1 and len(forms) != plurals:
        return f"{len(forms)} plural forms instead of {plurals} in"
    for original, form in zip([originals[0], *[originals[-1]] * plurals], forms, strict=False):
        if placeholders(form) != placeholders(original):
            return "placeholders differ in"
    return None


def texts_of(value: str | Sequence[str] | None) -> list[str]:
    """One text or several forms as a list."""
    return [value] if isinstance(value, str) else list(value or [""])


def placeholders(text: str) -> frozenset[str]:
    """The names to be filled in, `{…}`."""
    return frozenset(_PLACEHOLDER.findall(text.replace("{{", "").replace("}}", "")))


def key(message: Message) -> tuple[str, str]:
    """What a text is found by."""
    first = message.id if isinstance(message.id, str) else message.id[0]
    return str(message.context or ""), str(first)


def name(one: tuple[str, str]) -> str:
    """A text as shown in complaints."""
    return f"[{one[0]}] {one[1]!r}"


def _extract(root: Path) -> int:
    texts = template(root)
    write(root / "resources" / "i18n" / f"{DOMAIN}.pot", texts)
    for language in PLURALS:
        file = root / "resources" / "i18n" / language / "LC_MESSAGES" / f"{DOMAIN}.po"
        catalogue = read(file, language) if file.exists() else Catalog(locale=language)
        catalogue.update(texts, no_fuzzy_matching=True, update_header_comment=False)
        catalogue.obsolete.clear()
        for field, value in HEADER.items():
            setattr(catalogue, field, value)
        write(file, catalogue)
    print(f"{sum(1 for one in texts if one.id)} texts collected")
    return 0


def _compile(root: Path) -> int:
    for language, file in catalogues(root).items():
        buffer = BytesIO()
        write_mo(buffer, read(file, language))
        # A name of its own: several tests may compile at once.
        part = file.with_suffix(f".{os.getpid()}.mo")
        part.write_bytes(buffer.getvalue())
        part.replace(file.with_suffix(".mo"))
    return 0


def _check(root: Path) -> int:
    found = problems(root)
    for one in found:
        print(one)
    print(f"catalogues: {len(found)} problems" if found else "catalogues: complete")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
