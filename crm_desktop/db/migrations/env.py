"""What alembic runs: the connection is handed in, the transaction is the caller's."""

from alembic import context

from crm_desktop.db.tables import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
