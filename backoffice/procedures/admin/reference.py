from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest

from backoffice.base.folding import fold
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
    autocomplete_fields = ["service_groups"]
    ordering = ["folded_name"]
    fields = ["name", "code", "is_sensitive", "service_groups"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        groups = ServiceGroup.objects.visible_to(request.user)
        return super().get_queryset(request).prefetch_related(Prefetch("service_groups", groups))

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, fold(search_term))


@admin.register(PublicationDecision)
class PublicationDecisionAdmin(TrackedAdmin):
    list_display = ["number", "decided_on", "effective_on", "issued_by", "title", "desk"]
    list_select_related = ["desk"]
    list_filter = [("desk", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["number", "title", "issued_by"]
    autocomplete_fields = ["desk"]
    ordering = ["-decided_on", "-pk"]
    fields = ["desk", "number", ("decided_on", "effective_on"), "issued_by", "title"]
