from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest

from backoffice.history.admin import TrackedAdmin
from backoffice.organisation.models import ServiceGroup
from backoffice.procedures.admin_forms import FieldForm
from backoffice.procedures.models import Field, PublicationDecision


@admin.register(Field)
class FieldAdmin(TrackedAdmin):
    form = FieldForm
    list_display = ["name", "code", "is_sensitive"]
    list_filter = ["is_sensitive"]
    search_fields = ["name", "folded_name", "code"]
    search_folded = True
    ordering = ["folded_name"]
    fields = ["name", "code", "is_sensitive", "service_groups"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        groups = ServiceGroup.objects.visible_to(request.user)
        return super().get_queryset(request).prefetch_related(Prefetch("service_groups", groups))


@admin.register(PublicationDecision)
class PublicationDecisionAdmin(TrackedAdmin):
    list_display = ["number", "decided_on", "effective_on", "issued_by", "title", "desk"]
    list_filter = [("desk", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["number", "title", "issued_by"]
    ordering = ["-decided_on", "-pk"]
    fields = ["desk", "number", ("decided_on", "effective_on"), "issued_by", "title"]
