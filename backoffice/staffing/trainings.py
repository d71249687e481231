"""Who has passed which training: attendance lists, and officers who have not passed yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from backoffice.history.tracking import create_tracked
from backoffice.organisation.models import Desk, User
from backoffice.staffing.models import Attendance, Officer, Topic, Training


@dataclass(frozen=True)
class TopicLine:
    """A topic, with the officers who need it: those who passed and those who did not yet."""

    topic: Topic
    passed: tuple[Officer, ...]
    lacking: tuple[Officer, ...]


def invite(training: Training, *, on: date, by: User) -> int:
    """Add all serving officers who need the topic and have not passed it to the list; return how many."""
    with transaction.atomic():
        line = next(
            line for line in topic_lines(training.topic.desk, on=on) if line.topic.pk == training.topic_id
        )
        listed = set(Attendance.objects.filter(training=training).values_list("officer", flat=True))
        rows = [Attendance(training=training, officer=o) for o in line.lacking if o.pk not in listed]
        create_tracked(rows, by=by, reason=_("Invited: has not passed the topic"))
    return len(rows)


def topic_lines(desk: Desk, *, on: date) -> list[TopicLine]:
    """Return the topics of `desk` with who passed and who lacks them; four queries."""
    officers = list(Officer.objects.filter(desk=desk).serving(on=on).order_by("full_name", "pk"))
    fields: dict[int, set[int]] = {officer.pk: set() for officer in officers}
    through = Officer.fields.through.objects.filter(officer__in=fields)
    for officer, field in through.values_list("officer_id", "field_id"):
        fields[officer].add(field)
    passed = set(
        Attendance.objects.passed().filter(officer__in=fields).values_list("training__topic_id", "officer_id")
    )
    topics = Topic.objects.filter(desk=desk).select_related("field").order_by("name")
    return [_line(topic, officers, fields, passed) for topic in topics]


def _line(
    topic: Topic, officers: list[Officer], fields: Mapping[int, set[int]], passed: set[tuple[int, int]]
) -> TopicLine:
    need = [o for o in officers if topic.field_id is None or topic.field_id in fields[o.pk]]
    return TopicLine(
        topic,
        tuple(officer for officer in need if (topic.pk, officer.pk) in passed),
        tuple(officer for officer in need if (topic.pk, officer.pk) not in passed),
    )
