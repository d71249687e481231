from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backoffice.base.admin import ReadOnly
from backoffice.base.paginators import BoundedPaginator, keys_first
from backoffice.base.row_numbers import row_number
from backoffice.dossiers import accesses, search, worklist
from backoffice.dossiers.admin.actions import hand_over, take_over, urge
from backoffice.dossiers.admin.columns import (
    held,
    next_step,
    paper,
    printed_number,
    since,
    state_word,
    told,
    what,
    when,
    who,
)
from backoffice.dossiers.admin.filters import (
    ALL,
    DueFilter,
    HandsFilter,
    OrderFilter,
    StateFilter,
    ordering,
    shown_state,
)
from backoffice.dossiers.admin_views import (
    books,
    differing,
    dossier_page,
    files,
    letters,
    lists,
    printing,
    reception,
    verb_page,
)
from backoffice.dossiers.admin_views.access import address_of
from backoffice.dossiers.models import Access, Dossier, Slip
from backoffice.dossiers.verbs import returning
from backoffice.dossiers.verbs.handing_over import GIVE
from backoffice.dossiers.verbs.urging import URGE
from backoffice.history.admin import TrackedAdmin


class WorkList(ChangeList):
    """A page of dossiers with the words for their dates, computed together."""

    def get_results(self, request):
        super().get_results(request)
        rows = keys_first(self.result_list)
        self.shown = shown_state(request)
        if self.shown == Dossier.State.RESOLVED:
            rows = rows.annotate(told_at=returning.last_notified_at())
        pairs = worklist.lines(rows, user=request.user, at=timezone.now())
        self.result_list = []
        for dossier, line in pairs:
            dossier.line = line
            self.result_list.append(dossier)

    @property
    def everything(self) -> str:
        """The address of the list that leaves nothing out, "" on that list itself."""
        is_whole = self.shown == ALL and set(self.params) == {StateFilter.parameter_name}
        return "" if is_whole else f"?{StateFilter.parameter_name}={ALL}"


@admin.register(Dossier)
class DossierAdmin(ReadOnly, TrackedAdmin):
    list_display = ["code", who, what, when, held, state_word, next_step]
    list_select_related = ["desk", "applicant", "procedure", "holder", "holder_division"]
    list_filter = [StateFilter, HandsFilter, OrderFilter, DueFilter, "channel", "is_cross_boundary"]
    days_of = "received_at"
    search_fields = ["code"]
    search_help_text = _("Code, name, telephone, last digits of the ID, procedure code, number of the result")
    sortable_by = ()
    paginator = BoundedPaginator
    actions = [hand_over, take_over, urge]
    pages = [
        ("receive/", reception.receive, "receive"),
        ("appointment/", reception.appointment, "appointment"),
        ("applicant/", reception.applicant, "applicant"),
        ("apologies/", letters.letters, "apologies"),
        ("apologies/sign/", letters.sign, "sign_letters"),
        ("apologies/<int:letter>/preview/", letters.preview, "letter"),
        ("calendar/", differing.differing, "differing"),
        ("hand-over/", lists.hand_over, "handover"),
        ("urge/", lists.urge, "urge"),
        ("<int:dossier>/control-sheet/", lists.control_sheet, "control"),
        ("<int:dossier>/unmask/", dossier_page.unmask, "unmask"),
        ("<int:dossier>/attach/", files.attach, "attach"),
        ("<int:dossier>/files/<int:file>/", files.download, "file"),
        ("<int:dossier>/do/<slug:verb>/", verb_page.act, "do"),
    ]

    class Media:
        css = {"all": ["backoffice/dossiers.css"]}

    def get_queryset(self, request):
        """Samples stay at the desk for practice: among real dossiers nobody may take one for real."""
        rows, desk = super().get_queryset(request), request.user.desk
        return rows if desk and desk.is_practice else rows.counted()

    def exported(self, request, changelist):
        accesses.record_many(
            changelist.result_list,
            kind=Access.Kind.EXPORT,
            by=request.user,
            at=timezone.now(),
            what=str(changelist.opts.verbose_name_plural),
            address=address_of(request),
        )

    def get_ordering(self, request):
        return ordering(request)

    def get_list_display(self, request):
        if shown_state(request) == Dossier.State.RESOLVED:
            return ["code", who, what, since, told, held, next_step]
        return self.list_display

    def get_changelist(self, request, **kwargs):
        return WorkList

    def get_search_results(self, request, queryset, search_term):
        sight = request.user.desks_in_sight
        desk = next(iter(sight)) if sight and len(sight) == 1 else None
        return search.search(queryset, search_term, desk=desk), False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return dossier_page.dossier_page(request, row_number(object_id))

    def history_view(self, request, object_id, extra_context=None):
        return dossier_page.dossier_history(request, object_id, super().history_view)

    def has_move_permission(self, request):
        return GIVE.may(request.user)

    def has_override_permission(self, request):
        return URGE.may(request.user)


@admin.register(Slip)
class SlipAdmin(ReadOnly, TrackedAdmin):
    """Printed forms; they open as paper."""

    list_display = [printed_number, "kind", "dossier", "issued_at", "issued_by", "printed", paper]
    list_filter = ["kind", "form_set"]
    search_fields = ["dossier__code"]
    ordering = ["-issued_at", "-id"]
    paginator = BoundedPaginator
    fields = ["kind", "form_set", "year", "number", "issued_at", "issued_by", "sha256", "printed"]
    pages = [
        ("<int:slip>/print/", printing.print_slip, "print"),
        ("<int:slip>/printed/", printing.count_print, "printed"),
        ("register/", books.register, "register"),
        ("blank/<slug:kind>/", printing.print_blank, "blank"),
    ]
