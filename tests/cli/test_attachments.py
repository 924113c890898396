"""Files of clients without a window: in, listed, out again, nothing overwritten."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Tell


def test_in_and_out_again(tell: Tell, base: Path, tmp_path: Path) -> None:
    client = tell("--base", base, "clients", "add", "--from", "-", given='{"name": "Ёлки"}\n')
    paper, gone = tmp_path / "Договор.pdf", tmp_path / "нет.pdf"
    paper.write_bytes(b"%PDF-1.7")
    said = tell("--base", base, "files", "add", "--client", "Ёлки", paper, gone, "--json")
    assert said.code == 1
    assert len(said.data["ids"]) == 1
    assert "нет.pdf" in said.data["refused"][0]
    listed = tell("--base", base, "files", "list", "--client", client.rows[0]["id"], "--json")
    assert [(row["name"], row["size"], row["presence"]) for row in listed.rows] == [
        ("Договор.pdf", 8, "there")
    ]
    out = tmp_path / "out"
    out.mkdir()
    file = said.data["ids"][0]
    assert tell("--base", base, "files", "save", file, out).code == 0
    assert (out / "Договор.pdf").read_bytes() == b"%PDF-1.7"
    again = tell("--base", base, "files", "save", file, out)
    assert again.code == 1
    assert "Договор.pdf" in again.err
    (out / "Договор.pdf").write_bytes(b"old")
    assert tell("--base", base, "files", "save", file, out, "--overwrite").code == 0
    assert (out / "Договор.pdf").read_bytes() == b"%PDF-1.7"
