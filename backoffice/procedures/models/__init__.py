from backoffice.procedures.models.catalogue import Channel, Component, Fee, ProcessStep, TimeLimit
from backoffice.procedures.models.fields import Field, PublicationDecision
from backoffice.procedures.models.files import ProcedureFile
from backoffice.procedures.models.imports import ColumnMapping, ImportBatch, ImportedContent, ImportRow
from backoffice.procedures.models.publicity import NationalComparison, PostingCheck
from backoffice.procedures.models.versions import Posting, Procedure, ProcedureVersion

__all__ = [
    "Channel",
    "ColumnMapping",
    "Component",
    "Fee",
    "Field",
    "ImportBatch",
    "ImportRow",
    "ImportedContent",
    "NationalComparison",
    "Posting",
    "PostingCheck",
    "Procedure",
    "ProcedureFile",
    "ProcedureVersion",
    "ProcessStep",
    "PublicationDecision",
    "TimeLimit",
]
