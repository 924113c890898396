"""Rights and roles: denied unless a role grants them; checked in `Crm` for window and CLI alike."""

from __future__ import annotations

from enum import StrEnum

from crm_desktop.late import dataclass


class Right(StrEnum):
    """What a command or a query asks for."""

    VIEW = "view"
    EDIT = "edit"
    DELETE = "delete"
    IMPORT = "import"
    EXPORT = "export"
    ISSUE = "issue"
    SETTINGS = "settings"
    UPKEEP = "upkeep"


class Role(StrEnum):
    """Who somebody is; a role is a set of rights."""

    OWNER = "owner"
    NOBODY = "nobody"


ROLE_RIGHTS: dict[Role, frozenset[Right]] = {
    Role.OWNER: frozenset(Right),
    Role.NOBODY: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Viewer:
    """The employee on whose behalf something is read or changed."""

    employee_id: int
    name: str
    role: Role

    def may(self, right: Right) -> bool:
        """Whether the role grants the right."""
        return right in ROLE_RIGHTS.get(self.role, frozenset())
