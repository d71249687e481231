"""Form 01: the receipt with the appointment, field by field (TT 01/2018 and TT 03/2025, Mẫu 01)."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import override

from backoffice.dossiers.models import Dossier, Slip
from backoffice.dossiers.slips import issuing
from backoffice.organisation.models import User
from backoffice.procedures.models import TimeLimit

# Official forms are in Vietnamese, whatever language the officer uses.
UNITS = {
    TimeLimit.Unit.WORKING_DAY: "ngày làm việc",
    TimeLimit.Unit.DAY: "ngày",
    TimeLimit.Unit.MONTH: "tháng",
    TimeLimit.Unit.HOUR: "giờ làm việc",
}
WITHIN_THE_DAY = "trong ngày làm việc"


def issue_receipt(dossier: Dossier, *, by: User, at: datetime, replaces: Slip | None = None) -> Slip:
    return issuing.issue(
        desk=dossier.desk,
        kind=Slip.Kind.RECEIPT,
        by=by,
        at=at,
        content=receipt_content(dossier) | _replaced(replaces),
        dossier=dossier,
        replaces=replaces,
    )


def replace_receipt(dossier: Dossier, *, by: User, at: datetime) -> Slip | None:
    """Issue the receipt anew, which says which one it replaces; None where there was none or it is over."""
    former = dossier.slips.filter(kind=Slip.Kind.RECEIPT, replaced_by__isnull=True).order_by("pk").last()
    if former is None or dossier.state in (Dossier.State.RETURNED, Dossier.State.WITHDRAWN):
        return None
    return issue_receipt(dossier, by=by, at=at, replaces=former)


@override("vi")
def receipt_content(dossier: Dossier) -> dict[str, Any]:
    """Return the present fields of the receipt; the slip keeps them."""
    return {
        "code": dossier.code,
        "applicant": person(dossier),
        "proxy": proxy(dossier),
        "content": dossier.content,
        "procedure": f"{dossier.procedure.code} – {dossier.version.name}",
        "papers": [
            {"name": paper.name, "kind": str(paper.get_copy_kind_display()), "count": paper.count}
            for paper in dossier.components.filter(is_present=True).order_by("ordinal")
        ],
        "sets": dossier.sets,
        "term": term_in_words(dossier),
        "received": issuing.time_in_words(dossier.received_at),
        "due": issuing.time_in_words(dossier.due_at),
        "result_place": dossier.result_place or dossier.desk.name,
        "register": dossier.paper_register,
        "receiver": dossier.received_by_name,
    }


def _replaced(former: Slip | None) -> dict[str, str]:
    return {"replaces": str(former.payload["number"])} if former else {}


def person(dossier: Dossier) -> dict[str, Any]:
    applicant = dossier.applicant
    return {
        "name": dossier.applicant_name,
        "is_organisation": applicant.kind != applicant.Kind.CITIZEN,
        "id_number": applicant.id_number,
        "address": applicant.address,
        "phone": applicant.phone,
        "email": applicant.email,
    }


def proxy(dossier: Dossier) -> dict[str, str]:
    if not dossier.proxy_name:
        return {}
    return {
        "name": dossier.proxy_name,
        "id_number": dossier.proxy_id_number,
        "phone": dossier.proxy_phone,
        "paper": dossier.proxy_paper,
    }


def term_in_words(dossier: Dossier) -> str:
    """Return the limit in the words of the law, as on the receipt: "5 ngày làm việc"."""
    amount = Decimal(dossier.term_amount).normalize()
    if not amount:
        return WITHIN_THE_DAY
    return f"{amount:f}".replace(".", ",") + f" {UNITS[TimeLimit.Unit(dossier.term_unit)]}"
