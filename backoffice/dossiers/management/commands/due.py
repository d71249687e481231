import argparse
import datetime as dt
import json
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from backoffice.dossiers import explanations
from backoffice.dossiers.deadlines import Due, InvalidTerm, SameDay, Term, Unit, due
from backoffice.organisation.calendar import ZONE, BeyondCalendar, WorkCalendar, moment
from backoffice.organisation.desk_argument import desk_named
from backoffice.organisation.timetable import OFFICE_HOURS
from backoffice.organisation.working_time import calendar_for
from backoffice.procedures import doubts
from backoffice.procedures.models import TimeLimit
from backoffice.procedures.terms import Limit, Reading, read

MONTHS_A_YEAR, MINUTES_AN_HOUR = 12, 60


class NeedsPerson(ValueError):
    """A text that only a person can interpret; the message says why."""


@dataclass(frozen=True)
class Question:
    """The limit to count, from the options or read from a text."""

    kind: str
    term: Term
    same_day: SameDay
    warnings: tuple[str, ...] = ()


class Command(BaseCommand):
    help = "Compute a due date and explain it day by day."

    def add_arguments(self, parser):
        limit = parser.add_mutually_exclusive_group(required=True)
        limit.add_argument("--text", help="a time limit as the procedure writes it")
        limit.add_argument(
            "--amount", type=_amount, metavar="N", help="with --unit; 0 days is within the day"
        )
        parser.add_argument("--unit", choices=[str(unit) for unit in Unit])
        parser.add_argument(
            "--received",
            type=_instant,
            required=True,
            metavar="ISO",
            help="day and time of reception, local unless it has an offset; a day alone is its opening hour",
        )
        parser.add_argument(
            "--office", metavar="CODE", help="slug or agency code of the desk whose hours apply"
        )
        parser.add_argument("--json", dest="as_json", action="store_true", help="print one JSON document")

    def handle(self, *args, text, amount, unit, received, office, as_json, **options):
        if (amount is None) != (unit is None):
            raise CommandError(_("--amount and --unit belong together, without --text."), returncode=2)
        calendar = calendar_for(desk_named(office) if office else None)
        try:
            question = _from_text(text) if amount is None else _from_amount(amount, unit)
            answer = due(question.term, _at(received, calendar), calendar, same_day=question.same_day)
            document = _document(question, answer)
        except (InvalidTerm, BeyondCalendar) as refused:
            self._refuse(explanations.refusal(refused), as_json)
        except NeedsPerson as refused:
            self._refuse(str(refused), as_json)
        else:
            self.stdout.write(json.dumps(document, ensure_ascii=False) if as_json else _page(document))

    def _refuse(self, reason: str, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps({"errors": [reason]}, ensure_ascii=False))
        raise CommandError(reason, returncode=1)


def _amount(text: str) -> Decimal:
    try:
        amount = Decimal(text.replace(",", "."))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite():
        raise argparse.ArgumentTypeError(f"not a number: {text}")
    return amount


def _instant(text: str) -> dt.datetime | dt.date:
    for kind in (dt.date, dt.datetime):
        try:
            parsed = kind.fromisoformat(text)
            return parsed.astimezone(ZONE) if isinstance(parsed, dt.datetime) and parsed.tzinfo else parsed
        except (ValueError, OverflowError):
            continue
    raise argparse.ArgumentTypeError(f"not a day or time in ISO 8601: {text}")


def _at(received: dt.datetime | dt.date, calendar: WorkCalendar) -> dt.datetime:
    if isinstance(received, dt.datetime):
        return received if received.tzinfo else received.replace(tzinfo=ZONE)
    sessions = calendar.sessions_on(received)
    return moment(received, sessions[0][0] if sessions else OFFICE_HOURS[0].opens)


def _from_amount(amount: Decimal, unit: str) -> Question:
    term = Term(amount, Unit(unit))
    return Question("same_day" if term.is_same_day else "simple", term, SameDay())


def _from_text(text: str) -> Question:
    reading = read(text)
    if reading.needs_person:
        raise NeedsPerson(_("A person must read this text. %(why)s") % {"why": doubts.of_limit(reading)})
    if reading.main is None or reading.main.unit is None:
        raise NeedsPerson(_without_main(reading))
    return Question(reading.kind, _term(reading.main), _same_day(reading), _other_cases(reading))


def _without_main(reading: Reading) -> str:
    if not reading.alternatives:
        return _("The text states no time limit.")
    cases = ", ".join(map(_words, reading.alternatives))
    return _("The limit depends on the case, a person must choose: %(cases)s.") % {"cases": cases}


def _term(limit: Limit) -> Term:
    if limit.unit == "year":
        return Term(limit.value * MONTHS_A_YEAR, Unit.MONTH)
    if limit.unit == "minute":
        return Term(limit.value / MINUTES_AN_HOUR, Unit.HOUR)
    assert limit.unit
    return Term(limit.value, Unit(limit.unit))


def _same_day(reading: Reading) -> SameDay:
    until = SameDay().until if reading.cutoff_hour is None else dt.time(reading.cutoff_hour)
    return SameDay(until, None if reading.result_hour is None else dt.time(reading.result_hour))


def _other_cases(reading: Reading) -> tuple[str, ...]:
    others = [limit for limit in reading.alternatives if limit.condition != "after_cutoff"]
    main = reading.main.as_json() if reading.main else None
    others = [limit for limit in others if limit.as_json() != main]
    if reading.extension:
        others.append(reading.extension)
    if not others:
        return ()
    cases = ", ".join(map(_words, others))
    return (_("The text gives another limit in other cases: %(cases)s.") % {"cases": cases},)


def _words(limit: Limit) -> str:
    units = {**dict(TimeLimit.Unit.choices), "year": _("years"), "minute": _("minutes")}
    number = limit.as_json()["value"]
    return f"{limit.label or limit.when}: {number} {units.get(limit.unit or '', '')}".strip()


def _document(question: Question, answer: Due) -> dict[str, Any]:
    amount = question.term.amount
    return {
        "kind": question.kind,
        "amount": int(amount) if amount == int(amount) else float(amount),
        "unit": str(question.term.unit),
        "due_on": answer.due_on.isoformat(),
        "due_at": answer.due_at.isoformat(),
        "warnings": [*explanations.warnings(answer), *question.warnings],
        "days": [
            {"date": line.date.isoformat(), "counted": line.counted, "why": line.why}
            for line in explanations.lines(answer.days)
        ],
    }


def _page(document: dict[str, Any]) -> str:
    due_at = dt.datetime.fromisoformat(document["due_at"])
    head = [_("Due at %(time)s on %(day)s.") % {"time": f"{due_at:%H:%M}", "day": f"{due_at:%d/%m/%Y}"}]
    head += document["warnings"]
    days = [f"{day['date']}  {'+' if day['counted'] else ' '}  {day['why']}" for day in document["days"]]
    return "\n".join(head + days)
