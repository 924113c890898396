"""All tables of a base, one module per noun."""

from crm_desktop.db.tables.activities import Activity
from crm_desktop.db.tables.attachments import Attachment
from crm_desktop.db.tables.base import Base, journalled
from crm_desktop.db.tables.clients import (
    Client,
    ClientAccount,
    ClientAddress,
    ClientDate,
    ClientRelation,
    Contact,
    ContactPoint,
    DistinctPair,
    MergedClient,
)
from crm_desktop.db.tables.custom_fields import CustomField
from crm_desktop.db.tables.deals import Deal, Pipeline, Stage, StageField
from crm_desktop.db.tables.derived import (
    ClientFacts,
    ClientSearch,
    DealSearch,
    DocumentSearch,
    TaskSearch,
)
from crm_desktop.db.tables.dictionaries import DictionaryEntry
from crm_desktop.db.tables.documents import (
    Document,
    DocumentLine,
    Numbering,
    NumberSeries,
    Organisation,
)
from crm_desktop.db.tables.imports import ImportProfile, ImportRow, ImportRun
from crm_desktop.db.tables.journal import JournalContext, JournalRow, Meta, Operation
from crm_desktop.db.tables.settings import Employee, Setting
from crm_desktop.db.tables.tasks import Task
from crm_desktop.db.tables.views import SavedView

__all__ = [
    "Activity",
    "Attachment",
    "Base",
    "Client",
    "ClientAccount",
    "ClientAddress",
    "ClientDate",
    "ClientFacts",
    "ClientRelation",
    "ClientSearch",
    "Contact",
    "ContactPoint",
    "CustomField",
    "Deal",
    "DealSearch",
    "DictionaryEntry",
    "DistinctPair",
    "Document",
    "DocumentLine",
    "DocumentSearch",
    "Employee",
    "ImportProfile",
    "ImportRow",
    "ImportRun",
    "JournalContext",
    "JournalRow",
    "MergedClient",
    "Meta",
    "NumberSeries",
    "Numbering",
    "Operation",
    "Organisation",
    "Pipeline",
    "SavedView",
    "Setting",
    "Stage",
    "StageField",
    "Task",
    "TaskSearch",
    "journalled",
]
