"""Which official form is in force on a day: its set, number, title and the ending of its numbers (R1)."""

from dataclasses import dataclass
from datetime import date

from backoffice.dossiers.models import FormRule, Slip
from backoffice.organisation.models import Desk

Kind, FormSet = Slip.Kind, Slip.FormSet

# Thông tư 01/2018/TT-VPCP Điều 9, in force 6 January 2019; before, its layout served as an interim form.
TT01_FROM = date(2019, 1, 6)
# Thông tư 03/2025/TT-VPCP; an office with another day enters its own rule.
TT03_FROM = date(2025, 9, 15)
OF_2018 = {
    Kind.RECEIPT: ("01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "/TNHS"),
    Kind.SUPPLEMENT: ("02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "/PBS"),
    Kind.REFUSAL: ("03", "Phiếu từ chối tiếp nhận giải quyết hồ sơ", "/PTC"),
    Kind.APOLOGY: ("04", "Phiếu xin lỗi và hẹn lại ngày trả kết quả", "/PXL"),
    Kind.STOP_NOTICE: ("", "Thông báo dừng giải quyết hồ sơ", "/TBD"),
    Kind.CONTROL_SHEET: ("05", "Phiếu kiểm soát quá trình giải quyết hồ sơ", "/PKS"),
    Kind.REGISTER: ("06", "Sổ theo dõi hồ sơ", "/STD"),
    Kind.HAND_OVER_LIST: ("", "Danh sách bàn giao hồ sơ", "/DSBG"),
    Kind.URGING: ("", "Văn bản đôn đốc giải quyết hồ sơ", "/VBĐĐ"),
    Kind.CHAIRMAN: ("", "Thư xin lỗi", "/TXL"),
}
OF_2025 = OF_2018 | {
    Kind.RECEIPT: ("01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "/TTPVHCC"),
    Kind.APOLOGY: ("04", "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết", "/PXL"),
    Kind.STOP_NOTICE: ("05", "Thông báo dừng giải quyết hồ sơ", "/TBD"),
    Kind.CONTROL_SHEET: ("06", "Phiếu kiểm soát quá trình giải quyết hồ sơ", "/PKS"),
    Kind.REGISTER: ("07", "Sổ theo dõi hồ sơ", "/STD"),
}


@dataclass(frozen=True)
class Form:
    """An official form on a day; its number means nothing without its set."""

    kind: str
    form_set: str
    number: str
    title: str
    suffix: str
    is_interim: bool

    @property
    def is_of_2025(self) -> bool:
        return self.form_set == FormSet.TT03_2025


def form_for(desk: Desk, kind: str, *, on: date) -> Form:
    """Return the form of a kind at a desk on a day; a rule of the desk or country replaces the law's."""
    rule = FormRule.objects.of(desk, kind, on=on)
    if rule is not None:
        return Form(kind, rule.form_set, rule.form_number, rule.title, rule.suffix, rule.is_interim)
    form_set = FormSet.TT03_2025 if on >= TT03_FROM else FormSet.TT01_2018
    number, title, suffix = (OF_2025 if form_set == FormSet.TT03_2025 else OF_2018)[Kind(kind)]
    return Form(kind, form_set, number, title, suffix, is_interim=on < TT01_FROM)
