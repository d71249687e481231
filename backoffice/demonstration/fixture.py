"""The facts of the demonstration: units and procedures are public, every person is invented."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.conf import settings

PASSWORD = "motcua-demo"
REASON = "Dữ liệu trình diễn (hư cấu)"
DISTRICT = "luong-son"
FOUNDED_ON = date(2018, 6, 21)
# Two years, within the lawful 12 to 36 months (Nghị định 118/2025 Điều 11).
SECONDED_FROM = date(2026, 1, 5)
SECONDED_TO = date(2027, 12, 31)
REPORTED_ON = date(2019, 10, 24)


@dataclass(frozen=True)
class ProcedureFacts:
    """The facts of a procedure of the demonstration."""

    code: str
    name: str
    field: str
    division: str
    levels: tuple[str, ...]
    amount: Decimal
    unit: str
    same_day: bool
    fee: Decimal
    fee_kind: str
    per: str
    documents: tuple[str, ...]
    weight: int


@cache
def facts() -> dict:
    path = Path(settings.BASE_DIR) / "fixtures" / "demonstration.json"
    return json.loads(path.read_text(encoding="utf-8"))


@cache
def procedures() -> tuple[ProcedureFacts, ...]:
    return tuple(
        ProcedureFacts(
            **row
            | {
                "amount": Decimal(row["amount"]),
                "fee": Decimal(row["fee"]),
                "levels": tuple(row["levels"]),
                "documents": tuple(row["documents"]),
            }
        )
        for row in facts()["procedures"]
    )
