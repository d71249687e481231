from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.history.tracking import tracked
from backoffice.organisation.models import User
from backoffice.procedures.models.catalogue import PartQuerySet
from backoffice.procedures.models.versions import ProcedureVersion


class ProcedureFileQuerySet(PartQuerySet):
    def public(self):
        """Return what the kiosk hands out of a posted version: blank forms and samples."""
        return self.filter(kind__in=ProcedureFile.PUBLIC)


class ProcedureFile(models.Model):
    """A file of a procedure version: a blank form, a filled-in sample, the scan of its decision."""

    class Kind(models.TextChoices):
        FORM = "FORM", _("application form")
        SAMPLE = "SAMPLE", _("filled-in sample")
        DECISION = "DECISION", _("scan of the decision")

    PUBLIC = (Kind.FORM, Kind.SAMPLE)

    version = models.ForeignKey(
        ProcedureVersion, models.PROTECT, related_name="files", verbose_name=_("procedure version")
    )
    kind = models.CharField(_("kind of file"), max_length=10, choices=Kind)
    title = models.CharField(_("title of the file"), max_length=200)
    file = models.FileField(_("file"), upload_to="procedures", max_length=200)
    content_type = models.CharField(_("type of the file"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("hash of the file"), max_length=64)
    shows_nobody = models.BooleanField(
        _("marked MẪU, with invented people"),
        default=False,
        help_text=_("A sample carries the word MẪU on every page and shows no real person (R71)."),
    )
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("added by"))

    objects = ProcedureFileQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("file of the procedure")
        verbose_name_plural = _("files of the procedure")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "kind", "sha256"],
                name="a_file_is_kept_once_per_version",
                violation_error_message=_("This file is there already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="SAMPLE") | models.Q(shows_nobody=True),
                name="sample_shows_nobody",
                violation_error_message=_("A sample is marked MẪU and shows no real person."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
