"""${message}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Bring a base of the version before to this one."""
    ${upgrades if upgrades else "op.execute('SELECT 1')"}
