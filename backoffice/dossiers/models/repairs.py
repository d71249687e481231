from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.dossiers.models.dossiers import Dossier, RoutedQuerySet


class Repair(models.Model):
    """What a dossier was counted as until a repair: the public figures subtract it on the day of the repair.

    Otherwise two readings of the figures would differ by this dossier alone (ADR 11). The log has the act.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="repairs", verbose_name=_("dossier"))
    repaired_on = models.DateField(_("day of the repair"))
    resolved_on = models.DateField(_("was resolved on"), null=True, blank=True)
    timeliness = models.CharField(
        _("timeliness"), max_length=10, choices=Dossier.Timeliness, blank=True, default=""
    )
    ended_on = models.DateField(_("had ended on"), null=True, blank=True)

    objects = RoutedQuerySet.as_manager()

    class Meta:
        verbose_name = _("repair")
        verbose_name_plural = _("repairs")
        indexes = [models.Index(fields=["repaired_on"], name="repairs_by_day")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.repaired_on:%d/%m/%Y}"
