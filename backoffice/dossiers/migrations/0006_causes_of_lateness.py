"""The first list of causes; an office may edit it."""

from django.db import migrations

CAUSES = [
    ("can-bo-cham", "CHU_QUAN", "Công chức xử lý chậm"),
    ("lanh-dao-ky-cham", "CHU_QUAN", "Lãnh đạo phòng ký chậm"),
    ("chuyen-cham", "CHU_QUAN", "Chuyển hồ sơ giữa các đơn vị chậm"),
    ("that-lac", "CHU_QUAN", "Hồ sơ thất lạc, để nhầm"),
    ("huong-dan-sai", "CHU_QUAN", "Hướng dẫn không đúng"),
    ("phan-mem", "CHU_QUAN", "Sử dụng phần mềm không đúng"),
    ("phoi-hop-cham", "KHACH_QUAN", "Cơ quan được lấy ý kiến trả lời chậm"),
    ("xac-minh-kho", "KHACH_QUAN", "Xác minh thực địa gặp thời tiết, thiên tai"),
    ("su-co", "KHACH_QUAN", "Hệ thống gặp sự cố ngoài khả năng của đơn vị"),
    ("vuong-phap-ly", "KHACH_QUAN", "Vướng mắc pháp lý, chờ hướng dẫn"),
    ("vang-mat", "KHACH_QUAN", "Người nộp hồ sơ vắng mặt khi xác minh"),
    ("tai-chinh", "KHACH_QUAN", "Chưa thực hiện nghĩa vụ tài chính"),
]


def load(apps, editor):
    cause = apps.get_model("dossiers", "Cause")
    cause.objects.bulk_create(cause(code=code, kind=kind, name=name) for code, kind, name in CAUSES)


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0005_words_are_found")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
