from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.base.constraints import in_order
from backoffice.history.tracking import tracked
from backoffice.organisation.models import Desk, ServiceGroup
from backoffice.organisation.scope import ScopedQuerySet, SharedQuerySet


class Field(models.Model):
    """A field of administration (lĩnh vực): civil status, land, …"""

    name = models.CharField(_("field name"), max_length=200)
    folded_name = models.CharField(_("folded name"), max_length=200, unique=True, editable=False)
    code = models.CharField(_("field code"), max_length=20, blank=True)
    is_sensitive = models.BooleanField(
        _("sensitive field"),
        default=False,
        help_text=_("Adoption, health, criminal records, social assistance."),
    )
    service_groups = models.ManyToManyField(
        ServiceGroup, blank=True, related_name="fields", verbose_name=_("service groups")
    )

    objects = SharedQuerySet.as_manager()
    history = tracked(m2m_fields=[service_groups], excluded_fields=["folded_name"])
    # The field is everybody's, its queues are each desk's own.
    masked_in_history = frozenset({"service_groups"})

    class Meta:
        verbose_name = _("field")
        verbose_name_plural = _("fields")

    def __str__(self) -> str:
        return self.name


class PublicationDecision(models.Model):
    """A decision that publishes new, amended, replaced or abolished procedures."""

    desk = models.ForeignKey(
        Desk, models.PROTECT, related_name="decisions", verbose_name=_("recorded by the desk")
    )
    number = models.CharField(_("decision number"), max_length=100)
    decided_on = models.DateField(_("decided on"))
    effective_on = models.DateField(_("effective on"))
    issued_by = models.CharField(_("issued by"), max_length=300, blank=True)
    title = models.CharField(_("decision title"), max_length=1000, blank=True)

    objects = ScopedQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("publication decision")
        verbose_name_plural = _("publication decisions")
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "number", "decided_on"],
                name="decision_recorded_once_per_desk",
                violation_error_message=_("This decision is already recorded."),
            ),
            in_order(
                "decided_on",
                "effective_on",
                name="decision_effective_after_it_is_made",
                message=_("A decision cannot take effect before its date."),
            ),
        ]

    def __str__(self) -> str:
        return self.number
