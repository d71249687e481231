"""Words beside an amount that make it something else than the limit: asked of a person, never guessed."""

from decimal import Decimal
from pathlib import Path

import pytest

from backoffice.procedures.terms import read

CASES = Path(__file__).resolve().parents[2].parent / "shared" / "cases" / "import" / "terms.txt"

# Validities, frequencies, duties of the citizen, refusals, other events, ages, ranges, guesses, dates.
ASKED = """
Giấy phép có thời hạn 03 năm | Giấy chứng nhận có giá trị trong 24 tháng |
Thẻ được cấp với thời hạn 10 năm | Chứng chỉ hành nghề có hạn 5 năm | Giá trị sử dụng 06 tháng |
Có giá trị 6 tháng kể từ ngày cấp | Hiệu lực: 12 tháng | 5 năm kể từ ngày cấp |
Thời hạn sử dụng thẻ là 02 năm | Hạn của giấy phép là 12 tháng | Thị thực có giá trị không quá 30 ngày |
Giấy tạm trú 30 ngày | Phiếu lý lịch tư pháp dùng được trong 06 tháng |
Giấy xác nhận tình trạng hôn nhân có giá trị 06 tháng kể từ ngày cấp | Được sử dụng trong vòng 1 năm |
Thời hạn cho thuê đất 50 năm | Thời gian hoạt động của dự án 10 năm | Mỗi năm một lần | 02 lần/năm |
Mỗi quý 1 lần | Định kỳ 6 tháng | 6 tháng/lần | 03 tháng báo cáo một lần | Cứ 2 năm phải đổi lại |
Không quá 2 lần trong 12 tháng | Tối đa 3 lần trong 01 năm | Một tháng hai lần |
Tối thiểu một lần trong 6 tháng | Lần thứ hai sau 30 ngày | Công dân bổ sung hồ sơ trong 10 ngày |
Người nộp phải bổ sung trong 05 ngày làm việc | Tổ chức, cá nhân hoàn thiện hồ sơ trong thời hạn 30 ngày |
Chủ đầu tư nộp tiền sử dụng đất trong 30 ngày |
Doanh nghiệp phải thông báo trong thời hạn 10 ngày kể từ ngày thay đổi | Nộp thuế trong 30 ngày |
Nộp lệ phí trong vòng 05 ngày kể từ ngày có thông báo | Người dân phải đến nhận kết quả trong 30 ngày |
Đến nhận kết quả trong vòng 15 ngày |
Cha mẹ có trách nhiệm đăng ký khai sinh trong 60 ngày kể từ ngày sinh |
Đăng ký khai tử trong 15 ngày kể từ ngày chết | Trong thời hạn 60 ngày kể từ ngày sinh con |
Trong 15 ngày kể từ ngày có người chết | Khai báo tạm trú trong 24 giờ | Phải khiếu nại trong 90 ngày |
Khiếu nại trong thời hạn 90 ngày kể từ ngày nhận được quyết định | Thời hiệu khiếu nại 90 ngày |
Hoàn tất nghĩa vụ thuế trong vòng 10 ngày | Bên mua thanh toán trong 7 ngày |
Trả lại hồ sơ trong 03 ngày nếu thiếu giấy tờ | Từ chối: trả lời trong 05 ngày |
Nếu từ chối thì trả lời bằng văn bản trong 03 ngày làm việc |
Trường hợp không cấp, trả lời trong 07 ngày | Hồ sơ không hợp lệ: thông báo trong 02 ngày làm việc |
Thông báo bằng văn bản lý do không chấp thuận trong 05 ngày | Hồ sơ thiếu thì báo lại trong 02 ngày |
Không đồng ý thì trả lời trong 5 ngày | 05 ngày làm việc đối với hồ sơ bị từ chối |
Trước khi tàu rời cảng 02 giờ | 02 giờ trước khi tàu rời cảng | Chậm nhất 24 giờ trước khi tàu đến |
Trước lễ hội 30 ngày | 30 ngày trước khi tổ chức lễ hội | Trước khi thẻ hết hạn 30 ngày |
Trước khi tổ chức ít nhất 05 ngày | Ngay trước khi tàu rời cảng | Trẻ em dưới 6 tuổi | Trẻ dưới 36 tháng |
Đủ 18 tuổi | Người từ 80 tuổi | Trẻ em 6 tháng tuổi | Lưu trữ 20 năm | Lưu hồ sơ 10 năm |
Hồ sơ được lưu giữ trong 5 năm | Bảo quản hồ sơ 70 năm | Thời gian lưu: 12 tháng | Lưu 02 năm |
Niêm yết 15 ngày | Công khai trong 07 ngày | Cách ngày hết hạn 30 ngày |
Sau khi kết thúc hội nghị 10 ngày | 10 ngày sau hội nghị | 05 ngày kể từ khi có kết quả thẩm định |
03 ngày từ ngày Chủ tịch ký | 15 ngày kể từ ngày họp hội đồng | 07 ngày sau khi công bố |
10 ngày tính từ ngày bế giảng | 30 ngày kể từ ngày ra viện | 05 ngày sau khi thi | ±3 ngày làm việc |
+/- 5 ngày | 5 ± 2 ngày | ≈ 10 ngày | ~ 7 ngày | gần 2 tháng | khoảng 10 ngày | chừng 5 ngày |
độ 10 ngày | cỡ 10 ngày | xấp xỉ 20 ngày | ước 5 ngày | ước chừng 05 ngày | hơn 1 tháng |
trên dưới 10 ngày | ngót 1 tháng | thường là 5 ngày | thông thường 10 ngày làm việc | bình quân 5 ngày |
trung bình 4 ngày | dự kiến 10 ngày làm việc | phấn đấu 5 ngày | cố gắng trong 3 ngày |
nhanh nhất 3 ngày | sớm nhất 5 ngày | không dưới 5 ngày | ít nhất 10 ngày | 5 ngày??? | 10 ngày? |
5 ngày trở lên | 24 giờ tính cả thứ bảy, chủ nhật | 48 giờ kể cả ngày lễ | 05 ngày bao gồm cả ngày nghỉ |
07 ngày, tính cả ngày nghỉ | 05 ngày gồm cả thứ bảy | 10 ngày (cả ngày nghỉ) | mười đến mười lăm ngày |
năm đến bảy ngày làm việc | hai hoặc ba ngày | ba - năm ngày | từ ba tới năm ngày | hai, ba ngày |
dăm ngày | vài ngày | vài ba ngày | mấy ngày | 5 - 10 ngày | 5~7 ngày | 5 đến 7 | 5 tới 7 ngày làm việc |
5 hay 7 ngày | 5, 6 ngày | không quá 10 ngày nhưng không dưới 5 ngày |
không quá 5 ngày nhưng tối đa 7 ngày | 5 ngày, chậm nhất 7 ngày | 5 ngày hoặc 3 ngày làm việc |
03 ngày (05 ngày) | 3 ngày/5 ngày | 15 ngày → 10 ngày | 5 ngày; 7 ngày | 10 ngày làm việc, 15 ngày |
#N/A | #REF! | #VALUE! | #DIV/0! | #NAME? | #NULL! | ###### | 5 | 07 | 12 | ngày làm việc | ngày | giờ |
tháng | 50% | 5% | 30 % | Giảm 20% | 15/11/2026 | ngày 15/11/2026 | 31-12-2026 | 2026-12-31 |
Trước 31/12 | 30/6 hằng năm | Đến hết ngày 30/6 | 15h30 | 8h-11h | 7h30 | 16 giờ chiều |
Trước 9 giờ sáng | V ngày | IV | X ngày làm việc | XV ngày | Năm 2026 | 2026 | 2025 ngày | năm 2025 |
Trong buổi chiều | Trong buổi họp | Trong ngày nghỉ | Trong ngày hội | Trong giờ hành chính | Trong tuần |
Trong tháng | Trong quý | 1 tuần | hai tuần | nửa tháng | 01 quý | 1 buổi | Trong ngày thứ Hai |
Nộp ngay | Báo ngay cho công an | Khai báo ngay | Người dân đến ngay trong ngày |
Nhận kết quả trong ngày thi | Hồ sơ 5 ngày tuổi | 5 ngày công | 5 ngày phép | ngày thứ 5 | 3 người/ngày |
5 hồ sơ/ngày | 2 ngày/tuần | Làm việc 5 ngày/tuần | mỗi tuần 2 ngày | thứ 2 đến thứ 6 | Nghỉ 12 ngày |
Nghỉ thai sản 6 tháng | Học 3 tháng | Đào tạo 06 tháng | Thời gian thử việc 2 tháng | Phạt tù 2 năm |
Hưởng trợ cấp 12 tháng | Cư trú từ 1 năm | Đã cư trú 06 tháng | Có 3 năm kinh nghiệm |
Kinh nghiệm công tác 03 năm | Sau 10 ngày mới được nộp lại | Chờ 5 ngày | Gia hạn 3 tháng |
Gia hạn thêm 10 ngày | Giảm 2 ngày | Rút ngắn còn 5 ngày so với 10 ngày | Giảm từ 10 ngày xuống 7 ngày |
Cắt giảm 03 ngày | Quá hạn 5 ngày | Chậm 5 ngày | Trễ 2 ngày | Xin lỗi trong 1 ngày | Hẹn lại 5 ngày |
Tạm dừng 10 ngày | Đang cập nhật | Chưa rõ | Hai lần trong 05 ngày | Thẩm định 5 ngày |
Thời gian thẩm định: 5 ngày | Bưu điện chuyển 2 ngày | Vận chuyển 2 ngày | Mất 5 ngày | Ở lại 30 ngày |
Thuê 5 năm | Cho phép lưu trú 30 ngày | Tạm trú 90 ngày | Phép bay 5 ngày | Bán hàng 5 ngày |
Được nghỉ 5 ngày làm việc | Giữ chỗ 5 ngày | Xe được chạy thử 30 ngày | Biển tạm 15 ngày |
Miễn thị thực 45 ngày | Trong thời hạn 02 năm không được cấp lại | Không được tái phạm trong 12 tháng |
05 ngày; thẻ có giá trị 5 năm | Cấp giấy phép thời hạn 05 năm | Giấy phép: 5 năm |
Thời hạn giấy phép: 5 năm | Thời hạn hợp đồng: 12 tháng | Thời hạn visa: 90 ngày |
Bằng lái có hạn 10 năm | Thẻ BHYT hạn 1 năm | Hộ chiếu 10 năm | CCCD có giá trị đến 25 tuổi |
Quyết định có hiệu lực sau 15 ngày | Có hiệu lực kể từ ngày ký 30 ngày |
Được phép hoạt động trong thời gian 6 tháng | Giấy phép xây dựng phải khởi công trong 12 tháng |
Khởi công trong vòng 12 tháng | Được gia hạn 12 tháng | Hết hạn sau 5 năm | Một năm hai lần |
Ba tháng một lần | 1 năm 1 lần | 1 tháng/1 lần | Báo cáo 6 tháng | Báo cáo định kỳ 06 tháng |
Kiểm định 12 tháng một lần | Kiểm tra lại sau 06 tháng | Hàng tháng | Hằng quý, 15 ngày |
Chủ hộ khai báo trong 24 giờ | Người sử dụng đất nộp tiền trong 30 ngày |
Người đề nghị hoàn chỉnh hồ sơ trong 10 ngày làm việc | Yêu cầu bổ sung trong 05 ngày |
Đề nghị sửa chữa trong 03 ngày | Cá nhân nộp phí trong 03 ngày kể từ ngày nhận thông báo |
Nhận thông báo trong 3 ngày | Đối tượng phải có mặt trong 7 ngày | Khắc phục trong 30 ngày |
Giải trình trong 05 ngày | Ký hợp đồng trong 10 ngày | Nhà thầu hoàn thành trong 24 tháng |
Xây dựng xong trong 36 tháng | Phải hoàn thành trong 24 tháng | Thi công 6 tháng |
Trả lời khi không đủ điều kiện: 05 ngày | Văn bản từ chối trong 3 ngày làm việc |
Thông báo từ chối: 02 ngày | Không thụ lý: 5 ngày | Hồ sơ chưa đạt trả lại trong 02 ngày |
Hồ sơ chưa đủ: 01 ngày | Trường hợp hồ sơ không đạt yêu cầu, thông báo trong 2 ngày |
Nếu hồ sơ sai, trả trong 1 ngày | 2 giờ trước giờ khởi hành | Trước giờ bay 3 giờ |
Trước ngày cưới 10 ngày | Trước thời điểm thông xe 5 ngày | Trước hội nghị 5 ngày | Trước Tết 10 ngày |
Trước vụ gieo 15 ngày | 15 ngày trước mùa vụ | Sau mưa 24 giờ | Sau sinh 60 ngày | Sinh ra trong 60 ngày |
Chết trong 15 ngày | Kết hôn được 3 năm | Nam từ 20 tuổi | Nữ đủ 18 năm tuổi | Bé 12 tháng |
Con dưới 36 tháng tuổi: 3 ngày | Hồ sơ lưu 5 năm | Thời gian bảo quản 10 năm | Cất giữ 3 năm |
Giữ trong 10 năm | Sổ giữ 2 năm | Cách nhau 5 ngày | Cách lần trước 6 tháng | Tính đến ngày thi 30 ngày |
Kể từ ngày sinh 60 ngày | 60 ngày kể từ ngày sinh | 15 ngày kể từ ngày chết |
30 ngày từ ngày ký hợp đồng | 10 ngày từ khi phát hiện | 07 ngày kể từ khi hoàn thành |
10 ngày kể từ ngày nhận được thông báo nộp thuế | 10 ngày kể từ ngày nhận được kết quả |
10 ngày kể từ ngày nhận quyết định | 10 ngày kể từ ngày nhận bàn giao | Áng chừng 5 ngày | Tầm 5 ngày |
Đâu đó 5 ngày | Cùng lắm 5 ngày | Nhiều nhất khoảng 5 ngày | Quãng 5 ngày | Non 1 tháng | Hơn 10 ngày |
Dưới 10 ngày | Trên 5 ngày | Quá 5 ngày | Gần như 5 ngày | Tùy hồ sơ, 5 ngày | Tùy trường hợp 5 ngày |
5 ngày (tùy hồ sơ) | 5 ngày tùy trường hợp | 5 ngày gì đó | 5 ngày hoặc hơn | 5 ngày nếu kịp |
5 ngày (dự kiến) | 5 ngày (ước tính) | 5 ngày (tham khảo) | 5 ngày (chưa chắc chắn) |
5 ngày - chờ xác nhận | 5 ngày (cũ) | 5 ngày (đã bãi bỏ) | 5 ngày (hết hiệu lực) | 5 ngày (?) |
(?) 5 ngày | ?5 ngày | 5? ngày | 5 ngày ??? | 5 ngày!! | 5 ngày kể cả thứ 7 | 72 giờ tính cả đêm |
72 giờ liên tục | 05 ngày liên tục | 5 ngày đêm | 5 ngày rằm | 5 ngày âm lịch | ba bốn ngày |
bốn, năm ngày | bảy tám ngày làm việc | sáu hoặc tám ngày | mươi ngày | mười mấy ngày |
mười lăm - hai mươi ngày | từ mười đến hai mươi ngày | 05-10 ngày làm việc | 5 -> 10 ngày | 5..10 ngày |
5 … 7 ngày | 5 ngày và 3 giờ | 5 ngày 4 giờ | 1 tháng 15 ngày | 1 tháng rưỡi | 1,5 tháng | 2,3 ngày |
3.7 ngày | 1.25.5 ngày | 5,0,0 ngày | năm lăm ngày | 5 ngày làm việc, quá hạn 3 ngày |
5 ngày làm việc (trước đây 10 ngày) | 5 ngày làm việc (đã rút ngắn từ 7 ngày) | 5 ngày thay vì 7 ngày |
Từ 7 ngày còn 5 ngày | 10 ngày, giảm 20% còn 8 ngày | 10 ngày làm việc x 80% | 10 ngày - 2 ngày |
10 ngày trừ 2 ngày | (5) ngày (7) | I. 5 ngày II. 7 ngày | 5 năm 2026 | Ngày 5 tháng 6 | ngày 5 |
tháng 5 | 05/06 | 5/6/2026 ngày | 2026 ngày | 12h00 ngày 5 | lúc 8 giờ | 8 giờ sáng |
từ 8 giờ đến 11 giờ | giờ hành chính | 5 phút trước | Trong đêm | Trong buổi tiếp dân | Trong kỳ họp |
Trong phiên | Trong ca | Trong ngày Tết | Trong ngày cuối tháng | Trong ngày lễ 30/4 |
trong ngày tiếp công dân | Cung cấp ngay cho công an | Gửi ngay bản gốc | Nộp ngay lệ phí |
Nộp trong ngày | Bổ sung ngay trong ngày | Người nộp bổ sung trong ngày | Có hiệu lực ngay | Hủy ngay |
Dừng ngay | Thời hạn giải quyết khiếu nại: công dân gửi trong 90 ngày | Hiệu lực 5 ngày làm việc |
Trong 5 ngày, công dân nộp bổ sung | Trong thời hạn 30 ngày, người sử dụng đất phải nộp tiền |
Trong vòng 05 ngày làm việc, tổ chức, cá nhân hoàn thiện hồ sơ |
Trong 05 ngày làm việc, nếu từ chối phải trả lời bằng văn bản |
Trong 03 ngày, trả lại hồ sơ và nêu lý do |
Trong thời hạn 6 tháng kể từ ngày cấp, giấy phép không sử dụng thì bị thu hồi |
Trong thời hạn 15 ngày trước ngày hết hạn | Thời hạn nộp hồ sơ: 30 ngày | Thời hạn nộp 30 ngày |
Thời gian nộp hồ sơ là 60 ngày kể từ ngày sinh | Thời gian niêm yết 15 ngày |
Thời gian công khai: 7 ngày | Thời gian lưu trữ 120 tháng | Thời gian cắt giảm 2 ngày |
Thời gian tiếp dân 2 ngày/tuần | Thời gian nghỉ 12 ngày | Thời hạn bảo hành 12 tháng |
Thời hạn giao hàng 5 ngày | Thời hạn khiếu nại 90 ngày | Thời hạn đóng tiền 5 ngày |
Thời hạn bổ sung hồ sơ: 10 ngày | Thời hạn khắc phục: 30 ngày | Thời hạn báo cáo: 05 ngày |
Thời hạn xử phạt 1 năm | Thời hạn tạm giữ 24 giờ | Thời gian chờ 5 ngày | Thời gian học 3 tháng |
Thời gian di chuyển 2 giờ | Hạn nộp 5 ngày | Hạn chót 5 ngày | Hạn 5 năm | hạn: 12 tháng |
Thời hạn 5 năm | Thời hạn: 10 năm | trong thời hạn 02 năm | Không quá 5 năm | tối đa 10 năm |
05 ngày làm việc (giấy phép 5 năm) | 05 ngày làm việc, giấy phép có hạn 5 năm |
07 ngày - nộp bổ sung 5 ngày | 05 ngày làm việc. Nộp phí trong 03 ngày | 05 ngày làm việc. Lưu 10 năm |
5 ngày. Người dân nhận kết quả trong 30 ngày | Cấp trong 5 năm | Cấp cho 5 năm | Cấp lại sau 12 tháng |
Đăng ký tạm trú 24 tháng | Đăng ký trong 60 ngày | Đăng ký khai sinh trong 60 ngày kể từ ngày sinh |
Đổi thẻ 10 năm | Đổi trong 6 tháng | Thay đổi trong 10 ngày | Thành lập trong 36 tháng |
Thu hồi sau 12 tháng | Nhóm 3 tháng | Khi trẻ đủ 6 tháng | Khi hết hạn 30 ngày | Nếu quá 5 ngày |
Nếu không nộp trong 30 ngày | Trường hợp quá 30 ngày không đến nhận | Trường hợp chậm 5 ngày |
Đối với thẻ hết hạn dưới 6 tháng | Đối với người trên 60 ngày | Đối với giấy phép 5 năm | Với thẻ 5 năm |
Loại 3 tháng | Loại 1 năm | Visa loại 3 tháng
"""


