"""Printed forms: snapshots with a number of the year and a hash, re-printed but never edited (Điều 9)."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import F
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from backoffice.dossiers.lifecycle import seals
from backoffice.dossiers.models import Dossier, Refusal, Slip, SlipSerial, Stop, Supplement
from backoffice.dossiers.slips import official_forms
from backoffice.organisation.models import Desk, User


def issue(
    *,
    desk: Desk,
    kind: str,
    by: User,
    at: datetime,
    content: Mapping[str, Any],
    dossier: Dossier | None = None,
    replaces: Slip | None = None,
) -> Slip:
    """Take the next number of the form in the year and save the content, in the caller's transaction."""
    on = localdate(at)
    form = official_forms.form_for(desk, kind, on=on)
    number = _next_number(desk, kind, on.year)
    payload = {**header(desk, form, number=f"{number:02d}{form.suffix}", on=on), **content}
    sha256 = content_hash(payload)
    return Slip.objects.create(
        dossier=dossier,
        desk=desk,
        kind=kind,
        form_set=form.form_set,
        year=on.year,
        number=number,
        issued_at=at,
        issued_by=by,
        payload=payload,
        sha256=sha256,
        seal=seals.made_of(seals.form(desk.pk, str(kind), on.year, number, sha256)),
        replaces=replaces,
    )


def preview(*, desk: Desk, kind: str, at: datetime, content: Mapping[str, Any], dossier: Dossier) -> Slip:
    """Return the form as `issue` would save it, without a number and not saved."""
    on = localdate(at)
    form = official_forms.form_for(desk, kind, on=on)
    payload = {**header(desk, form, number=f"……{form.suffix}", on=on), **content}
    return Slip(dossier=dossier, desk=desk, kind=kind, form_set=form.form_set, payload=payload)


def content_hash(payload: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a form's content, the same on every engine."""
    canonical = json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def count_print(slip: Slip) -> int:
    """Count a print and return its number; from the second on the form is marked as a re-print."""
    Slip.objects.filter(pk=slip.pk).update(printed=F("printed") + 1)
    slip.refresh_from_db(fields=["printed"])
    return slip.printed


def void_words(slip: Slip) -> str:
    """Return why a form no longer holds, in the language of the forms; "" where it does."""
    with override("vi"):
        replaced = Slip.objects.filter(replaces=slip).first()
        if replaced is not None:
            return _("Replaced by number %(number)s of %(day)s") % {
                "number": replaced.payload["number"],
                "day": day_in_words(localdate(replaced.issued_at)),
            }
        for model in (Refusal, Stop, Supplement):
            made = model._default_manager.filter(slip=slip, revoked_at__isnull=False).first()
            if made is not None and made.revoked_at:
                return _("Taken back on %(day)s: no longer valid") % {
                    "day": day_in_words(localdate(made.revoked_at))
                }
    return ""


def day_in_words(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def time_in_words(at: datetime) -> str:
    """Return the local instant as the forms write it: "08 giờ 37 phút, ngày 25/12/2019"."""
    here = localtime(at)
    return f"{here:%H} giờ {here:%M} phút, ngày {here:%d/%m/%Y}"


def header(desk: Desk, form: official_forms.Form, *, number: str, on: date) -> dict[str, Any]:
    """Return the header of every form, with the names of the office and the form on that day."""
    return {
        "superior": desk.superior,
        "authority": desk.authority,
        "desk": desk.name,
        "place": desk.place,
        "on": on.isoformat(),
        "form_number": form.number,
        "form_set": form.form_set,
        "title": form.title,
        "number": number,
        "interim": form.is_interim,
        "phone": desk.phone,
    }


def _next_number(desk: Desk, kind: str, year: int) -> int:
    table = SlipSerial._meta.db_table
    statement = (
        f"INSERT INTO {table} (desk_id, kind, year, last) VALUES (%s, %s, %s, 1) "
        f"ON CONFLICT (desk_id, kind, year) DO UPDATE SET last = {table}.last + 1 RETURNING last"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [desk.pk, str(kind), year])
        return cursor.fetchone()[0]
