"""The parameters of a report page: an office in sight, a period, and the dimension of the lines."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.base.dates import DayBox
from backoffice.organisation.models import Desk, User
from backoffice.reports.fees import FEES
from backoffice.reports.form06 import form06
from backoffice.reports.form06.labels import BY_WORDS
from backoffice.reports.form06.late_letters import LATE, subjective
from backoffice.reports.form06.lines import DIMENSIONS
from backoffice.reports.form06.periods import month
from backoffice.reports.form06.questions import QUESTIONS, SIDE, TOTALS, Question, Span

SUBJECTIVE = "late__subjective"
ANY_QUESTION: dict[str, Question] = TOTALS | QUESTIONS | SIDE | LATE | FEES | {SUBJECTIVE: subjective}
# The parameters of the address have the names of the command's options: --from, --to.
IN_ADDRESS = {"first": "from", "last": "to"}


@dataclass(frozen=True)
class Asked:
    """The parameters of a report, within the account's sight."""

    office: Desk
    span: Span
    by: str
    below: bool
    rows: QuerySet

    @property
    def is_tree(self) -> bool:
        """Whether the offices below are counted too."""
        return self.below or self.by == "office"

    @property
    def query(self) -> dict[str, str]:
        """Return the address of the report."""
        asked = {
            "office": self.office.slug,
            "from": self.span.first.isoformat(),
            "to": self.span.last.isoformat(),
            "by": self.by,
        }
        return asked | {"below": "on"} if self.below else asked

    def query_with(self, **more: str) -> str:
        return urlencode(self.query | more)


class ReportForm(forms.Form):
    office = forms.ModelChoiceField(
        Desk.objects.none(),
        label=gettext_lazy("office of the report"),
        to_field_name="slug",
        empty_label=None,
    )
    first = forms.DateField(label=gettext_lazy("report from"))
    last = forms.DateField(label=gettext_lazy("report to (included)"))
    by = forms.ChoiceField(label=gettext_lazy("lines of the report"))
    below = forms.BooleanField(label=gettext_lazy("with the offices below"), required=False)

    def __init__(self, data: dict[str, Any], *, user: User) -> None:
        super().__init__(data, label_suffix="")
        self.fields["office"].queryset = Desk.objects.visible_to(user).order_by("level", "slug")
        self.fields["by"].choices = [(by, BY_WORDS[by]) for by in DIMENSIONS]
        for name in IN_ADDRESS:
            self.fields[name].widget = DayBox()

    def add_prefix(self, field_name: str) -> str:
        return IN_ADDRESS.get(field_name, field_name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("The period ends before it begins."))
        return cleaned


def form_of(
    request: HttpRequest, *, parameters: QueryDict | None = None, default: Span | None = None
) -> ReportForm:
    """Return the form filled from the address; by default the account's own desk and the present month.

    `parameters` replace those of the address, `default` replaces the present month.

    :raises PermissionDenied: the account may not read dossiers.
    """
    user = request.user
    if not isinstance(user, User) or not user.has_perm("dossiers.view_dossier"):
        raise PermissionDenied
    parameters = request.GET if parameters is None else parameters
    data: dict[str, Any] = _defaults(user, default or month(timezone.localdate())) | {
        name: parameters[name] for name in parameters
    }
    return ReportForm(data, user=user)


def asked_by(form: ReportForm, user: User) -> Asked:
    """Return the parameters in a valid form."""
    cleaned = form.cleaned_data
    office, by, below = cleaned["office"], cleaned["by"], cleaned["below"]
    received: Any = form06.dossiers_of(office, by=by, below=below)
    rows = received.visible_to(user)
    return Asked(office, Span(cleaned["first"], cleaned["last"], timezone.localdate()), by, below, rows)


def _defaults(user: User, span: Span) -> dict[str, Any]:
    desk = user.desk or Desk.objects.visible_to(user).order_by("slug").first()
    return {"office": desk.slug if desk else "", "from": span.first, "to": span.last, "by": "field"}
