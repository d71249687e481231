"""Practice (luyện tập): a second desk with the same counters and list, whose rows count nowhere.

Each account has a practice account at it, to which the user changes and from which they come back. All rules
apply there too; no figure has to exclude its rows, because they belong to another desk.
"""

from datetime import date

from django.contrib.auth.models import Permission
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from backoffice.history.tracking import because, create_tracked
from backoffice.organisation.models import Counter, Desk, Division, OpeningHours, ServiceGroup, User
from backoffice.organisation.scope import ScopedQuerySet
from backoffice.procedures.models import Posting
from backoffice.staffing.models import Duty, Officer

WRITTEN = ("dossiers", "tickets", "staffing")
READ = (*WRITTEN, "procedures", "organisation")
MARK = "MẪU"
CODE = ".MAU"


class NotAllowed(Exception):
    """This account cannot practise; the message says why."""


def account_for(user: User, *, on: date) -> User:
    """Return the practice account of `user` at the practice desk; create or update both.

    It may write only rows that belong to a desk, so that practice changes nothing that the offices share.

    :raises NotAllowed: not posted at a desk, a practice account itself, or at an open counter.
    """
    if user.practises_for_id is not None:
        raise NotAllowed(_("You are practising already."))
    if user.desk is None:
        raise NotAllowed(_("Your account is not posted at a desk."))
    if Officer.objects.filter(user=user, sessions__closed_at__isnull=True, sessions__isnull=False).exists():
        raise NotAllowed(_("Close your counter before you practise: citizens are waiting there."))
    with transaction.atomic():
        Desk.objects.select_for_update().get(pk=user.desk.pk)
        desk = practice_desk(user.desk, by=user)
        account = _account(user, desk)
        account.user_permissions.set(_rights(user))
        _officer(user, account, desk, on=on)
    return account


def practice_desk(desk: Desk, *, by: User) -> Desk:
    """Return the practice desk of `desk` with its hours, queues, counters, divisions and list of today."""
    mirror = desk.practice_desks.first()
    if mirror is None:
        mirror = Desk(practice_of=desk, slug=f"{desk.slug[:45]}-mau", valid_from=desk.valid_from)
    named = {name: getattr(desk, name) for name in ("place", "authority", "superior", "level", "kind")}
    # Papers are Vietnamese, whatever language the user has chosen.
    with override("vi"):
        named["name"] = (_("%(desk)s – practice (MẪU)") % {"desk": desk.name})[:200]
    named["agency_code"] = f"{desk.agency_code[: 35 - len(CODE)]}{CODE}"
    if any(getattr(mirror, name) != value for name, value in named.items()):
        for name, value in named.items():
            setattr(mirror, name, value)
        because(mirror, _("Desk for practice"))
        mirror.save()
    _mirror_hours(desk, mirror, by=by)
    _mirror_hall(desk, mirror, by=by)
    _mirror_list(desk, mirror, by=by)
    return mirror


def _account(user: User, desk: Desk) -> User:
    known = user.practice_accounts.first()
    account = known or User(practises_for=user, is_staff=True)
    account.username = f"{user.username[:140]}.mau"
    account.full_name = f"{user.full_name[:92]} ({MARK})"
    account.title, account.desk = user.title, desk
    account.division = (
        desk.divisions.filter(code=user.division.code).first() if user.division is not None else None
    )
    account.is_active = True
    if known is None:
        account.set_unusable_password()
    because(account, _("Account for practice"))
    account.save()
    return account


def _rights(user: User) -> list[Permission]:
    """Return the permissions of `user` on the rows of a desk, and those to view."""
    mine = user.get_all_permissions()
    return [
        right
        for right in Permission.objects.filter(content_type__app_label__in=READ).select_related(
            "content_type"
        )
        if f"{right.content_type.app_label}.{right.codename}" in mine
        and not right.codename.startswith("see_every")
        and (right.codename.startswith("view_") or _is_of_a_desk(right))
    ]


def _is_of_a_desk(right: Permission) -> bool:
    model = right.content_type.model_class()
    return (
        right.content_type.app_label in WRITTEN
        and model is not None
        and isinstance(model._default_manager.all(), ScopedQuerySet)
    )


