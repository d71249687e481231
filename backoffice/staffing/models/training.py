from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.history.tracking import tracked
from backoffice.organisation.models import Desk
from backoffice.organisation.scope import ScopedQuerySet, scoped_by
from backoffice.procedures.models import Field
from backoffice.staffing.models.people import Officer


class Topic(models.Model):
    """What officers of a desk must have learnt: the software, a field, conduct at the counter."""

    desk = models.ForeignKey(
        Desk, models.PROTECT, related_name="training_topics", verbose_name=_("one-stop desk")
    )
    name = models.CharField(_("training topic"), max_length=200)
    field = models.ForeignKey(
        Field,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="training_topics",
        verbose_name=_("for the field"),
        help_text=_("Empty: for every officer of the desk."),
    )
    is_required = models.BooleanField(_("required before duty"), default=True)

    objects = ScopedQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("training topic")
        verbose_name_plural = _("training topics")
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "name"],
                name="topic_once_per_desk",
                violation_error_message=_("This desk already has that topic."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Training(models.Model):
    """A training day on one topic."""

    topic = models.ForeignKey(
        Topic, models.PROTECT, related_name="trainings", verbose_name=_("training topic")
    )
    held_on = models.DateField(_("held on"))
    hours = models.PositiveSmallIntegerField(_("length (hours)"), default=4)
    place = models.CharField(_("place of the training"), max_length=200, blank=True)
    trainer = models.CharField(_("trainer"), max_length=100, blank=True)

    objects = scoped_by("topic__desk").as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("trainings")
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "held_on", "place"],
                name="training_once_per_topic_day_and_place",
                violation_error_message=_("This training is already recorded."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.held_on:%d/%m/%Y} {self.place}".strip()


class AttendanceQuerySet(ScopedQuerySet):
    desk_path = "training__topic__desk"

    def passed(self):
        return self.filter(result=Attendance.Result.PASSED)


class Attendance(models.Model):
    """Whether an officer came to a training, and with what result."""

    class Result(models.TextChoices):
        PASSED = "DAT", _("passed")
        FAILED = "CHUA_DAT", _("not passed")

    training = models.ForeignKey(
        Training, models.PROTECT, related_name="attendances", verbose_name=_("training")
    )
    officer = models.ForeignKey(
        Officer, models.PROTECT, related_name="attendances", verbose_name=_("officer")
    )
    was_present = models.BooleanField(_("was present"), default=False)
    result = models.CharField(_("result of the training"), max_length=10, choices=Result, blank=True)

    objects = AttendanceQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(
                fields=["training", "officer"],
                name="officer_attends_a_training_once",
                violation_error_message=_("This officer is already on the list of the training."),
            ),
            models.CheckConstraint(
                condition=models.Q(result="") | models.Q(was_present=True),
                name="result_only_of_who_was_present",
                violation_error_message=_("Only who was present has a result."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.training_id}: {self.officer_id}"
