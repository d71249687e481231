"""Loads the demonstration into a database without an office; a second run adds only what is missing."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from backoffice.demonstration import catalogue, desk_records, past, places, present
from backoffice.dossiers.models import Dossier
from backoffice.organisation.models import Desk
from backoffice.organisation.reference import load_reference


class RealRowsHere(Exception):
    """The database belongs to an office."""


def load(*, at: datetime) -> str:
    """Create the missing parts of the demonstration and return a summary in one line.

    :raises RealRowsHere: there is a desk that is not the demonstration's, or a real dossier.
    """
    if Desk.objects.real().filter(is_demonstration=False).exists() or _real_dossiers():
        raise RealRowsHere("Cơ sở dữ liệu này đã có dữ liệu thật; không nạp dữ liệu trình diễn vào.")
    with transaction.atomic():
        load_reference()
        district = places.lay_out()
        catalogue.lay_out(district)
        past.load(at=at)
    # Reception commits refused attempts by itself, so it runs outside a transaction.
    present.load(district, at=at)
    with transaction.atomic():
        desk_records.load(district, on=localdate(at))
    desks, dossiers = Desk.objects.count(), Dossier.objects.count()
    return f"Dữ liệu trình diễn: {desks} bộ phận Một cửa, {dossiers} hồ sơ (hư cấu)."


def _real_dossiers() -> bool:
    return Dossier.objects.filter(nature=Dossier.Nature.REAL).exists()
