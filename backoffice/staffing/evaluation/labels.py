"""The indices and ranks of an evaluation in words (Thông tư 01/2018/TT-VPCP Điều 13, 15.3)."""

from django.utils.translation import gettext_lazy as _

from backoffice.staffing.evaluation.indices import OfficerGrade, UnitGrade

INDICES = {
    1: _("total time against the legal time"),
    2: _("time of the unit against its share"),
    3: _("contacts with the desk to complete the dossier"),
    4: _("agencies contacted to complete the dossier"),
    5: _("whole process done at the desk"),
    6: _("publicity of the procedures"),
    7: _("attitude when handling"),
    8: _("handling of feedback"),
    9: _("online service"),
}
GRADES = {
    OfficerGrade.FULL: _("completes 100% of the task"),
    OfficerGrade.PARTLY: _("completes 70% to under 100% of the task"),
    OfficerGrade.LOW: _("completes under 70% of the task"),
    UnitGrade.EXCELLENT: _("excellent"),
    UnitGrade.GOOD: _("good"),
    UnitGrade.FAIR: _("fair"),
    UnitGrade.AVERAGE: _("average"),
    UnitGrade.WEAK: _("weak"),
}


def index_words(index: int) -> str:
    return str(INDICES[index])


def grade_words(grade: OfficerGrade | UnitGrade) -> str:
    return str(GRADES[grade])
