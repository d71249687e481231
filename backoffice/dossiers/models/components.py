from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.dossiers.models.dossiers import Dossier, RoutedQuerySet
from backoffice.history.tracking import tracked
from backoffice.procedures.models import Component


class DossierComponent(models.Model):
    """A paper that was handed in with a dossier, or is still missing."""

    class CopyKind(models.TextChoices):
        ORIGINAL = "ORIGINAL", _("original")
        COPY = "COPY", _("copy")
        CERTIFIED = "CERTIFIED", _("certified copy")
        PHOTOCOPY = "PHOTOCOPY", _("photocopy")
        ELECTRONIC = "ELECTRONIC", _("electronic copy")

    class Digitised(models.TextChoices):
        DONE = "DA_SO_HOA", _("digitised")
        NOT_REQUIRED = "KHONG_PHAI_SO_HOA", _("need not be digitised")
        NOT_YET = "CHUA", _("not yet digitised")

    class Ground(models.TextChoices):
        """Why a paper need not be digitised (Thông tư 03/2025/TT-VPCP Điều 5.2)."""

        E_FILED = "a", _("filed electronically")
        SHOWN = "b", _("only shown")
        OPINION = "c", _("verification result or opinion")
        SECRET = "d", _("state secret")

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="components", verbose_name=_("dossier"))
    component = models.ForeignKey(
        Component,
        # The paper keeps its own name: papers handed in must not prevent a correction of the list.
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("component of the dossier"),
    )
    ordinal = models.PositiveSmallIntegerField(_("order"))
    name = models.TextField(_("name of the paper"))
    copy_kind = models.CharField(
        _("kind of copy"), max_length=12, choices=CopyKind, default=CopyKind.ORIGINAL
    )
    count = models.PositiveSmallIntegerField(_("count"), default=1)
    is_present = models.BooleanField(_("handed in"), default=True)
    digitised = models.CharField(
        _("digitisation"), max_length=20, choices=Digitised, default=Digitised.NOT_YET
    )

    not_digitised_ground = models.CharField(
        _("ground for not digitising"), max_length=1, choices=Ground, blank=True, default=""
    )

    objects = RoutedQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("paper of a dossier")
        verbose_name_plural = _("papers of a dossier")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "ordinal"],
                name="paper_order_once_per_dossier",
                violation_error_message=_("Two papers have the same order."),
            ),
            models.CheckConstraint(
                condition=models.Q(digitised="KHONG_PHAI_SO_HOA") & ~models.Q(not_digitised_ground="")
                | ~models.Q(digitised="KHONG_PHAI_SO_HOA") & models.Q(not_digitised_ground=""),
                name="not_digitising_has_a_ground",
                violation_error_message=_("Name the ground on which a paper need not be digitised."),
            ),
        ]

    def __str__(self) -> str:
        return self.name[:100]
