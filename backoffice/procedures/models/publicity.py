from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.organisation.models import Desk, User
from backoffice.organisation.scope import ScopedQuerySet


class PostingCheck(models.Model):
    """What somebody found in the hall: one item of the posting checklist, in order or not (R70)."""

    class Item(models.TextChoices):
        """What must be on show at the desk (Nghị định 61/2018 Điều 8, 9, 32; Thông tư 01/2018 Điều 5, 12)."""

        PROCEDURES = "PROCEDURES", _("list and full content of the procedures, with their forms")
        CONTACT = "CONTACT", _("address, telephone and e-mail for feedback and complaints")
        OFFICERS = "OFFICERS", _("names, titles and telephones of head, deputies and officers")
        SAMPLES = "SAMPLES", _("sample dossiers marked MẪU")
        FEES = "FEES", _("fee levels and ways to pay")
        SATISFACTION = "SATISFACTION", _("results of the satisfaction survey and the evaluation")
        SLIPS = "SLIPS", _("evaluation slips on the tables")
        REGULATION = "REGULATION", _("operating regulation, house rules, working hours")

    desk = models.ForeignKey(
        Desk, models.PROTECT, related_name="posting_checks", verbose_name=_("one-stop desk")
    )
    item = models.CharField(_("item of the checklist"), max_length=12, choices=Item)
    is_in_order = models.BooleanField(_("in order"))
    note = models.CharField(_("what was found"), max_length=500, blank=True)
    checked_at = models.DateTimeField(_("checked at"))
    checked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("checked by"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("posting check")
        verbose_name_plural = _("posting checks")
        indexes = [models.Index(fields=["desk", "item", "checked_at"], name="posting_check_by_item")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_in_order=True) | ~models.Q(note=""),
                name="posting_check_says_what_is_wrong",
                violation_error_message=_("Say what is not in order."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.pk}"


class NationalComparison(models.Model):
    """How the catalogue of a desk differed from an export of the national database on a day (R73)."""

    desk = models.ForeignKey(
        Desk, models.PROTECT, related_name="national_comparisons", verbose_name=_("one-stop desk")
    )
    file_name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(_("hash of the file"), max_length=64)
    compared_at = models.DateTimeField(_("compared at"))
    compared_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("compared by"))
    rows_read = models.PositiveIntegerField(_("rows read"))
    rows_equal = models.PositiveIntegerField(_("rows that agree"))
    # [{"kind", "code", "name", "column", "here", "there"}], in the order of kinds, then codes.
    differences = models.JSONField(_("differences"), default=list)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("comparison with the national database")
        verbose_name_plural = _("comparisons with the national database")

    def __str__(self) -> str:
        return self.file_name
