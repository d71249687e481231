"""Weekly duty sheets as offices write them; the people are invented (MẪU).

python -m tests.staffing.sheets    writes fixtures/samples/lich-truc-tuan-48.xlsx
"""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side

SAMPLE = Path(__file__).parents[2] / "fixtures" / "samples" / "lich-truc-tuan-48.xlsx"

DAYS = (
    "Thứ Hai\n23/11",
    "Thứ Ba\n24/11",
    "Thứ Tư\n25/11",
    "Thứ Năm\n26/11",
    "Thứ Sáu\n27/11",
)
PLACES = (
    (1, "Quầy số 1: Tư pháp – Hộ tịch – Chứng thực", "Đ/c Bùi Thị Hạnh"),
    (2, "Quầy số 2: Đất đai – Môi trường", "Đ/c Đinh Văn Long"),
    (3, "Quầy số 3: Kinh doanh – Hợp tác xã", "Đ/c Nguyễn Thị Thuỷ"),
    (4, "Quầy số 4: Xây dựng – Hạ tầng", "Đ/c Quách Văn Sơn"),
    (5, "Quầy số 5: Chính sách – Nông nghiệp", "Đ/c Bạch Thị Mơ"),
)
STANDBY = "Đ/c Trần Quốc Việt (dự phòng)"


def weekly(rows: Sequence[tuple[int | str, str, Sequence[str]]], *, title: str) -> Workbook:
    """Return a sheet with a title, merged days over Sáng and Chiều, `rows` and the usual end.

    A row is number, counter and ten cells from Monday morning to Friday afternoon.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = "Lịch trực"
    sheet.append(["UBND HUYỆN LƯƠNG SƠN", "", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"])
    sheet.append(["BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ", "", "", "", "Độc lập – Tự do – Hạnh phúc"])
    sheet.append([])
    sheet.append(["LỊCH TRỰC TẠI BỘ PHẬN MỘT CỬA (MẪU)"])
    sheet.append([title])
    sheet.append(["TT", "Quầy", *[word for day in DAYS for word in (day, "")]])
    sheet.append(["", "", *["Sáng", "Chiều"] * len(DAYS)])
    for row in rows:
        sheet.append([row[0], row[1], *row[2]])
    sheet.append([])
    sheet.append(["Ghi chú: người trực thay báo Trưởng Bộ phận trước giờ mở quầy."])
    sheet.append(["Nơi nhận: các phòng; lưu.", "", "", "", "", "", "", "", "TRƯỞNG BỘ PHẬN"])
    sheet.append([])
    sheet.append(["", "", "", "", "", "", "", "", "Hoàng Minh Đức"])
    for merged in ("A1:D1", "E1:L1", "A2:D2", "E2:L2", "A4:L4", "A5:L5", "A6:A7", "B6:B7"):
        sheet.merge_cells(merged)
    for first in range(3, 3 + 2 * len(DAYS), 2):
        sheet.merge_cells(start_row=6, end_row=6, start_column=first, end_column=first + 1)
    _dress(sheet, last_row=7 + len(rows))
    return book


def sample() -> Workbook:
    """The committed sheet: Tuesday 24/11 is a holiday, and counter 4 is taken over on Thursday."""
    rows = []
    for number, counter, name in PLACES:
        cells = [name, "nt", "Nghỉ lễ", "Nghỉ lễ", name, "nt", name, "nt", name, "nt"]
        if number == 4:
            cells[6:8] = [STANDBY, "nt"]
        rows.append((number, counter, cells))
    return weekly(rows, title="Tuần 48, từ ngày 23/11/2026 đến ngày 27/11/2026")


def as_bytes(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _dress(sheet, *, last_row: int) -> None:
    line = Side(style="thin")
    for row in sheet.iter_rows(min_row=6, max_row=last_row, max_col=12):
        for cell in row:
            cell.border = Border(left=line, right=line, top=line, bottom=line)
            cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
    for number in (1, 2, 4, 6, 7):
        for cell in sheet[number]:
            cell.font = Font(bold=True)
    sheet.column_dimensions["A"].width = 5
    sheet.column_dimensions["B"].width = 30


if __name__ == "__main__":
    SAMPLE.parent.mkdir(exist_ok=True)
    sample().save(SAMPLE)
