"""The words beside an amount: those with which a limit is written, and those of something else.

The list of what a duration can be instead is endless: a validity, an age, a duty of the citizen. So it is the
other way round: words that are known to stand beside a limit let it pass, and all others send it to a person.
"""

import re

from backoffice.procedures.terms import labels
from backoffice.procedures.terms.entries import Entry
from backoffice.procedures.terms.words import any_of

# What may follow an amount directly; "kể cả ngày nghỉ" and "phải nộp xong" may not.
_GOES_ON = re.compile(
    any_of(
        """kể từ, kẻ từ, tính từ, tính kể từ, được tính từ, được tính kể từ, từ (?:ngày|khi|lúc|thời điểm),
        sau khi (?:tiếp )?nhận, hợp lệ, đối với, với (?:các )?trường hợp, trong trường hợp, trường hợp,
        riêng, nếu(?! kịp| được| có thể), áp dụng, để, hồ sơ, dự án, công trình, thủ tục,
        theo (?:quy định|khoản|điều|điểm|luật|nghị),
        trực tiếp, trực tuyến, qua, dịch vụ, nộp (?:hồ sơ )?(?:trực|qua|tại), gửi (?:hồ sơ )?(?:trực|qua),
        nhận hồ sơ, sử dụng (?:dịch|hệ),
        trong đó, cụ thể, bao gồm(?! cả), gồm(?! cả), như sau, nhưng, tổng,
        (?:và|hoặc|hay|còn)(?! hơn| ít| lâu| nhiều| sớm| thêm| muộn),
        không (?:kể|tính|bao gồm), chưa (?:kể|tính|bao gồm), trừ thời gian, không phải,
        thực hiện (?:niêm|thẩm|kiểm|thủ|giải|cấp|xác|việc), so với (?:thời|quy),
        làm việc, kéo dài, có thể, thì, là, được, tối đa, không quá, chậm nhất, giải quyết, xử lý,
        ubnd, ủy ban, uỷ ban, sở, phòng, bộ, cục, tổng cục, chi cục, vụ, văn phòng, công an, trung tâm,
        cơ quan, chủ tịch, hội đồng, bảo hiểm xã hội, ban, tại, cấp, thẩm định, thẩm tra, kiểm tra,
        phê duyệt, quyết định, đánh giá, trả (?:kết quả|chứng|giấy|thẻ|hồ), ban hành, công bố, xem xét,
        ra quyết định, tiếp nhận, niêm yết, trình, lấy ý kiến, xác nhận, chuyển, ký, thông báo, gia hạn,
        điều chỉnh, thay đổi, thu hồi, đăng ký, chứng thực, phí, lệ phí, bước, vùng, xã, khu vực, miền,
        ngày, ngay, trong (?:ngày|thời|vòng), thời (?:hạn|gian) (?:giải|thực|xử|thẩm), mức phí"""
    )
    + r"\b|[\d+*•~=/%<>-]|[a-zđ][.)]\s|o\s",
)
_SIGNS = " \n\t,;.:()[]-–•*+'\"“”_/"
_COUNTED = re.compile(
    r"[\s,(]*(?:được )?(?:tính )?(?:kể từ|kẻ từ|tính từ|từ (?=ngày|khi|thời|lúc)|sau khi)\b"
)
# Words of an agency's own work, beside which a sentence without more is a limit.
_COMPLETE = re.compile(r"(?:nhận|nộp|có|gửi|đủ)\b[^.;]{0,60}\b(?:hồ sơ|hợp lệ|đầy đủ|đơn|đề nghị|đề xuất)\b")
_COUNTED_BEFORE = re.compile(r"(?:kể|tính) từ (?:ngày|khi)[^.;]{0,40}nhận")
_CITED = re.compile(
    r"\W*(?:căn cứ|theo)?\s?(?:điều|khoản|quyết định|nghị định|thông tư|luật|nghị quyết|quy định)\b"
)
_EXCLUDED = re.compile(r"(?:không|chưa) (?:tính|kể|bao gồm)\b|trừ\b")
_OFFICE = re.compile(
    r"(?:thời hạn|thời gian)\s?(?:giải quyết|xử lý|thực hiện thủ tục|trả kết quả)"
    r"|giải quyết (?:hồ sơ|thủ tục|tthc|yêu cầu|đơn)|trả kết quả"
)
_REFUSAL = re.compile(
    r"\b"
    + any_of(
        """không giải quyết, từ chối, không (?:đủ|đạt|đáp ứng) (?:điều kiện|tiêu chuẩn|yêu cầu),
                không chấp thuận, không chấp nhận, không đồng ý, không cấp, không được (?:cấp|duyệt|chấp),
                không phê duyệt, không công nhận, bị trả lại, trả lại hồ sơ, không thụ lý, bác đơn, bác hồ sơ,
                không (?:nộp|đến|bổ sung|thực hiện|hoàn thiện),
        không tiếp nhận, không thuộc thẩm quyền, (?:chưa|không) (?:hợp lệ|đầy đủ), còn thiếu,
        hồ sơ (?:bị |còn )?(?:sai|lỗi|thiếu|chưa)"""
    )
    + r"\b"
)
_NOT_A_LIMIT = (
    ("one_step", _REFUSAL),
    (
        "condition",
        re.compile(
            r"\b"
            + any_of(
                """hiệu lực, có giá trị, giá trị sử dụng, hạn dùng, hạn sử dụng, có thời hạn, thời hiệu,
                nhiệm kỳ, lưu trữ, lưu giữ, lưu hồ sơ, lưu kho, bảo quản, bảo hành, niêm phong,
                tuổi, nghĩa vụ, hình phạt, án treo, thử việc, tập sự, thâm niên, kinh nghiệm,
                khiếu nại lại, khởi kiện, kháng cáo"""
            )
            + r"\b"
            r"|\b(?:thời hạn|thời gian|(?<!gia )hạn) (?:của (?:giấy|thẻ|chứng|bằng|visa|thị|hộ|hợp)|"
            r"cho|sử dụng|thuê|vay|hoạt động|hợp đồng|đào tạo|học|"
            r"tạm trú|lưu trú|cư trú|khai thác|dự án|đầu tư|bảo|hiệu|giấy|thẻ|chứng|bằng|visa|thị thực)\b"
        ),
    ),
    (
        "condition",
        re.compile(r"\b(?:một|hai|ba|bốn|năm|\d+|mỗi|nhiều) lần\b|\b(?:định|chu) kỳ\b|\b[hm][aàăằ]ng năm\b"),
    ),
    ("before_event", re.compile(r"\btrước (?:khi|ngày|lúc|giờ|thời|hạn|lễ|tết)\b")),
)
_PEOPLE = (
    r"(?:người|công dân|cá nhân|tổ chức|doanh nghiệp|chủ |hộ |đương sự|thí sinh|học viên|khách|nhà thầu|"
    r"nhà đầu tư|bên |thương nhân|đơn vị|cơ sở|ông|bà|gia đình|thân nhân|học sinh|sinh viên|lao động)"
)
_DUTY = re.compile(
    rf"\A\W*(?:các |những |mỗi )?{_PEOPLE}[^.;:]{{0,60}}"
    r"\b(?:phải|cần|có trách nhiệm|nộp|bổ sung|hoàn thiện|hoàn thành|khắc phục|"
    r"kê khai|khai báo|thực hiện|đến|xuất trình|thanh toán|đóng|gửi|báo cáo|trả|giải trình|khai|làm|"
    r"hoàn tất|hoàn chỉnh|sửa|nhận|đăng ký|cung cấp|có mặt|chuẩn bị|chịu)\b"
    r"|\A\W*(?:phải|cần|yêu cầu|đề nghị)\b"
    r"|\b(?:nộp|đóng) (?:bổ sung|tiền|phí|lệ phí|thuế|lại|phạt|đủ)\b"
    r"|\b(?:bổ sung|hoàn thiện|hoàn chỉnh) hồ sơ\b"
)
# A name of a case with its own word for it; all others are sentences.
_NAMED_CASE = re.compile(
    r"(?:[\W\d]|các |[a-zđ][.)] )*"
    + any_of(
        """đối với, trường hợp, trong trường hợp, nếu, riêng, khi, với, dự án, công trình, nhóm, loại,
        thủ tục, cấp, gia hạn, điều chỉnh, xã, vùng, địa bàn,
        khu vực, thu hồi, còn lại, áp dụng, lần, miền núi, nông thôn, đô thị, chấp thuận, nhận hồ sơ"""
    )
    + r"\b"
)
# "Đối với … thì không quá", "cấp đổi trong"; not "khi hết hạn 30 ngày".
_OF_CASE = re.compile(
    r"(?:\b(?:thì|là|trong|không quá|tối đa|thời hạn|thời gian|vòng|chậm nhất)|[,:(-])\s*\Z"
    r"|\A\W*(?:[a-zđ][.)] )?(?:cấp|cấp \w+|thu hồi|chấp thuận|điều chỉnh|bổ sung|lần \w+|còn lại)\s*\Z"
)


