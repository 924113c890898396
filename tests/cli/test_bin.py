"""`bin`: what was deleted is listed, brought back, or deleted for good."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Tell


def test_deleted_for_good_and_taken_back(tell: Tell, base: Path) -> None:
    given = "".join(json.dumps({"name": name}) + "\n" for name in ("Анна", "Борис"))
    assert tell("--base", base, "clients", "add", "--from", "-", given=given).code == 0
    alive = tell("--base", base, "bin", "delete", "client", 1)
    assert (alive.code, "Nothing was deleted" in alive.err) == (1, True)
    bulk = ("clients", "bulk", "--everybody", "--delete", "--expect", 2)
    assert tell("--base", base, *bulk).code == 0
    done = tell("--base", base, "--json", "bin", "delete", "client", 1, 99).data
    assert (done["deleted"], done["kept"]) == (1, 1)
    assert [row["id"] for row in tell("--base", base, "--json", "bin", "list").rows] == [2]
    assert tell("--base", base, "undo").code == 0
    assert len(tell("--base", base, "--json", "bin", "list").rows) == 2
    purged = tell("--base", base, "--json", "bin", "purge").data
    assert purged == {"purged": 0, "files": 0}
