from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.base.constraints import all_or_none
from backoffice.history.tracking import tracked
from backoffice.organisation.models import Desk, User
from backoffice.organisation.scope import ScopedQuerySet, scoped_by
from backoffice.procedures.models.fields import PublicationDecision
from backoffice.procedures.models.versions import Procedure


class ImportBatch(models.Model):
    """One spreadsheet read into the catalogue: what it would change, who confirmed it, when."""

    class Status(models.TextChoices):
        PREVIEWED = "PREVIEWED", _("waiting for confirmation")
        APPLYING = "APPLYING", _("being applied")
        APPLIED = "APPLIED", _("applied")
        ROLLED_BACK = "ROLLED_BACK", _("rolled back")
        DISCARDED = "DISCARDED", _("discarded")

    desk = models.ForeignKey(
        Desk, models.PROTECT, related_name="import_batches", verbose_name=_("one-stop desk")
    )
    file_name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    source_key = models.CharField(
        _("source"), max_length=64, help_text=_("Layout of the sheets: imports of one source are compared.")
    )
    decision = models.ForeignKey(
        PublicationDecision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="import_batches",
        verbose_name=_("publication decision"),
    )
    status = models.CharField(
        _("state of the import"), max_length=12, choices=Status, default=Status.PREVIEWED
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("uploaded by"))
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)
    applied_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("applied by")
    )
    rows_read = models.PositiveIntegerField(_("rows read"), default=0)
    content = models.BinaryField(_("file"), null=True, editable=False)
    notes = models.JSONField(_("notes on the sheets"), default=list)
    counts = models.JSONField(_("counts by kind"), default=dict)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of a spreadsheet")
        verbose_name_plural = _("imports of spreadsheets")
        permissions = [("import_procedures", _("Can import procedures from spreadsheets"))]
        constraints = [
            all_or_none(
                "applied_at",
                "applied_by",
                name="import_applied_at_a_time_by_someone",
                message=_("An applied import has a time and an author."),
            ),
        ]
        indexes = [models.Index(fields=["desk", "source_key", "-id"], name="import_by_source")]

    def __str__(self) -> str:
        return f"{self.pk} {self.file_name}"


class ImportRow(models.Model):
    """What one row of the spreadsheet would do, and what it did; unchanged rows are only counted."""

    class Kind(models.TextChoices):
        NEW = "NEW", _("new")
        CHANGED = "CHANGED", _("changed")
        UNCHANGED = "UNCHANGED", _("unchanged")
        MISSING = "MISSING", _("would be closed")
        NEEDS_PERSON = "NEEDS_PERSON", _("needs a person")
        ERROR = "ERROR", _("error")

    batch = models.ForeignKey(
        ImportBatch, models.CASCADE, related_name="rows", verbose_name=_("import of a spreadsheet")
    )
    sheet = models.CharField(_("sheet"), max_length=100)
    row = models.PositiveIntegerField(_("row"))
    code = models.CharField(_("procedure code"), max_length=40, blank=True)
    name = models.CharField(_("procedure name"), max_length=2000, blank=True)
    kind = models.CharField(_("what it does"), max_length=12, choices=Kind)
    procedure = models.ForeignKey(
        Procedure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="import_rows",
        verbose_name=_("procedure"),
    )
    values = models.JSONField(_("values read"), default=dict)
    changes = models.JSONField(_("changes"), default=list, help_text="[{column, cell, before, after}]")
    problems = models.JSONField(_("problems"), default=list, help_text="[{column, value, message}]")
    base_hash = models.CharField(
        _("state it was compared with"),
        max_length=64,
        blank=True,
        help_text=_("A later edit refuses the row."),
    )
    needs_person = models.BooleanField(_("wants a look"), default=False)
    accepted = models.BooleanField(_("accepted"), default=True)
    undo = models.JSONField(_("state before"), null=True, blank=True)

    objects = scoped_by("batch__desk").as_manager()

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of an import")
        indexes = [models.Index(fields=["batch", "kind", "id"], name="import_row_by_kind")]

    def __str__(self) -> str:
        return f"{self.sheet}!{self.row}"


class ImportedContent(models.Model):
    """What the last import of a source said about a procedure, as short hashes by column.

    It separates an edit at the desk (the file is unchanged) from a change in the file.
    """

    procedure = models.ForeignKey(
        Procedure, models.CASCADE, related_name="imported_contents", verbose_name=_("procedure")
    )
    source_key = models.CharField(_("source"), max_length=64)
    batch = models.ForeignKey(
        ImportBatch, models.CASCADE, related_name="+", verbose_name=_("import of a spreadsheet")
    )
    hashes = models.JSONField(_("hashes by column"), default=dict)

    objects = scoped_by("procedure__desk").as_manager()

    class Meta:
        verbose_name = _("content last imported")
        verbose_name_plural = _("contents last imported")
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "source_key"],
                name="content_remembered_once_per_source",
                violation_error_message=_("This source is already remembered for the procedure."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.source_key[:12]}"


class ColumnMapping(models.Model):
    """Which column means what in one layout of sheets, corrected once by a person."""

    desk = models.ForeignKey(
        Desk, models.PROTECT, related_name="column_mappings", verbose_name=_("one-stop desk")
    )
    layout_key = models.CharField(_("layout"), max_length=64)
    columns = models.JSONField(_("columns"), default=dict)
    updated_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("corrected by"))

    objects = ScopedQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("column mapping")
        verbose_name_plural = _("column mappings")
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "layout_key"],
                name="layout_mapped_once_per_desk",
                violation_error_message=_("This layout is already mapped."),
            )
        ]

    def __str__(self) -> str:
        return self.layout_key[:12]