def _officer(user: User, account: User, desk: Desk, *, on: date) -> None:
    """Let the account serve at the practice desk, on the counters the officer is rostered at today."""
    officer = Officer.objects.filter(user=account).first()
    if officer is None:
        real = Officer.objects.filter(user=user).first()
        officer = Officer(
            user=account,
            desk=desk,
            full_name=account.full_name,
            title=real.title if real else account.title or MARK,
            seconded_from=desk.valid_from,
        )
        (officer,) = create_tracked([officer], by=user, reason=_("Account for practice"))
    counters = {counter.number: counter for counter in desk.counters.all()}
    for duty in Duty.objects.filter(officer__user=user, day=on).select_related("counter"):
        counter = counters.get(duty.counter.number)
        same = Duty.objects.filter(day=on, session=duty.session)
        if counter and not (same.filter(counter=counter) | same.filter(officer=officer)).exists():
            row = Duty(counter=counter, day=on, session=duty.session, officer=officer)
            create_tracked([row], by=user, reason=_("Account for practice"))


def _mirror_hours(desk: Desk, mirror: Desk, *, by: User) -> None:
    names = ("weekday", "session", "opens_at", "closes_at", "is_working_time", "valid_from", "valid_to")
    known = set(OpeningHours.objects.filter(desk=mirror).values_list("weekday", "session", "valid_from"))
    rows = [
        OpeningHours(desk=mirror, **{name: getattr(hours, name) for name in names})
        for hours in OpeningHours.objects.filter(desk=desk)
        if (hours.weekday, hours.session, hours.valid_from) not in known
    ]
    create_tracked(rows, by=by, reason=_("Desk for practice"))


def _mirror_hall(desk: Desk, mirror: Desk, *, by: User) -> None:
    codes = set(mirror.divisions.values_list("code", flat=True))
    divisions = [
        Division(desk=mirror, code=row.code, name=row.name, valid_from=row.valid_from, valid_to=row.valid_to)
        for row in desk.divisions.all()
        if row.code not in codes
    ]
    create_tracked(divisions, by=by, reason=_("Desk for practice"))
    groups = {group.series: group for group in mirror.service_groups.all()}
    for group in desk.service_groups.prefetch_related("fields"):
        if group.series not in groups:
            copy = ServiceGroup(desk=mirror, series=group.series, name=group.name, position=group.position)
            (groups[group.series],) = create_tracked([copy], by=by, reason=_("Desk for practice"))
            groups[group.series].fields.set(group.fields.all())
    numbers = set(mirror.counters.values_list("number", flat=True))
    for counter in desk.counters.prefetch_related("service_groups"):
        if counter.number not in numbers:
            twin = Counter(desk=mirror, number=counter.number, name=counter.name, is_active=counter.is_active)
            (made,) = create_tracked([twin], by=by, reason=_("Desk for practice"))
            made.service_groups.set(groups[group.series] for group in counter.service_groups.all())


def _mirror_list(desk: Desk, mirror: Desk, *, by: User) -> None:
    """Post what the desk has published, and withdraw what it has withdrawn since."""
    divisions = {division.code: division for division in mirror.divisions.all()}
    published = desk.postings.filter(status=Posting.Status.PUBLISHED).select_related("division")
    known = set(mirror.postings.values_list("procedure", flat=True))
    rows = [
        Posting(
            desk=mirror,
            procedure_id=posting.procedure_id,
            division=divisions.get(posting.division.code) if posting.division else None,
            status=posting.status,
            published_on=posting.published_on,
            published_by_id=posting.published_by_id,
        )
        for posting in published
        if posting.procedure_id not in known
    ]
    create_tracked(rows, by=by, reason=_("Desk for practice"))
    gone = list(
        mirror.postings.filter(status=Posting.Status.PUBLISHED).exclude(
            procedure__in=published.values("procedure")
        )
    )
    for posting in gone:
        posting.status = Posting.Status.WITHDRAWN
        because(posting, _("Desk for practice"))
        posting.save()
