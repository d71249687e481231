"""Dossiers of one desk with only their days; invented people only."""

from datetime import date

from backoffice.dossiers import search
from backoffice.dossiers.models import Apology, Applicant, Cause, Dossier
from backoffice.dossiers.models.apologies import CauseKind
from backoffice.organisation.models import Desk
from tests.support import factories

DIRECT, ONLINE, POST = Dossier.Channel.IN_PERSON, Dossier.Channel.ONLINE, Dossier.Channel.POSTAL


class Shelf:
    """The dossiers of a desk, added one by one."""

    def __init__(self, slug: str = "luong-son", **fields) -> None:
        self.desk: Desk = factories.make_desk(slug, **fields)
        self.user = factories.make_user(desk=self.desk)
        procedure = factories.make_procedure(self.desk)
        self.version = factories.make_version(procedure)
        self.applicant = Applicant.objects.create(desk=self.desk, full_name="Người Giả Định")
        self.rows = Dossier.objects.filter(desk=self.desk)

    def put(self, received: date, due: date, resolved: date | None, channel=DIRECT, **fields) -> Dossier:
        number = Dossier.objects.count() + 1
        version = fields.pop("version", self.version)
        if resolved is not None:
            sides = {-1: "EARLY", 0: "ON_TIME", 1: "LATE"}
            fields = {"state": Dossier.State.RETURNED} | fields
            fields |= {
                "resolved_on": resolved,
                "resolved_at": factories.at(16, on=resolved),
                "timeliness": sides[(resolved > due) - (resolved < due)],
            }
        dossier = Dossier(
            code=f"H28.05-{received:%y%m%d}-{number:04d}",
            desk=self.desk,
            procedure=version.procedure,
            version=version,
            applicant=self.applicant,
            applicant_name="Người Giả Định",
            content="Đăng ký khai sinh",
            channel=channel,
            received_at=factories.at(8, on=received),
            received_on=received,
            received_by=self.user,
            received_by_name=fields.pop("received_by_name", self.user.full_name),
            nature=fields.pop("nature", Dossier.Nature.DEMO),
            term_amount=5,
            term_unit="working_day",
            due_original_on=due,
            due_original_at=factories.at(8, on=due),
            due_on=due,
            due_at=factories.at(8, on=due),
            holder=self.user,
            **fields,
        )
        search.set_keys(dossier)
        dossier.save()
        return dossier

    def apologise(self, dossier: Dossier, kind: CauseKind, *, signed_on: date | None, **fields) -> Apology:
        """Write a letter on the day it is signed, or due."""
        written_on = signed_on or dossier.due_on
        cause, _ = Cause.objects.get_or_create(code=kind.lower(), defaults={"kind": kind, "name": kind.label})
        return Apology.objects.create(
            dossier=dossier,
            reason="Chờ xác minh.",
            cause=cause,
            cause_kind=kind,
            old_due_on=dossier.due_on,
            new_due_on=date.fromordinal(dossier.due_on.toordinal() + 5),
            drafted_at=factories.at(9, on=written_on),
            drafted_by=self.user,
            signed_on=signed_on,
            signed_at=factories.at(10, on=signed_on) if signed_on else None,
            signed_by=self.user if signed_on else None,
            **fields,
        )
