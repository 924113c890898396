"""Pictures of a firm: kept by their hash, printed as the settings say, frozen at issue."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from crm_desktop.commands import clients, documents, organisations, settings
from crm_desktop.crm import Crm
from crm_desktop.db.attachments import Attachments
from crm_desktop.domain.documents import DocumentDraft, LineDraft, PrintWith, VatMode
from crm_desktop.domain.organisations import PictureKind
from crm_desktop.domain.problems import Refused
from crm_desktop.exports.documents import pdf, preview
from crm_desktop.files.pictures import BROKEN, MOST_BYTES, NOT_A_PICTURE, TOO_HEAVY, UNREADABLE
from crm_desktop.queries import organisations as asked
from tests.fixtures import a_client
from tests.pictures import a_picture, a_signature, a_stamp, picture_in
from tests.tables import dump


@pytest.fixture
def draft(crm: Crm, organisation: int) -> DocumentDraft:
    client = crm.do(clients.add, a_client()).value
    line = LineDraft("Окно", price=100_0000)
    return DocumentDraft(client, organisation, vat_mode=VatMode.NONE, lines=(line,))


@pytest.fixture
def furnished(crm: Crm, organisation: int, tmp_path: Path) -> int:
    for kind, data in (
        (PictureKind.LOGO, a_picture()),
        (PictureKind.STAMP, a_stamp()),
        (PictureKind.SIGNATURE, a_signature()),
    ):
        crm.do(organisations.set_picture, organisation, kind, picture_in(tmp_path, data))
    return organisation


def pictures_on(path: Path) -> int:
    return sum(len(page.images) for page in pypdf.PdfReader(path).pages)


def test_settings_say_what_is_printed_and_one_print_may_say_otherwise(
    crm: Crm, furnished: int, draft: DocumentDraft, tmp_path: Path
) -> None:
    paper = crm.do(documents.create, draft).value
    target = tmp_path / "a.pdf"

    def printed(which: PrintWith | None = None) -> int:
        crm.export(pdf, paper, target, overwrite=True, printed=which)
        return pictures_on(target)

    assert printed() == 3
    assert printed(PrintWith(logo=False)) == 2
    assert printed(PrintWith(stamp=False)) == 1
    crm.do(settings.change, {"print_stamp": False})
    assert printed() == 1
    assert printed(PrintWith()) == 3
    crm.export(preview, draft, target)
    assert pictures_on(target) == 1


def test_an_issued_paper_keeps_the_pictures_it_was_issued_with(
    crm: Crm, organisation: int, draft: DocumentDraft, tmp_path: Path
) -> None:
    before = crm.do(documents.create, draft).value
    crm.do(documents.issue, before)
    crm.do(organisations.set_picture, organisation, PictureKind.LOGO, picture_in(tmp_path))
    after = crm.do(documents.create, draft).value
    crm.do(documents.issue, after)
    crm.do(organisations.set_picture, organisation, PictureKind.LOGO, None)
    crm.export(pdf, before, tmp_path / "before.pdf")
    crm.export(pdf, after, tmp_path / "after.pdf")
    assert (pictures_on(tmp_path / "before.pdf"), pictures_on(tmp_path / "after.pdf")) == (0, 1)


def test_a_picture_is_kept_once_by_its_hash_and_comes_back_by_undo(
    crm: Crm, organisation: int, tmp_path: Path
) -> None:
    source = picture_in(tmp_path)
    state = dump(crm)
    crm.do(organisations.set_picture, organisation, PictureKind.LOGO, source)
    name = crm.ask(asked.card, organisation).logo
    kept = crm.folder / "files" / name[:2] / name
    assert kept.is_file()
    assert crm.ask(asked.picture, name) == kept.read_bytes()
    crm.do(organisations.set_picture, organisation, PictureKind.STAMP, source)
    crm.undo()
    crm.undo()
    assert dump(crm) == state
    crm.redo()
    assert crm.ask(asked.card, organisation).logo == name
    # The user's own file is not needed any more, and it was not touched.
    assert source.read_bytes() == a_picture()


def test_a_picture_that_is_gone_or_changed_is_left_out(
    crm: Crm, furnished: int, draft: DocumentDraft, tmp_path: Path
) -> None:
    paper = crm.do(documents.create, draft).value
    card = crm.ask(asked.card, furnished)
    (crm.folder / "files" / card.logo[:2] / card.logo).write_bytes(a_signature())
    assert crm.ask(asked.picture, card.logo) is None
    crm.export(pdf, paper, tmp_path / "a.pdf")
    assert pictures_on(tmp_path / "a.pdf") == 2
    shutil.rmtree(crm.folder / "files")
    crm.export(pdf, paper, tmp_path / "b.pdf")
    assert pictures_on(tmp_path / "b.pdf") == 0


@pytest.mark.parametrize(
    "name", ["", "../../base.db", "/etc/passwd", "a" * 64 + "\0", "A" * 64, "..", "ab/" + "c" * 61]
)
def test_a_name_that_is_no_hash_leads_nowhere(crm: Crm, name: str) -> None:
    assert crm.ask(asked.picture, name) is None


def test_a_damaged_file_is_written_anew(tmp_path: Path) -> None:
    files = Attachments(tmp_path)
    name = files.put(b"one")
    (tmp_path / "files" / name[:2] / name).write_bytes(b"two")
    assert files.get(name) is None
    assert files.put(b"one") == name
    assert files.get(name) == b"one"


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda folder: folder / "нет.png", UNREADABLE),
        (lambda folder: folder, UNREADABLE),
        (lambda folder: picture_in(folder, b"<svg/>"), NOT_A_PICTURE),
        (lambda folder: picture_in(folder, a_picture()[:-30]), BROKEN),
        (lambda folder: picture_in(folder, b"\0" * (MOST_BYTES + 1)), TOO_HEAVY),
    ],
    ids=["missing", "folder", "svg", "cut", "heavy"],
)
def test_what_is_refused_changes_nothing(
    crm: Crm, furnished: int, tmp_path: Path, make: object, code: str
) -> None:
    assert callable(make)
    state = dump(crm)
    with pytest.raises(Refused) as refused:
        crm.do(organisations.set_picture, furnished, PictureKind.LOGO, make(tmp_path))
    assert refused.value.problems[0].code == code
    assert dump(crm) == state


def test_the_note_of_a_firm_is_on_its_papers(
    crm: Crm, organisation: int, draft: DocumentDraft, tmp_path: Path
) -> None:
    card = crm.ask(asked.card, organisation).draft
    crm.do(organisations.save, replace(card, notice="Цены действуют пять дней"), organisation)
    paper = crm.do(documents.create, draft).value
    crm.export(pdf, paper, tmp_path / "a.pdf")
    text = pypdf.PdfReader(tmp_path / "a.pdf").pages[0].extract_text()
    assert "Цены действуют пять дней" in text
