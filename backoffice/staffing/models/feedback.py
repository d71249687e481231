"""Feedback of citizens that needs an answer, and the slip they fill in about a dossier."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.base.constraints import in_order
from backoffice.history.tracking import tracked
from backoffice.organisation.models import Desk, User
from backoffice.organisation.scope import ScopedQuerySet, is_bound_to_division
from backoffice.staffing.models.people import Officer


class FeedbackQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Only those to whom a denunciation is assigned see it (R75).

        Division staff see what is about an officer of their division, or assigned to them (R82).
        """
        rows = super().visible_to(user)
        # A subquery, not a join: a row assigned to two people must be one row.
        mine = Feedback.assigned.through.objects.filter(user=user.pk).values("feedback")
        rows = rows.exclude(~models.Q(pk__in=mine), kind=Feedback.Kind.DENUNCIATION)
        if not user.is_authenticated or not is_bound_to_division(user):
            return rows
        return rows.filter(models.Q(officer__home_division=user.division_id) | models.Q(pk__in=mine))

    def pending(self) -> Self:
        return self.filter(conclusion="")

    def overdue(self, *, on: date) -> Self:
        """Not answered, and the last day is past."""
        return self.filter(answered_on__isnull=True, due_on__lt=on)

    def received_between(self, first: date, last: date) -> Self:
        """Received from `first` to `last`, both included."""
        return self.filter(received_on__range=(first, last))


