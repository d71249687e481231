"""What the tests of the import share: a desk with its keeper, and small sheets."""

from datetime import date

from backoffice.organisation.models import Desk, User
from backoffice.procedures.importing.execution import applying
from backoffice.procedures.importing.plans import previewing
from backoffice.procedures.models import ImportBatch, Procedure, ProcedureVersion
from tests.procedures.sheets import xlsx
from tests.support.factories import KEEPER, at, make_desk, make_user

HEADER = ["STT", "Mã thủ tục", "Tên thủ tục", "Lĩnh vực", "Thời hạn giải quyết", "Thành phần hồ sơ"]
BIRTH = [1, "1.001193", "Đăng ký khai sinh", "Hộ tịch", "05 ngày làm việc", "Tờ khai"]
DEATH = [2, "1.000656", "Đăng ký khai tử", "Hộ tịch", "Trong ngày", "Giấy báo tử"]
DECISION = applying.Decision(
    number="15/QĐ-UBND", decided_on=date(2026, 11, 16), effective_on=date(2026, 12, 1)
)


def make_keeper(desk: Desk | None = None) -> User:
    return make_user(KEEPER, desk=desk or make_desk())


def sheet(*rows: list, header: list = HEADER) -> bytes:
    return xlsx({"TTHC": [header, *rows]})


def preview(keeper: User, *rows: list, header: list = HEADER, **options) -> ImportBatch:
    data = sheet(*rows, header=header)
    return previewing.preview(
        desk=keeper.desk, by=keeper, data=data, file_name="danh-sach.xlsx", at=at(9), **options
    )


def load(keeper: User, *rows: list, header: list = HEADER, **options) -> ImportBatch:
    """Read and write a sheet of these rows."""
    return applying.apply(batch=preview(keeper, *rows, header=header), by=keeper, at=at(9, 5), **options)


def version_of(code: str) -> ProcedureVersion:
    """Return the newest version of a procedure."""
    return Procedure.objects.get(code=code).versions.order_by("-number")[0]


def history_rows() -> dict[str, int]:
    return {model.__name__: model.history.count() for model in (Procedure, ProcedureVersion)}