READ = [
    (".5 ngày", "0.5"),
    ("5 ngày làm việc", "5"),
    ("Không quá 5 ngày làm việc", "5"),
    ("Thời hạn giải quyết 10 ngày", "10"),
    ("Thời gian giải quyết thủ tục là 7 ngày làm việc", "7"),
    ("Giải quyết trong 7 ngày", "7"),
    ("Trả kết quả trong 3 ngày làm việc", "3"),
    ("Trong 24 giờ kể từ khi nhận đủ hồ sơ", "24"),
    ("Trong vòng 05 ngày làm việc kể từ ngày nhận hồ sơ hợp lệ", "5"),
    ("05 ngày làm việc (kể từ ngày nhận đủ hồ sơ)", "5"),
    ("05 ngày làm việc theo quy định", "5"),
    ("Chậm nhất 05 ngày làm việc", "5"),
    ("Tối đa 05 ngày", "5"),
    ("05 ngày làm việc, không kể ngày nghỉ", "5"),
    ("Thời hạn: 1 tháng", "1"),
    ("8 giờ làm việc", "8"),
    ("Nửa ngày", "0.5"),
    ("mười lăm ngày làm việc", "15"),
    ("10 ngày (mười ngày)", "10"),
    ("Cấp đổi trong 5 ngày làm việc", "5"),
    ("Cấp mới 5 ngày", "5"),
    ("Đối với trường hợp cấp mới: 5 ngày làm việc", "5"),
    ("Đối với cấp lại thì 3 ngày", "3"),
    ("Đăng ký lần đầu: 20 ngày", "20"),
    ("Trong 05 ngày làm việc kể từ ngày nhận được văn bản đề nghị", "5"),
    ("10 ngày, kể từ ngày nhận hồ sơ; trường hợp từ chối phải trả lời bằng văn bản", "10"),
]


@pytest.mark.parametrize("text", [phrase.strip() for phrase in ASKED.split("|")])
def test_words_that_no_limit_has_send_the_amount_to_a_person(text):
    reading = read(text)
    assert reading.needs_person, reading


@pytest.mark.parametrize(("text", "value"), READ)
def test_words_that_stand_beside_limits_let_the_amount_pass(text, value):
    reading = read(text)
    assert (reading.needs_person, reading.main and reading.main.value) == (False, Decimal(value))


@pytest.mark.skipif(not CASES.exists(), reason="the collected phrases are not on this machine")
def test_every_collected_phrase_is_asked():
    for text in CASES.read_text(encoding="utf-8").splitlines():
        assert read(text).needs_person == (text != ".5 ngày"), text
