"""The column table of the catalogue: which column of a sheet is which attribute of a version.

It is a resource of django-import-export: the importer reads its fields, the export writes them.
"""

import re

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from import_export import fields, resources, widgets

from backoffice.base.folding import fold
from backoffice.base.spreadsheets import unescaped
from backoffice.procedures.models import Procedure, ProcedureVersion


def _text(attribute: str, title) -> fields.Field:
    return fields.Field(attribute=attribute, column_name=title, widget=widgets.CharWidget())


class OnlineWidget(widgets.CharWidget):
    """Writes the level of the online service in the words the importer reads."""

    WORDS = {
        ProcedureVersion.OnlineLevel.FULL: "Toàn trình",
        ProcedureVersion.OnlineLevel.PARTIAL: "Một phần",
        ProcedureVersion.OnlineLevel.INFORMATION: "Cung cấp thông tin",
    }

    def render(self, value, obj=None, **kwargs):
        return self.WORDS.get(value, "")


class CatalogueResource(resources.Resource):
    """One row per procedure: the version in force, under the column titles of the national database."""

    code = _text("procedure__code", _("Procedure code"))
    name = _text("name", _("Procedure name"))
    decision = _text("decision_text", _("Decision number"))
    issuing_agency = _text("issuing_agency", _("Issuing agency"))
    field = _text("procedure__field__name", _("Field"))
    level = _text("level", _("Level"))
    kind = _text("kind", _("Kind of procedure"))
    subjects = _text("subjects", _("Subjects"))
    agency = _text("agency", _("Carried out by"))
    competent_agency = _text("competent_agency", _("Competent agency"))
    reception_address = _text("reception_address", _("Address of reception"))
    delegated_agency = _text("delegated_agency", _("Delegated agency"))
    coordinating_agency = _text("coordinating_agency", _("Coordinating agency"))
    channels = _text("channels_text", _("Channels"))
    online_level = fields.Field("online_level", _("Online service"), OnlineWidget())
    time_limit = _text("time_limit_text", _("Time limit"))
    fee = _text("fee_text", _("Fees"))
    documents = _text("documents_text", _("Components of the dossier"))
    steps = _text("steps_text", _("Sequence of steps"))
    conditions = _text("conditions", _("Requirements and conditions"))
    result = _text("result", _("Result"))
    legal_basis = _text("legal_basis", _("Legal basis"))
    note = _text("note", _("Note"))
    url = _text("source_url", _("Address of the source"))


FIELDS = CatalogueResource.fields
# What the importer reads out of other columns.
UNTITLED = {
    "code_suffix": Procedure._meta.get_field("code_suffix"),
    "change_type": ProcedureVersion._meta.get_field("change_type"),
}
# What a row of a sheet may change in a version; the code names the procedure, the field belongs to it.
CONTENT = tuple(key for key in FIELDS if key not in ("code", "field"))
ONLINE = {
    "online_full": ProcedureVersion.OnlineLevel.FULL,
    "online_partial": ProcedureVersion.OnlineLevel.PARTIAL,
    "online_info": ProcedureVersion.OnlineLevel.INFORMATION,
}
CHANGE_TYPES = {
    "moi": ProcedureVersion.ChangeType.MOI,
    "sua doi": ProcedureVersion.ChangeType.SUA_DOI_BO_SUNG,
    "bo sung": ProcedureVersion.ChangeType.SUA_DOI_BO_SUNG,
    "thay the": ProcedureVersion.ChangeType.THAY_THE,
    "bai bo": ProcedureVersion.ChangeType.BAI_BO,
    "huy bo": ProcedureVersion.ChangeType.BAI_BO,
}

# "dung" is "dừng" only beside such words: "đang áp dụng", "sử dụng" fold alike.
_END = (
    r"(?:het hieu luc|het han\b|khong(?: con)? hieu luc|(?:tam |da )?ngung\b|(?:tam|da) dung\b(?! cho)"
    r"|dung (?:cung cap|tiep nhan|thuc hien)"
    r"|khong con (?:ap dung|hieu luc|thuc hien|cung cap)|cham dut|bi (?:thay the|bai bo|huy)"
    r"|(?:da|duoc) thay the|khong (?:ap dung|thuc hien) nua|dinh chi)"
)
_ENDED = re.compile(rf"(?<!chua )(?<!khong )(?<!su )(?<!ap ){_END}")
_ENDED_IN_NOTE = re.compile(
    rf"(?:(?:tthc|thu tuc)(?: nay)? )?(?:{_END}"
    r"|(?:da |bi |duoc )?(?:bai bo|huy bo)(?: (?:tu|ke tu|theo|tai|boi)\b|\W*$))"
)


def attribute(key: str) -> str:
    """Return the attribute of a version that a content column fills."""
    return FIELDS[key].attribute


def label(key: str) -> str:
    """Return the title of a column; one without a title is named as in its form."""
    if key in FIELDS:
        return str(FIELDS[key].column_name)
    return capfirst(str(UNTITLED[key].verbose_name))


def titles() -> list[str]:
    """Return the titles of an exported catalogue, in Vietnamese whoever exports it."""
    with translation.override("vi"):
        return [label(key) for key in FIELDS]


# What a column of a sheet can mean besides the columns of the catalogue.
MEANINGS = {
    "stt": _("Ordinal"),
    "online": _("Kind of online service, in words"),
    "online_full": _("Full online service: tick"),
    "online_partial": _("Partial online service: tick"),
    "online_info": _("Information only: tick"),
    "place": _("Place where it is carried out"),
    "status": _("Kind of change"),
    "keywords": _("Keywords"),
    "description": _("Description"),
}


def meaning(key: str) -> str:
    """Return what a column of a sheet means, in words."""
    return str(MEANINGS[key]) if key in MEANINGS else label(key)


def longest(key: str) -> int | None:
    """Return the maximum length of a column in the database, `None` without a limit."""
    return getattr(ProcedureVersion._meta.get_field(attribute(key)), "max_length", None)


def content_of(values: dict[str, str]) -> dict[str, str]:
    """Return what a row says about the content of a version: filled columns only.

    An empty cell says nothing: it never erases what is known.
    """
    said = {key: unescaped(values[key]) for key in CONTENT if values.get(key)}
    if values.get("place") and "reception_address" not in said:
        said["reception_address"] = values["place"]
    for key, level in ONLINE.items():
        if values.get(key):
            said["online_level"] = level
            break
    return said


def change_type(values: dict[str, str]) -> str:
    """Return the kind of change that a status column names, "" if it names none.

    A note that begins with the end of the procedure, "Bãi bỏ từ 01/7/2025", says so too.
    """
    status = fold(values.get("status", ""))
    if _ENDED.search(status) or _ENDED_IN_NOTE.match(fold(values.get("note", ""))):
        return ProcedureVersion.ChangeType.BAI_BO
    return next((kind for words, kind in CHANGE_TYPES.items() if words in status), "")
