"""The schema of the first release, as plain statements: it never changes again."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
    """
    CREATE TABLE client_facts (
        client_id INTEGER NOT NULL,
        phone TEXT NOT NULL,
        phone_normal TEXT,
        email TEXT NOT NULL,
        last_touch TEXT,
        next_task_on TEXT,
        open_deals INTEGER NOT NULL,
        open_amount INTEGER NOT NULL,
        debt INTEGER NOT NULL,
        CONSTRAINT pk_client_facts PRIMARY KEY (client_id)
    )
    """,
    """
    CREATE INDEX ix_client_facts_debt ON client_facts (debt) WHERE debt <> 0
    """,
    """
    CREATE TABLE client_search (
        id INTEGER NOT NULL,
        "key" TEXT NOT NULL,
        CONSTRAINT pk_client_search PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE deal_search (
        id INTEGER NOT NULL,
        "key" TEXT NOT NULL,
        CONSTRAINT pk_deal_search PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE document_search (
        id INTEGER NOT NULL,
        "key" TEXT NOT NULL,
        CONSTRAINT pk_document_search PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE employee (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        CONSTRAINT ck_employee_role CHECK (role IN ('owner', 'nobody'))
    )
    """,
    """
    CREATE TABLE import_run (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        file_name TEXT NOT NULL,
        sheet TEXT NOT NULL,
        noun TEXT NOT NULL,
        mapping JSON NOT NULL,
        read INTEGER NOT NULL,
        created INTEGER NOT NULL,
        updated INTEGER NOT NULL,
        skipped INTEGER NOT NULL,
        failed INTEGER NOT NULL,
        at TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE journal (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        op INTEGER NOT NULL,
        tbl TEXT NOT NULL,
        pk INTEGER NOT NULL,
        action TEXT NOT NULL,
        old TEXT
    )
    """,
    """
    CREATE INDEX ix_journal_tbl_pk ON journal (tbl, pk)
    """,
    """
    CREATE TABLE meta (
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        CONSTRAINT pk_meta PRIMARY KEY (name)
    )
    """,
    """
    CREATE TABLE operation (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        title JSON NOT NULL,
        kind TEXT NOT NULL,
        via TEXT NOT NULL,
        actor_id INTEGER NOT NULL,
        at TEXT NOT NULL,
        root INTEGER NOT NULL,
        sign INTEGER NOT NULL,
        reverses INTEGER,
        first_row INTEGER NOT NULL,
        last_row INTEGER NOT NULL
    )
    """,
    """
    CREATE INDEX ix_operation_reverses ON operation (reverses)
    """,
    """
    CREATE INDEX ix_operation_root ON operation (root)
    """,
    """
    CREATE TABLE organisation (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        inn TEXT NOT NULL,
        kpp TEXT NOT NULL,
        ogrn TEXT NOT NULL,
        address TEXT NOT NULL,
        phone TEXT NOT NULL,
        email TEXT NOT NULL,
        bank_name TEXT NOT NULL,
        bik TEXT NOT NULL,
        account TEXT NOT NULL,
        corr_account TEXT NOT NULL,
        director_title TEXT NOT NULL,
        director TEXT NOT NULL,
        accountant TEXT NOT NULL,
        vat_mode TEXT NOT NULL,
        vat_rate TEXT,
        deleted_at TEXT,
        CONSTRAINT ck_organisation_kind CHECK (kind IN ('person', 'sole_trader', 'company')),
        CONSTRAINT ck_organisation_vat_mode CHECK (vat_mode IN ('included', 'on_top', 'none'))
    )
    """,
    """
    CREATE TABLE pipeline (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        rank TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE setting (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        value JSON NOT NULL
    )
    """,
    """
    CREATE INDEX ix_setting_name ON setting (name)
    """,
    """
    CREATE TABLE task_search (
        id INTEGER NOT NULL,
        "key" TEXT NOT NULL,
        CONSTRAINT pk_task_search PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE client (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        sort_key TEXT NOT NULL,
        last_name TEXT NOT NULL,
        first_name TEXT NOT NULL,
        middle_name TEXT NOT NULL,
        inn TEXT NOT NULL,
        kpp TEXT NOT NULL,
        ogrn TEXT NOT NULL,
        city TEXT NOT NULL,
        address TEXT NOT NULL,
        source TEXT NOT NULL,
        status TEXT NOT NULL,
        birthday TEXT,
        comment TEXT NOT NULL,
        external_id TEXT NOT NULL,
        tags JSON NOT NULL,
        custom JSON NOT NULL,
        owner_id INTEGER,
        created_at TEXT NOT NULL,
        deleted_at TEXT,
        CONSTRAINT ck_client_kind CHECK (kind IN ('person', 'sole_trader', 'company')),
        CONSTRAINT fk_client_owner_id FOREIGN KEY(owner_id) REFERENCES employee (id)
            ON DELETE RESTRICT
    )
    """,
    """
    CREATE INDEX ix_client_external_id ON client (external_id) WHERE external_id <> ''
    """,
    """
    CREATE INDEX ix_client_inn ON client (inn) WHERE inn <> ''
    """,
    """
    CREATE INDEX ix_client_owner_id ON client (owner_id)
    """,
    """
    CREATE INDEX ix_client_sort_key ON client (deleted_at, sort_key)
    """,
    """
    CREATE TABLE journal_context (
        id INTEGER NOT NULL,
        op INTEGER,
        CONSTRAINT pk_journal_context PRIMARY KEY (id),
        CONSTRAINT ck_journal_context_single CHECK (id = 1),
        CONSTRAINT fk_journal_context_op FOREIGN KEY(op) REFERENCES operation (id)
    )
    """,
    """
    CREATE TABLE number_series (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        organisation_id INTEGER NOT NULL,
        kind TEXT NOT NULL,
        year INTEGER NOT NULL,
        next_number INTEGER NOT NULL,
        CONSTRAINT uq_number_series_organisation_id_kind_year UNIQUE (organisation_id, kind, year),
        CONSTRAINT fk_number_series_organisation_id FOREIGN KEY(organisation_id)
            REFERENCES organisation (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX ix_number_series_organisation_id ON number_series (organisation_id)
    """,
    """
    CREATE TABLE stage (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        pipeline_id INTEGER NOT NULL,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        probability INTEGER NOT NULL,
        colour INTEGER NOT NULL,
        rank TEXT NOT NULL,
        CONSTRAINT ck_stage_kind CHECK (kind IN ('open', 'won', 'lost')),
        CONSTRAINT fk_stage_pipeline_id FOREIGN KEY(pipeline_id) REFERENCES pipeline (id)
            ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX ix_stage_pipeline_id ON stage (pipeline_id)
    """,
    """
    CREATE TABLE contact (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        client_id INTEGER NOT NULL,
        name TEXT NOT NULL,
        position TEXT NOT NULL,
        birthday TEXT,
        CONSTRAINT fk_contact_client_id FOREIGN KEY(client_id) REFERENCES client (id)
            ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX ix_contact_client_id ON contact (client_id)
    """,
    """
    CREATE TABLE deal (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        client_id INTEGER NOT NULL,
        stage_id INTEGER NOT NULL,
        rank TEXT NOT NULL,
        title TEXT NOT NULL,
        amount INTEGER,
        currency TEXT NOT NULL,
        expected_close TEXT,
        source TEXT NOT NULL,
        comment TEXT NOT NULL,
        lost_reason TEXT NOT NULL,
        stage_since TEXT NOT NULL,
        closed_at TEXT,
        owner_id INTEGER,
        created_at TEXT NOT NULL,
        deleted_at TEXT,
        CONSTRAINT fk_deal_client_id FOREIGN KEY(client_id) REFERENCES client (id)
            ON DELETE RESTRICT,
        CONSTRAINT fk_deal_stage_id FOREIGN KEY(stage_id) REFERENCES stage (id) ON DELETE RESTRICT,
        CONSTRAINT fk_deal_owner_id FOREIGN KEY(owner_id) REFERENCES employee (id)
            ON DELETE RESTRICT
    )
    """,
    """
    CREATE INDEX ix_deal_client_id ON deal (client_id)
    """,
    """
    CREATE INDEX ix_deal_owner_id ON deal (owner_id)
    """,
    """
    CREATE INDEX ix_deal_stage_id ON deal (stage_id)
    """,
    """
    CREATE INDEX ix_deal_stage_rank ON deal (deleted_at, stage_id, rank)
    """,
    """
    CREATE TABLE activity (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        client_id INTEGER NOT NULL,
        deal_id INTEGER,
        kind TEXT NOT NULL,
        text TEXT NOT NULL,
        at TEXT NOT NULL,
        author_id INTEGER,
        CONSTRAINT ck_activity_kind CHECK (kind IN ('note')),
        CONSTRAINT fk_activity_client_id FOREIGN KEY(client_id) REFERENCES client (id)
            ON DELETE CASCADE,
        CONSTRAINT fk_activity_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id) ON DELETE CASCADE,
        CONSTRAINT fk_activity_author_id FOREIGN KEY(author_id) REFERENCES employee (id)
            ON DELETE RESTRICT
    )
    """,
    """
    CREATE INDEX ix_activity_author_id ON activity (author_id)
    """,
    """
    CREATE INDEX ix_activity_client_at ON activity (client_id, at)
    """,
    """
    CREATE INDEX ix_activity_deal_id ON activity (deal_id)
    """,
    """
    CREATE TABLE contact_point (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        client_id INTEGER NOT NULL,
        contact_id INTEGER,
        kind TEXT NOT NULL,
        value TEXT NOT NULL,
        normal TEXT,
        ext TEXT,
        label TEXT NOT NULL,
        place INTEGER NOT NULL,
        CONSTRAINT ck_contact_point_kind CHECK (kind IN ('phone', 'email', 'messenger', 'site')),
        CONSTRAINT fk_contact_point_client_id FOREIGN KEY(client_id) REFERENCES client (id)
            ON DELETE CASCADE,
        CONSTRAINT fk_contact_point_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id)
            ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX ix_contact_point_client_id ON contact_point (client_id)
    """,
    """
    CREATE INDEX ix_contact_point_contact_id ON contact_point (contact_id)
    """,
    """
    CREATE INDEX ix_contact_point_normal ON contact_point (normal) WHERE normal IS NOT NULL
    """,
    """
    CREATE TABLE document (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        status TEXT NOT NULL,
        organisation_id INTEGER NOT NULL,
        client_id INTEGER NOT NULL,
        deal_id INTEGER,
        date TEXT NOT NULL,
        due_date TEXT,
        number TEXT,
        number_year INTEGER,
        currency TEXT NOT NULL,
        vat_mode TEXT NOT NULL,
        total INTEGER NOT NULL,
        basis TEXT NOT NULL,
        comment TEXT NOT NULL,
        sheet TEXT,
        issued_at TEXT,
        owner_id INTEGER,
        created_at TEXT NOT NULL,
        deleted_at TEXT,
        CONSTRAINT ck_document_kind CHECK (kind IN ('invoice')),
        CONSTRAINT ck_document_status CHECK (status IN ('draft', 'issued', 'cancelled')),
        CONSTRAINT ck_document_vat_mode CHECK (vat_mode IN ('included', 'on_top', 'none')),
        CONSTRAINT uq_document_organisation_id_kind_number_year_number UNIQUE (organisation_id,
            kind, number_year, number),
        CONSTRAINT fk_document_organisation_id FOREIGN KEY(organisation_id)
            REFERENCES organisation (id) ON DELETE RESTRICT,
        CONSTRAINT fk_document_client_id FOREIGN KEY(client_id) REFERENCES client (id)
            ON DELETE RESTRICT,
        CONSTRAINT fk_document_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id) ON DELETE RESTRICT,
        CONSTRAINT fk_document_owner_id FOREIGN KEY(owner_id) REFERENCES employee (id)
            ON DELETE RESTRICT
    )
    """,
    """
    CREATE INDEX ix_document_client_id ON document (client_id)
    """,
    """
    CREATE INDEX ix_document_date ON document (deleted_at, date)
    """,
    """
    CREATE INDEX ix_document_deal_id ON document (deal_id)
    """,
    """
    CREATE INDEX ix_document_organisation_id ON document (organisation_id)
    """,
    """
    CREATE INDEX ix_document_owner_id ON document (owner_id)
    """,
    """
    CREATE TABLE task (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        title TEXT NOT NULL,
        due_on TEXT,
        due_time TEXT NOT NULL,
        remind_at TEXT,
        reminded_at TEXT,
        comment TEXT NOT NULL,
        client_id INTEGER,
        deal_id INTEGER,
        done_at TEXT,
        owner_id INTEGER,
        created_at TEXT NOT NULL,
        deleted_at TEXT,
        CONSTRAINT fk_task_client_id FOREIGN KEY(client_id) REFERENCES client (id)
            ON DELETE RESTRICT,
        CONSTRAINT fk_task_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id) ON DELETE RESTRICT,
        CONSTRAINT fk_task_owner_id FOREIGN KEY(owner_id) REFERENCES employee (id)
            ON DELETE RESTRICT
    )
    """,
    """
    CREATE INDEX ix_task_client_id ON task (client_id)
    """,
    """
    CREATE INDEX ix_task_deal_id ON task (deal_id)
    """,
    """
    CREATE INDEX ix_task_due ON task (deleted_at, done_at, due_on)
    """,
    """
    CREATE INDEX ix_task_owner_id ON task (owner_id)
    """,
    """
    CREATE INDEX ix_task_remind_at ON task (remind_at) WHERE remind_at IS NOT NULL
    """,
    """
    CREATE TABLE document_line (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        document_id INTEGER NOT NULL,
        place INTEGER NOT NULL,
        name TEXT NOT NULL,
        quantity INTEGER NOT NULL,
        unit TEXT NOT NULL,
        price INTEGER NOT NULL,
        discount INTEGER NOT NULL,
        vat_rate TEXT,
        CONSTRAINT fk_document_line_document_id FOREIGN KEY(document_id)
            REFERENCES document (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX ix_document_line_document_id ON document_line (document_id)
    """,
    """
    CREATE VIRTUAL TABLE client_fts USING fts5(key, content='', contentless_delete=1,
            detail=none, tokenize='trigram case_sensitive 1')
    """,
    """
    CREATE VIRTUAL TABLE deal_fts USING fts5(key, content='', contentless_delete=1, detail=none,
            tokenize='trigram case_sensitive 1')
    """,
    """
    CREATE VIRTUAL TABLE task_fts USING fts5(key, content='', contentless_delete=1, detail=none,
            tokenize='trigram case_sensitive 1')
    """,
    """
    CREATE VIRTUAL TABLE document_fts USING fts5(key, content='', contentless_delete=1,
            detail=none, tokenize='trigram case_sensitive 1')
    """,
    """
    CREATE VIRTUAL TABLE activity_fts USING fts5(text, content='', contentless_delete=1,
            tokenize='unicode61')
    """,
)


def upgrade() -> None:
    """Make every table, index and search table of the first release."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
