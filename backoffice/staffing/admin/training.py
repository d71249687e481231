from django.contrib import admin, messages
from django.urls import path
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
    list_select_related = ["field", "desk"]
    list_filter = ["is_required", ("desk", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["name", "field__name"]
    ordering = ["name", "pk"]

    def get_urls(self):
        view = self.admin_site.admin_view(lacking)
        return [path("lacking/", view, name="staffing_topic_lacking"), *super().get_urls()]


class AttendanceInline(ScopedInline):
    model = Attendance
    autocomplete_fields = ["officer"]


@admin.register(Training)
class TrainingAdmin(TrackedAdmin):
    list_display = ["held_on", "topic", "hours", "place", "trainer"]
    list_select_related = ["topic"]
    list_filter = [("topic", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["topic__name", "place", "trainer"]
    date_hierarchy = "held_on"
    ordering = ["-held_on", "pk"]
    autocomplete_fields = ["topic"]
    inlines = [AttendanceInline]
    actions = ["invite"]

    def get_urls(self):
        pages = [("practise/", begin_practice, "practise"), ("practise/end/", end_practice, "end_practice")]
        view = self.admin_site.admin_view
        ours = [path(at, view(page), name=f"staffing_training_{name}") for at, page, name in pages]
        return [*ours, *super().get_urls()]

    @admin.action(description=_("Invite who has not passed the topic"), permissions=["change"])
    def invite(self, request, queryset):
        today = timezone.localdate(timezone.now())
        for training in queryset.select_related("topic__desk"):
            invited = trainings.invite(training, on=today, by=request.user)
            told = _("%(training)s: %(count)s officers invited.")
            self.message_user(request, told % {"training": training, "count": invited}, messages.SUCCESS)


@admin.register(Attendance)
class AttendanceAdmin(TrackedAdmin):
    list_display = ["training", "officer", "was_present", "result"]
    list_select_related = ["training", "officer"]
    list_editable = ["was_present", "result"]
    list_filter = ["was_present", "result"]
    search_fields = ["officer__full_name", "training__topic__name"]
    ordering = ["-training__held_on", "officer__full_name", "pk"]
    autocomplete_fields = ["training", "officer"]
