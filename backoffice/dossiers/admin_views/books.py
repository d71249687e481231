"""The register and the control sheets of a period, and empty forms for days without the system."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from backoffice.base.dates import DayBox
from backoffice.dossiers.admin_views.access import page_context, require
from backoffice.dossiers.admin_views.printing import BLANKS
from backoffice.dossiers.lifecycle import transitions
from backoffice.dossiers.models import Slip
from backoffice.dossiers.slips import registers
from backoffice.procedures.models import Field

BOOKS = {Slip.Kind.REGISTER: registers.register, Slip.Kind.CONTROL_SHEET: registers.control_sheets}


class BookForm(forms.Form):
    book = forms.ChoiceField(
        label=gettext_lazy("Book"),
        choices=[
            (Slip.Kind.REGISTER, gettext_lazy("register of dossiers")),
            (Slip.Kind.CONTROL_SHEET, gettext_lazy("control sheets, each on a page of its own")),
        ],
        initial=Slip.Kind.REGISTER,
        required=False,
    )
    first = forms.DateField(label=gettext_lazy("Received from"), widget=DayBox)
    last = forms.DateField(label=gettext_lazy("Received to (included)"), widget=DayBox)
    field = forms.ModelChoiceField(
        label=gettext_lazy("Field of the register"),
        queryset=Field.objects.order_by("name"),
        required=False,
        empty_label=gettext_lazy("all fields"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Print a book of the dossiers received in a period, or choose an empty form."""
    require(request, "dossiers.view_slip")
    form = BookForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and request.user.desk is not None:
        cleaned = form.cleaned_data
        try:
            slip = BOOKS[Slip.Kind(cleaned["book"] or Slip.Kind.REGISTER)](
                request.user.desk,
                first=cleaned["first"],
                last=cleaned["last"],
                field=cleaned["field"].name if cleaned["field"] else "",
                by=request.user,
                at=timezone.now(),
            )
        except transitions.NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("admin:dossiers_slip_print", slip.pk)
    blanks = [(kind.value.lower(), kind.label) for kind in BLANKS] if request.user.desk else []
    context = page_context(request, title=_("Register of dossiers"), form=form, blanks=blanks)
    return TemplateResponse(request, "dossiers/books.html", context)
