"""From the code of a receipt to its dossier, for a queue number that was taken with the receipt."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from backoffice.dossiers import codes
from backoffice.dossiers.admin_views.access import require
from backoffice.dossiers.models import Dossier


@require_safe
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """Open the dossier if the account may see it; otherwise show a search that finds nothing."""
    require(request, "dossiers.view_dossier")
    key = codes.key(code)
    dossier = Dossier.objects.visible_to(request.user).filter(code_key=key).first() if key else None
    if dossier is None:
        return redirect(f"{reverse('admin:dossiers_dossier_changelist')}?{urlencode({'q': code})}")
    return redirect("admin:dossiers_dossier_change", dossier.pk)