def strange(entry: Entry, *, alone: bool) -> str:
    """Return why the words beside the amount of `entry` are not those of a limit; "" where they are.

    :param alone: no other limit stands in the text, so that its name is not told apart from a sentence.
    """
    before, after = entry.before, entry.after
    follows = re.split(r"[;.]\s", after.lstrip(_SIGNS), maxsplit=1)[0][:80]
    if "?" in before[-3:] + after[:4]:
        return "approximate"
    if follows and not _GOES_ON.match(follows):
        return _named(before) or _named(follows) or "unclear"
    if _COUNTED.match(after):
        return _counted(entry, before, after)
    return _sentence(entry, before, alone=alone) or (_said_after(follows) if alone else "")


def _counted(entry: Entry, before: str, after: str) -> str:
    """Judge what is counted "kể từ ngày …": from the dossier, or from something that a person waits for."""
    if _COMPLETE.search(after):
        return ""
    return _named(before) or ("unclear" if entry.lead.kinds == {"prose"} else "")


def _sentence(entry: Entry, before: str, *, alone: bool) -> str:
    kinds = entry.lead.kinds
    ends = before.rstrip(" (•-+").endswith(":")
    if not ends and _DUTY.search(re.split(r":\s", before)[-1]):
        return "one_step"
    quantity = entry.mention.quantity
    if quantity.unit == "year" and ((quantity.value or 0) > 2 or any(sign.isalpha() for sign in before)):
        return "condition"
    if not kinds or (not alone and (ends or kinds != {"prose"})):
        return ""
    if _OFFICE.search(before) or _COUNTED_BEFORE.search(before) or (ends and _CITED.match(before)):
        return ""
    reason = _named(before)
    if reason or kinds == {"prose"}:
        return reason or "unclear"
    if alone and not ends and before.strip(_SIGNS) == "gia hạn":
        return "extension_unclear"
    if kinds == {"case"} and not ends and not (_NAMED_CASE.match(before) and _OF_CASE.search(before)):
        return "unclear"
    return ""


