from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backoffice.history.admin import ScopedInline, TrackedAdmin
from backoffice.staffing import trainings
from backoffice.staffing.admin_views.practice import begin_practice, end_practice
from backoffice.staffing.admin_views.training import lacking
from backoffice.staffing.models import Attendance, Topic, Training


@admin.register(Topic)
class TopicAdmin(TrackedAdmin):
    list_display = ["name", "field", "is_required", "desk"]
    list_filter = ["is_required", ("desk", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["name", "field__name"]
    ordering = ["name", "pk"]
    short_choices = ["desk", "field"]
    pages = [("lacking/", lacking, "lacking")]


class AttendanceInline(ScopedInline):
    model = Attendance
    autocomplete_fields = ["officer"]


@admin.action(description=_("Invite who has not passed the topic"), permissions=["change"])
def invite(model_admin, request, queryset):
    today = timezone.localdate(timezone.now())
    for training in queryset.select_related("topic__desk"):
        invited = trainings.invite(training, on=today, by=request.user)
        told = _("%(training)s: %(count)s officers invited.")
        model_admin.message_user(request, told % {"training": training, "count": invited}, messages.SUCCESS)


@admin.register(Training)
class TrainingAdmin(TrackedAdmin):
    list_display = ["held_on", "topic", "hours", "place", "trainer"]
    list_filter = [("topic", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["topic__name", "place", "trainer"]
    date_hierarchy = "held_on"
    ordering = ["-held_on", "pk"]
    inlines = [AttendanceInline]
    actions = [invite]
    pages = [("practise/", begin_practice, "practise"), ("practise/end/", end_practice, "end_practice")]


@admin.register(Attendance)
class AttendanceAdmin(TrackedAdmin):
    list_display = ["training", "officer", "was_present", "result"]
    list_editable = ["was_present", "result"]
    list_filter = ["was_present", "result"]
    search_fields = ["officer__full_name", "training__topic__name"]
    ordering = ["-training__held_on", "officer__full_name", "pk"]
