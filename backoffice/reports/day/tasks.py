"""What an account must do now, in order: a page and a next action for each line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, Value
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.dossiers import apologies, due_marks, worklist
from backoffice.dossiers.lifecycle import recounts
from backoffice.dossiers.lifecycle.transitions import Verb
from backoffice.dossiers.models import Apology, Consultation, Dossier, PauseProposal, Urging
from backoffice.dossiers.models.dossiers import DossierQuerySet
from backoffice.dossiers.verbs import table, urging
from backoffice.dossiers.verbs.apologising import DRAFT_APOLOGY
from backoffice.dossiers.verbs.consulting import ANSWER
from backoffice.dossiers.verbs.pausing import DECIDE_PAUSE
from backoffice.dossiers.verbs.recounting import RECOUNT
from backoffice.dossiers.verbs.urging import URGE
from backoffice.organisation.calendar import WorkCalendar
from backoffice.organisation.models import User
from backoffice.procedures import checklist, review
from backoffice.procedures.models import ImportBatch

LINES = 12  # dossiers named one by one; the rest is a number
REVIEWS = 5  # procedures named one by one
REVIEW_AHEAD = timedelta(days=14)
FIRST_MONTH_TO_ASK = 11  # from November the holidays of next year are needed


@dataclass(frozen=True)
class Task:
    """One thing to do now: what it is, why now, and the page on which it is done."""

    mark: str  # as in the classes mc-mark--…
    words: str
    subject: str
    detail: str
    holder: str
    action: str
    url: str


def list_of(**query: str) -> str:
    """Return the address of the list of dossiers with a filter."""
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return f"{reverse('admin:dossiers_dossier_changelist')}?{asked}"


def owing(user: User, calendar: WorkCalendar, *, on: date) -> apologies.OwedBy | None:
    """Return the condition for dossiers whose letter `user` should write today; `None` if they write none.

    The head of the agency signs letters (Điều 19.9); the division that has the dossier writes them.
    """
    if user.division_id is None or not DRAFT_APOLOGY.may(user):
        return None
    owed = apologies.owed_by(on, calendar, on=on)
    worded = Exists(Apology.objects.filter(dossier=OuterRef("pk")))
    return apologies.OwedBy(owed.question & Q(~worded), owed.due_before)


def to_name(soon_on: date, owed: apologies.OwedBy | None) -> Q:
    """Return the condition for the dossiers on the page: due until `soon_on`, or a letter to write today."""
    near = Q(due_on__lte=soon_on)
    if owed is None or owed.due_before <= soon_on:
        return near
    return Q(due_on__lt=owed.due_before) & (near | owed.question)


def running(
    rows: DossierQuerySet,
    *,
    user: User,
    named: Q | None,
    owed: apologies.OwedBy | None,
    calendar: WorkCalendar,
    at: datetime,
) -> list[Task]:
    """Return the running dossiers that `named` says, in the order of their due dates.

    `None`: all of them, which are the account's own; the nearest of their dates and of its steps first.
    """
    owes: Any = ExpressionWrapper(owed.question, BooleanField()) if owed else Value(value=False)
    due = rows.running() if named is None else rows.running().filter(named)
    due = due.annotate(owes=owes).select_related("procedure", "holder", "holder_division")
    due = due.order_by(*([worklist.nearest(user)] if named is None else []), "due_on", "pk")
    shown = table.with_parts(due[:LINES])
    sent = urging.last_of(shown)
    late = [dossier for dossier in shown if dossier.due_on < localdate(at)]
    to_urge = [dossier for dossier in late if dossier.pk not in sent] if URGE.may(user) else []
    tasks = []
    for dossier in shown:
        mark, words = due_marks.due_words(dossier, calendar, at=at)
        own_due_at = worklist.own_due_at(dossier, user=user)
        verb = DRAFT_APOLOGY if dossier.owes else table.next_verb(dossier, user=user)
        action, url = _label(verb), _page(dossier, verb)
        if dossier in to_urge and verb is None:
            action, url = _("Urge"), _urging(dossier, to_urge)
        tasks.append(
            Task(
                mark=mark,
                words=words,
                subject=dossier.code,
                detail=dossier.procedure.name,
                holder=_holder(dossier, sent.get(dossier.pk))
                if own_due_at is None
                else capfirst(due_marks.own_step(own_due_at)),
                action=action,
                url=url,
            )
        )
    return tasks


def _holder(dossier: Dossier, letter: Urging | None) -> str:
    place = dossier.holder_division or _("at the desk")
    holder = _("%(officer)s, %(place)s") % {"officer": dossier.holder, "place": place}
    return f"{holder} · {urging.in_words(letter)}" if letter else holder


def _urging(dossier: Dossier, late: list[Dossier]) -> str:
    """Return the address of an urging letter to the dossier's division, about all its late dossiers."""
    together = [row.pk for row in late if row.holder_division_id == dossier.holder_division_id]
    return f"{reverse('admin:dossiers_dossier_urge')}?{urlencode([('pk', pk) for pk in together])}"


