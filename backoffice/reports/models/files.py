from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.organisation.models import Desk
from backoffice.organisation.scope import ScopedQuerySet


class ScheduledFile(models.Model):
    """A scheduled file: the monthly notice, the quarterly report, the urging list."""

    class Kind(models.TextChoices):
        MONTHLY_NOTICE = "MONTHLY_NOTICE", _("monthly notice about the officers")
        QUARTERLY_REPORT = "QUARTERLY_REPORT", _("quarterly report, form 06")
        URGING_LIST = "URGING_LIST", _("list of dossiers to be urged")

    desk = models.ForeignKey(
        Desk, models.PROTECT, related_name="scheduled_files", verbose_name=_("one-stop desk")
    )
    kind = models.CharField(_("kind of file"), max_length=20, choices=Kind)
    first_on = models.DateField(_("period from"))
    last_on = models.DateField(_("period to (included)"))
    due_on = models.DateField(_("fell due on"))
    made_at = models.DateTimeField(_("made at"))
    name = models.CharField(_("file name"), max_length=200)
    content = models.BinaryField(_("content"))
    sha256 = models.CharField(_("hash of the file"), max_length=64)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("scheduled file")
        verbose_name_plural = _("scheduled files")
        ordering = ["-due_on", "desk", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "kind", "first_on", "last_on"],
                name="a_scheduled_file_is_made_once",
                violation_error_message=_("This file was made already."),
            )
        ]

    def __str__(self) -> str:
        return self.name