def _named(words: str) -> str:
    """Return what else the words say the duration is."""
    for reason, pattern in _NOT_A_LIMIT:
        if pattern.search(words):
            return reason
    return "one_step" if _DUTY.search(words) else ""


def _said_after(follows: str) -> str:
    """Judge the words after an amount; where they name a case, only a refusal makes it something else."""
    if _EXCLUDED.match(follows):
        return ""
    if _NAMED_CASE.match(follows):
        return "one_step" if _REFUSAL.search(follows) else ""
    return _named(follows)


_DAY_LEAD = re.compile(
    r"(?:[\W\d]|\b"
    + any_of(
        """thời hạn, thời gian, giải quyết, thực hiện, xử lý, trả, kết quả, hồ sơ, thủ tục, tthc, là, trong,
        ngay, cấp, đổi, có, được, không quá, chậm nhất, tối đa, yêu cầu, chứng thực, sẽ,
        cho (?:công dân|người dân|người yêu cầu|tổ chức|cá nhân),
        giấy, bản sao, xong, luôn, hành chính, số, quy định, o, thì, trực tiếp, trực tuyến, mới, lại, đăng ký,
        tiếp nhận, và, cùng, đối với, trường hợp"""
    )
    + r"\b)*+\Z"
)
_DAY_GOES_ON = re.compile(
    any_of(
        """tiếp nhận, nhận, làm việc, khi, sau khi, cơ quan, khi, trong, lúc, tại, hôm đó, đó, mà, cùng,
        nộp, có kết quả, được"""
    )
    + r"\b"
)


def strange_day(before: str, after: str) -> str:
    """Return why the words beside "trong ngày" or "ngay" are not those of a limit."""
    follows = after.lstrip(_SIGNS + "⏎")
    if after.lstrip().startswith("?"):
        return "approximate"
    if follows and not (_GOES_ON.match(follows) or _DAY_GOES_ON.match(follows)):
        return _named(follows) or "unclear"
    if _named(follows[:40]) and not _EXCLUDED.match(follows):
        return _named(follows[:40])
    last = re.split(r"[\n:;.(•]", before.rstrip(" :(•-*+"))[-1]
    return (
        ""
        if _DAY_LEAD.match(last) or _NAMED_CASE.match(last) or labels.is_channel(last.strip())
        else _named(last) or "unclear"
    )
