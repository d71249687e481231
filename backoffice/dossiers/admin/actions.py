"""What can be done with several chosen dossiers at once."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from backoffice.dossiers.admin_views import lists


@admin.action(description=_("Hand over the chosen dossiers"), permissions=["move"])
def hand_over(model_admin, request, queryset):
    return lists.chosen("admin:dossiers_dossier_handover", queryset)


@admin.action(description=_("Take over the chosen dossiers"), permissions=["move"])
def take_over(model_admin, request, queryset):
    return lists.take_chosen(request, queryset)


@admin.action(description=_("Urging letter for the chosen dossiers"), permissions=["override"])
def urge(model_admin, request, queryset):
    return lists.chosen("admin:dossiers_dossier_urge", queryset)
