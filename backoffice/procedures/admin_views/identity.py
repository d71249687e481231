"""What the page of a procedure says above its form: versions, postings, and what is to be done next."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from backoffice.organisation.models import User
from backoffice.procedures import in_use, posting, processes, public_page, review, unread_limits
from backoffice.procedures.models import Posting, Procedure, ProcedureFile, ProcedureVersion


@dataclass(frozen=True)
class Action:
    """The one thing to do next: a link, or with `is_sent` a button of the form."""

    label: str
    url: str
    is_sent: bool = False


@dataclass(frozen=True)
class VersionLine:
    version: ProcedureVersion
    is_in_force: bool
    running: in_use.Running | None

    @property
    def is_old(self) -> bool:
        """Superseded, and dossiers still run on it."""
        return not self.is_in_force and self.running is not None


def above_the_form(request: HttpRequest, procedure: Procedure) -> dict[str, Any]:
    user, today = request.user, timezone.localdate(timezone.now())
    rows = list(procedure.versions.select_related("decision").prefetch_related("time_limits", "files"))
    rows.sort(key=lambda version: -version.number)
    running = in_use.running_on([version.pk for version in rows], user=user)
    lines = [VersionLine(v, v.is_in_force(on=today), running.get(v.pk)) for v in rows]
    current = next((line.version for line in lines if line.is_in_force), None)
    postings = list(procedure.postings.visible_to(user).select_related("desk").order_by("desk__slug"))
    own = next((row for row in postings if row.desk_id == user.desk_id), None)
    found = public_page.lacks(procedure, desk=user.desk, on=today) if user.desk else []
    return {
        "versions": lines,
        "current": current,
        "limit": current.main_limit if current else None,
        "own_posting": own,
        "postings": postings,
        "posted_at": sum(row.status == Posting.Status.PUBLISHED for row in postings),
        "lacks": found,
        "review_is_late": bool(procedure.review_on and procedure.review_on <= today),
        "next": _next(user, procedure, current, own, reviews=_reviews(user, procedure, today)),
    }


def _reviews(user: User, procedure: Procedure, today) -> bool:
    due = procedure.review_on is not None and procedure.review_on <= today
    return due and review.may_review(user, procedure)


def _next(
    user: User,
    procedure: Procedure,
    current: ProcedureVersion | None,
    own: Posting | None,
    *,
    reviews: bool,
) -> Action | None:
    """Return what this account does next: read the limit, post, review, or open the version in force."""
    if current is None:
        return None
    limit = current.main_limit
    unread = limit is None or (limit.amount is None and not limit.same_day)
    if unread and current.time_limit_text and user.has_perm(unread_limits.PERMISSION):
        url = reverse("admin:procedures_procedureversion_limits")
        return Action(_("Confirm the time limit"), f"{url}?version={current.pk}")
    if reviews:
        url = reverse("admin:procedures_procedure_reviewed", args=[procedure.pk])
        return Action(_("Record that it was reviewed"), url, is_sent=True)
    is_posted = own is not None and own.status == Posting.Status.PUBLISHED
    if user.desk_id and not is_posted and user.has_perm(posting.PERMISSION):
        url = reverse("admin:procedures_procedure_publish")
        return Action(_("Check and post on the kiosk"), f"{url}?pk={procedure.pk}-{user.desk_id}")
    url = reverse("admin:procedures_procedureversion_change", args=[current.pk])
    return Action(_("Open the version in force"), url)


def above_the_version(request: HttpRequest, version: ProcedureVersion) -> dict[str, Any]:
    """Return what the page of a version says above its form."""
    user, today = request.user, timezone.localdate(timezone.now())
    siblings = ProcedureVersion.objects.filter(procedure=version.procedure_id)
    before = siblings.filter(valid_from__lt=version.valid_from).order_by("-valid_from").first()
    limit = version.main_limit
    return {
        "version": version,
        "line": VersionLine(
            version,
            version.is_in_force(on=today),
            in_use.running_on([version.pk], user=user).get(version.pk),
        ),
        "before": before,
        "limit": limit,
        "steps_count": version.process_steps.count(),
        "taken": processes.hours_of(version),
        "allowed": processes.allowed_hours(limit),
        "over": processes.hours_over(version, limit),
        "kinds": [
            (kind.label, sum(row.kind == kind for row in version.files.all())) for kind in ProcedureFile.Kind
        ],
        "may_confirm": user.has_perm(unread_limits.PERMISSION),
    }