class Feedback(models.Model):
    """What a citizen reports about the desk; four kinds under four laws, never one workflow (R75)."""

    class Kind(models.TextChoices):
        FEEDBACK = "PHAN_ANH", _("feedback")
        PROPOSAL = "KIEN_NGHI", _("proposal")
        COMPLAINT = "KHIEU_NAI", _("complaint")
        DENUNCIATION = "TO_CAO", _("denunciation")

    class Source(models.TextChoices):
        DESK = "TAI_QUAY", _("at the desk")
        BOX = "HOM_THU", _("suggestion box")
        PHONE = "DIEN_THOAI", _("by telephone")
        POST = "BUU_CHINH", _("by post")
        ONLINE = "TRUC_TUYEN", _("on the portal")

    class Conclusion(models.TextChoices):
        TRUE = "DUNG", _("found true")
        FALSE = "KHONG_DUNG", _("found untrue")

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="feedback", verbose_name=_("one-stop desk"))
    kind = models.CharField(_("kind of feedback"), max_length=10, choices=Kind, default=Kind.FEEDBACK)
    source = models.CharField(_("how it came in"), max_length=10, choices=Source, default=Source.DESK)
    received_on = models.DateField(_("came in on"))
    accepted_on = models.DateField(
        _("accepted for handling on"),
        null=True,
        blank=True,
        help_text=_("Complaints and denunciations: the days to answer count from here."),
    )
    content = models.TextField(_("what was said"))
    sender_name = models.CharField(
        _("name of the sender"),
        max_length=100,
        blank=True,
        help_text=_("Kept confidential: it stands on no sheet, list or export."),
    )
    sender_contact = models.CharField(_("how to reach the sender"), max_length=200, blank=True)
    officer = models.ForeignKey(
        Officer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="feedback",
        verbose_name=_("about the officer"),
    )
    dossier_code = models.CharField(_("about the dossier (code)"), max_length=60, blank=True)
    assigned = models.ManyToManyField(
        User,
        blank=True,
        related_name="+",
        verbose_name=_("assigned to"),
        help_text=_("A denunciation is seen by these accounts only."),
    )
    due_on = models.DateField(_("to be answered by"))
    is_prolonged = models.BooleanField(_("prolonged"), default=False)
    prolonged_why = models.CharField(_("why it was prolonged"), max_length=300, blank=True)
    answered_on = models.DateField(_("answered to the sender on"), null=True, blank=True)
    answer = models.TextField(_("answer to the sender"), blank=True)
    conclusion = models.CharField(
        _("conclusion"),
        max_length=10,
        choices=Conclusion,
        blank=True,
        help_text=_("Empty while it is examined. Only what is found true counts against an officer."),
    )

    objects = FeedbackQuerySet.as_manager()
    history = tracked(m2m_fields=[assigned], excluded_fields=["sender_name", "sender_contact"])

    class Meta:
        verbose_name = _("feedback of citizens")
        verbose_name_plural = _("feedback of citizens")
        permissions = [("see_sender", _("Can see who sent feedback"))]
        constraints = [
            in_order(
                "received_on",
                "answered_on",
                name="feedback_answered_after_it_came_in",
                message=_("An answer cannot be older than what it answers."),
            ),
            in_order(
                "received_on",
                "accepted_on",
                name="feedback_accepted_after_it_came_in",
                message=_("It cannot be accepted before it came in."),
            ),
            models.CheckConstraint(
                condition=models.Q(conclusion="") | models.Q(answered_on__isnull=False),
                name="feedback_concluded_has_an_answer",
                violation_error_message=_(
                    "With a conclusion, enter the day on which the sender was answered."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(is_prolonged=False) | ~models.Q(prolonged_why=""),
                name="feedback_prolonged_says_why",
                violation_error_message=_("Write why the time to answer was prolonged."),
            ),
            models.CheckConstraint(
                condition=~models.Q(content=""),
                name="feedback_says_something",
                violation_error_message=_("Write what was said."),
            ),
        ]
        indexes = [models.Index(fields=["desk", "received_on"], name="feedback_by_day")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.received_on:%d/%m/%Y}"

    def is_in_time(self, *, on: date) -> bool:
        """Answered by the last day; or not yet answered, and the last day is not past."""
        return (self.answered_on or on) <= self.due_on


class SatisfactionSlip(models.Model):
    """What the applicant of a dossier ticked about its handling; the applicant is not recorded (R59).

    Legal source: Thông tư 01/2018/TT-VPCP Điều 12.2, 14.3.
    """

    class Source(models.TextChoices):
        PAPER = "PHIEU", _("paper slip")
        DEVICE = "THIET_BI", _("device at the desk")
        ONLINE = "TRUC_TUYEN", _("online")

    class Satisfaction(models.IntegerChoices):
        HIGH = 3, _("very satisfied")
        SATISFIED = 2, _("satisfied")
        LOW = 1, _("not satisfied")

    desk = models.ForeignKey(
        Desk, models.PROTECT, related_name="satisfaction_slips", verbose_name=_("one-stop desk")
    )
    dossier_code = models.CharField(_("about the dossier (code)"), max_length=60)
    given_on = models.DateField(_("filled in on"))
    source = models.CharField(_("how it was filled in"), max_length=10, choices=Source, default=Source.PAPER)
    contacts = models.PositiveSmallIntegerField(
        _("contacts with the desk to complete the dossier"), null=True, blank=True
    )
    contacts_by_applicant = models.PositiveSmallIntegerField(
        _("of them through the applicant's fault"), default=0
    )
    agencies = models.PositiveSmallIntegerField(
        _("agencies contacted to complete the dossier"), null=True, blank=True
    )
    agencies_required = models.PositiveSmallIntegerField(
        _("of them for a check that the law requires"), default=0
    )
    satisfaction = models.PositiveSmallIntegerField(
        _("satisfaction"), choices=Satisfaction, null=True, blank=True
    )
    remark = models.TextField(_("remark on the slip"), blank=True)

    objects = ScopedQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("satisfaction slip")
        verbose_name_plural = _("satisfaction slips")
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "dossier_code"],
                name="one_satisfaction_slip_per_dossier",
                violation_error_message=_("There is already a slip about this dossier."),
            ),
            models.CheckConstraint(
                condition=models.Q(contacts__isnull=True, contacts_by_applicant=0)
                | models.Q(contacts__gte=models.F("contacts_by_applicant")),
                name="slip_contacts_hold_those_of_the_applicant",
                violation_error_message=_("More contacts through the applicant's fault than contacts."),
            ),
            models.CheckConstraint(
                condition=models.Q(agencies__isnull=True, agencies_required=0)
                | models.Q(agencies__gte=models.F("agencies_required")),
                name="slip_agencies_hold_those_required",
                violation_error_message=_("More agencies that the law requires than agencies."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_code} {self.given_on:%d/%m/%Y}"
