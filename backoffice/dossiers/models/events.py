import hashlib
import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.dossiers.models.dossiers import Dossier, RoutedQuerySet
from backoffice.organisation.models import User

CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class DossierEvent(models.Model):
    """What an officer did to a dossier: appended, hash-chained, never changed."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="events", verbose_name=_("dossier"))
    seq = models.PositiveIntegerField(_("order"))
    at = models.DateTimeField(_("time"))
    actor = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("account")
    )
    actor_name = models.CharField(_("name on that day"), max_length=100)
    office_name = models.CharField(_("office on that day"), max_length=300)
    kind = models.CharField(_("what was done"), max_length=30)
    from_state = models.CharField(_("state before"), max_length=20, blank=True)
    to_state = models.CharField(_("state after"), max_length=20, blank=True)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    data = models.JSONField(_("details"), default=dict)
    previous_hash = models.CharField(_("hash before"), max_length=64, blank=True)
    hash = models.CharField(_("hash"), max_length=64)
    # Null only in an earlier version, until it had sealed the existing rows.
    seal = models.CharField(_("seal"), max_length=64, null=True, editable=False)  # noqa: DJ001

    objects = RoutedQuerySet.as_manager()

    class Meta:
        verbose_name = _("event of a dossier")
        verbose_name_plural = _("events of a dossier")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "seq"],
                name="dossier_events_in_order",
                violation_error_message=_("Another event came first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}.{self.seq}"  # its kind is a verb, whose words are known further up

    def computed_hash(self) -> str:
        """Return the SHA-256 over this event's content and the hash before it."""
        content: dict[str, Any] = {
            "dossier": self.dossier_id,
            "seq": self.seq,
            "at": self.at.timestamp(),
            "actor": self.actor_id,
            "actor_name": self.actor_name,
            "office_name": self.office_name,
            "kind": self.kind,
            "from": self.from_state,
            "to": self.to_state,
            "reason": self.reason,
            "data": self.data,
            "previous": self.previous_hash,
        }
        return hashlib.sha256(CANONICAL.encode(content).encode()).hexdigest()
