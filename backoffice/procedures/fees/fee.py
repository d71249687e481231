"""The result of parsing a fee text: amounts with conditions, free, not stated, or for a person to decide."""

from dataclasses import dataclass
from decimal import Decimal

CURRENCIES = ("VND", "USD")
KINDS = ("fee", "levy")  # phí, lệ phí
REASONS = (
    "not_stated",  # "Không có thông tin": no doubt, and no amount either
    "no_amount",  # a heading, a remark
    "refers_elsewhere",  # "theo quyết định của Hội đồng nhân dân tỉnh"
    "free_or_not",  # "Miễn phí" beside an amount, or beside the name of a fee
    "too_small",  # "100 VNĐ": the thousands were lost
    "amounts_disagree",
    "currencies_disagree",
    "numbers_disagree",  # figures and words
    "odd_number",  # "1100,000 VNĐ"
    "several",  # amounts without words that say when each applies
    "range",
    "limits",  # "tối đa không quá 200.000 đồng"
    "formula",
    "percentage",
    "dated",  # an amount or an exemption from or until a day
    "too_long",
)


@dataclass(frozen=True, slots=True)
class Fee:
    """An amount of money; `unit` ("/lần") and `condition` are in the text's own words."""

    amount: Decimal
    currency: str
    unit: str = ""
    kind: str = ""
    channel: str = ""
    condition: str = ""


@dataclass(frozen=True, slots=True)
class FeeReading:
    """A parsed fee text; `needs_person`: somebody must look at it before money is collected by it."""

    text: str
    fees: tuple[Fee, ...] = ()
    free: bool = False
    needs_person: bool = False
    reason: str = ""