def _label(verb: Verb | None) -> str:
    return capfirst(str(verb.label)) if verb else _("Open the dossier")


def _page(dossier: Dossier, verb: Verb | None) -> str:
    if verb:
        return reverse("admin:dossiers_dossier_do", args=[dossier.pk, verb.name])
    return reverse("admin:dossiers_dossier_change", args=[dossier.pk])


def offers(user: User, rows: DossierQuerySet) -> Iterator[Task]:
    offered = rows.offered_to(user).count() if user.has_perm("dossiers.view_dossier") else 0
    if offered:
        yield Task(
            mark="today",
            words=_("offered to you"),
            subject=ngettext("%(count)d dossier to take over", "%(count)d dossiers to take over", offered)
            % {"count": offered},
            detail=_("Until you take it over, it stays with the one who offers it."),
            holder="",
            action=_("Take over"),
            url=list_of(hands="offered"),
        )


def questions(user: User, *, on: date) -> Iterator[Task]:
    """Yield the questions of others that the account's division has to answer, first due first."""
    if user.division_id is None or not ANSWER.may(user):
        return
    asked = Consultation.objects.unanswered().filter(division=user.division_id, dossier__desk=user.desk_id)
    for question in asked.select_related("dossier", "asked_by").order_by("answer_by", "pk")[:LINES]:
        yield Task(
            mark="late" if question.answer_by < on else "soon",
            words=_("answer by %(day)s") % {"day": f"{question.answer_by:%d/%m/%Y}"},
            subject=question.dossier.code,
            detail=question.question,
            holder=str(question.asked_by),
            action=str(ANSWER.label).capitalize(),
            url=_page(question.dossier, ANSWER),
        )


def proposed_pauses(user: User) -> Iterator[Task]:
    """Yield the pauses that wait for the account as the second person (R31)."""
    if not DECIDE_PAUSE.may(user):
        return
    waiting = PauseProposal.objects.visible_to(user).filter(decided_at__isnull=True)
    waiting = waiting.filter(dossier__state__in=DECIDE_PAUSE.sources, dossier__paused_at__isnull=True)
    for proposal in waiting.exclude(proposed_by=user).select_related("dossier", "proposed_by")[:LINES]:
        yield Task(
            mark="soon",
            words=_("a second person decides"),
            subject=proposal.dossier.code,
            detail=proposal.legal_basis,
            holder=str(proposal.proposed_by),
            action=_("Decide"),
            url=_page(proposal.dossier, DECIDE_PAUSE),
        )


def letters_to_sign(user: User, *, on: date) -> Iterator[Task]:
    """Yield the drafts that can still be sent; those of closed years are on the page of the letters."""
    if not user.has_perm("dossiers.sign_apology"):
        return
    drafts = Apology.objects.visible_to(user).worth_signing(on=on).count()
    if drafts:
        yield Task(
            mark="late",
            words=_("to be signed today"),
            subject=ngettext("%(count)d apology to sign", "%(count)d apologies to sign", drafts)
            % {"count": drafts},
            detail=_("An apology goes out before the date is missed (Nghị định 61/2018 Điều 19.9)."),
            holder="",
            action=_("Read and sign"),
            url=reverse("admin:dossiers_dossier_sign_letters"),
        )


def differing_dates(user: User, rows: DossierQuerySet, calendar: WorkCalendar) -> Iterator[Task]:
    """Yield the dates that a calendar decided later would move, for who may decide about them (R32)."""
    if user.desk is None or not RECOUNT.may(user):
        return
    found = len(recounts.differing(user.desk, rows, calendar))
    if found:
        words = ngettext("%(count)d date to decide", "%(count)d dates to decide", found)
        yield Task(
            mark="soon",
            words=_("the calendar changed"),
            subject=words % {"count": found},
            detail=_("Received before the calendar changed: count the date again or keep it."),
            holder="",
            action=_("Decide"),
            url=reverse("admin:dossiers_dossier_differing"),
        )


def results(user: User, ready: int) -> Iterator[Task]:
    if ready and user.has_perm("dossiers.return_dossier"):
        yield Task(
            mark="ontime",
            words=_("result at the desk"),
            subject=ngettext(
                "%(count)d result waits for its applicant",
                "%(count)d results wait for their applicants",
                ready,
            )
            % {"count": ready},
            detail=_("Notify the applicants that have not come."),
            holder="",
            action=_("Return results"),
            url=list_of(state__exact=Dossier.State.RESOLVED),
        )


def imports(user: User) -> Iterator[Task]:
    if not user.has_perm("procedures.import_procedures"):
        return
    waiting = ImportBatch.objects.visible_to(user).filter(status=ImportBatch.Status.PREVIEWED)
    for batch in waiting.order_by("-uploaded_at")[:3]:
        yield Task(
            mark="soon",
            words=_("waiting for confirmation"),
            subject=batch.file_name,
            detail=_("%(rows)d rows read on %(day)s")
            % {"rows": batch.rows_read, "day": f"{localdate(batch.uploaded_at):%d/%m/%Y}"},
            holder="",
            action=_("Check and confirm"),
            url=reverse("admin:procedures_importbatch_change", args=[batch.pk]),
        )


def reviews(user: User, *, on: date) -> Iterator[Task]:
    """Yield the next procedures to review: the account's own, or the desk's for its lead and its keeper."""
    if not user.has_perm("procedures.view_procedure"):
        return
    due = review.answered_by(user).filter(review_on__lte=on + REVIEW_AHEAD)
    for procedure in due.select_related("owner").order_by("review_on", "pk")[:REVIEWS]:
        assert procedure.review_on  # the query requires it
        yield Task(
            mark="late" if procedure.review_on < on else "soon",
            words=_("review by %(day)s") % {"day": f"{procedure.review_on:%d/%m/%Y}"},
            subject=procedure.code,
            detail=procedure.name,
            holder=str(procedure.owner) if procedure.owner_id not in (None, user.pk) else "",
            action=_("Review the procedure"),
            url=reverse("admin:procedures_procedure_change", args=[procedure.pk]),
        )
    if (overdue := due.review_due(on=on).count()) > REVIEWS:
        words = ngettext("%(count)d procedure to review", "%(count)d procedures to review", overdue)
        yield Task(
            mark="late",
            words=_("review overdue"),
            subject=words % {"count": overdue},
            detail=_("The whole list, the oldest first."),
            holder="",
            action=_("Open the list"),
            url=f"{reverse('admin:procedures_procedure_changelist')}?review=mine&o=5",
        )


def posting_checks(user: User, *, at: datetime) -> Iterator[Task]:
    """Yield the checks due in the hall, for the lead and the keeper of a desk with the checklist (R70)."""
    if user.desk is None or not user.has_perm(checklist.PERMISSION):
        return
    lines = checklist.lines(user.desk, at=at)
    waiting = [line for line in lines if line.mark != "ontime"]
    if waiting and any(line.last for line in lines):
        words = ngettext(
            "%(count)d item of the posting checklist",
            "%(count)d items of the posting checklist",
            len(waiting),
        )
        yield Task(
            mark="late" if any(line.mark == "late" for line in waiting) else "soon",
            words=_("to be checked in the hall"),
            subject=words % {"count": len(waiting)},
            detail=_("Not in order, never checked, or last checked more than 90 days ago."),
            holder="",
            action=_("Check the postings"),
            url=reverse("admin:procedures_posting_checklist"),
        )


def calendar_gaps(user: User, calendar: WorkCalendar, *, on: date) -> Iterator[Task]:
    """Ask for this year's calendar, from November for next year's, and for notices that are missing."""
    if not user.has_perm("organisation.change_calendarday"):
        return
    covered = calendar.first_on <= on <= calendar.last_on
    last = date(on.year + 1, 12, 31)
    undecided = calendar.unconfirmed_between(on, last)
    if not covered or (calendar.last_on < last and on.month >= FIRST_MONTH_TO_ASK):
        year, mark, words = on.year + covered, "late", _("calendar missing")
    elif undecided:
        year, mark = undecided[0].date.year, "soon"
        words = ngettext("%(days)d day not confirmed", "%(days)d days not confirmed", len(undecided)) % {
            "days": len(undecided)
        }
    else:
        return
    yield Task(
        mark=mark,
        words=words,
        subject=_("Working calendar of %(year)d") % {"year": year},
        detail=_("Every due date that crosses these days depends on it."),
        holder="",
        action=_("Complete the calendar"),
        url=reverse("admin:organisation_calendarday_year", args=[year]),
    )
