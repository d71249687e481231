from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext_lazy as _

from backoffice.base.admin import ReadOnly
from backoffice.base.paginators import BoundedPaginator, keys_first
from backoffice.dossiers import accesses, search, worklist
from backoffice.dossiers.admin.filters import DueFilter, HandsFilter
from backoffice.dossiers.admin_views import (
    access,
    books,
    dossier_page,
    files,
    letters,
    lists,
    printing,
    reception,
    verb_page,
)
from backoffice.dossiers.admin_views.access import address_of
from backoffice.dossiers.masking import masked_id
from backoffice.dossiers.models import Access, Dossier, Slip
from backoffice.dossiers.verbs.handing_over import GIVE
from backoffice.dossiers.verbs.urging import URGE
from backoffice.history.admin import TrackedAdmin, no_such_page


class WorkList(ChangeList):
    """A page of dossiers with the words for their dates, computed together."""

    def get_results(self, request):
        super().get_results(request)
        pairs = worklist.lines(keys_first(self.result_list), user=request.user, at=timezone.now())
        self.result_list = []
        for dossier, line in pairs:
            dossier.line = line
            self.result_list.append(dossier)


@admin.register(Dossier)
class DossierAdmin(ReadOnly, TrackedAdmin):
    list_display = ["code", "who", "what", "when", "held", "state_word", "next_step"]
    list_select_related = ["desk", "applicant", "procedure", "holder", "holder_division"]
    list_filter = [HandsFilter, DueFilter, "state", "channel"]
    search_fields = ["code"]
    search_help_text = _("Code, name, telephone, last digits of the ID, procedure code")
    ordering = ["-received_at", "-id"]
    sortable_by = ()
    paginator = BoundedPaginator
    show_full_result_count = False

    actions = ["hand_over", "take_over", "urge"]

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
        by_due = {"hands", "due"} & set(request.GET)
        return ["due_on", "pk"] if by_due else self.ordering

    def get_changelist(self, request, **kwargs):
        return WorkList

    def get_search_results(self, request, queryset, search_term):
        sight = request.user.desks_in_sight
        desk = next(iter(sight)) if sight and len(sight) == 1 else None
        return search.search(queryset, search_term, desk=desk), False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return dossier_page.dossier_page(request, access.number(object_id))

    def history_view(self, request, object_id, extra_context=None):
        return dossier_page.dossier_history(request, object_id, super().history_view)

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("receive/", view(reception.receive), name="dossiers_dossier_receive"),
            path("appointment/", view(reception.appointment), name="dossiers_dossier_appointment"),
            path("applicant/", view(reception.applicant), name="dossiers_dossier_applicant"),
            path("apologies/", view(letters.letters), name="dossiers_dossier_apologies"),
            path("hand-over/", view(lists.hand_over), name="dossiers_dossier_handover"),
            path("urge/", view(lists.urge), name="dossiers_dossier_urge"),
            path("<int:dossier>/control-sheet/", view(lists.control_sheet), name="dossiers_dossier_control"),
            path("<int:dossier>/unmask/", view(dossier_page.unmask), name="dossiers_dossier_unmask"),
            path("<int:dossier>/attach/", view(files.attach), name="dossiers_dossier_attach"),
            path("<int:dossier>/files/<int:file>/", view(files.download), name="dossiers_dossier_file"),
            path("<int:dossier>/do/<slug:verb>/", view(verb_page.act), name="dossiers_dossier_do"),
            *super().get_urls(),
        ]

    def has_move_permission(self, request):
        return GIVE.may(request.user)

    def has_override_permission(self, request):
        return URGE.may(request.user)

    @admin.action(description=_("Hand over the chosen dossiers"), permissions=["move"])
    def hand_over(self, request, queryset):
        return lists.chosen("admin:dossiers_dossier_handover", queryset)

    @admin.action(description=_("Take over the chosen dossiers"), permissions=["move"])
    def take_over(self, request, queryset):
        return lists.take_chosen(request, queryset)

    @admin.action(description=_("Urging letter for the chosen dossiers"), permissions=["override"])
    def urge(self, request, queryset):
        return lists.chosen("admin:dossiers_dossier_urge", queryset)

    @admin.display(description=_("applicant"))
    def who(self, dossier):
        name, number = dossier.applicant_name, masked_id(dossier.applicant.id_number)
        return format_html("{}<small class='dossier-id'>{}</small>", name, number)

    @admin.display(description=_("procedure"))
    def what(self, dossier):
        return Truncator(dossier.procedure.name).chars(90)

    @admin.display(description=_("result due"))
    def when(self, dossier):
        mark = "<span class='mc-mark mc-mark--{}'>{}</span><small class='dossier-due'>{}</small>"
        return format_html(mark, dossier.line.mark, dossier.line.words, f"{dossier.due_on:%d/%m/%Y}")

    @admin.display(description=_("held by"))
    def held(self, dossier):
        place = dossier.holder_division or _("the desk")
        return format_html("{}<small class='dossier-unit'>{}</small>", dossier.holder, place)

    @admin.display(description=_("state of the dossier"))
    def state_word(self, dossier):
        return capfirst(dossier.get_state_display())

    @admin.display(description=_("next step"))
    def next_step(self, dossier):
        if not dossier.line.verb:
            return ""
        url = reverse("admin:dossiers_dossier_do", args=[dossier.pk, dossier.line.verb])
        label = capfirst(dossier.line.action)
        return format_html("<a class='mc-button dossier-next' href='{}'>{}</a>", url, label)


@admin.register(Slip)
class SlipAdmin(ReadOnly, TrackedAdmin):
    """Printed forms; they open as paper."""

    list_display = ["printed_number", "kind", "dossier", "issued_at", "issued_by", "printed", "paper"]
    list_select_related = ["dossier", "issued_by"]
    list_filter = ["kind", "form_set"]
    search_fields = ["dossier__code"]
    ordering = ["-issued_at", "-id"]
    paginator = BoundedPaginator
    fields = ["kind", "form_set", "year", "number", "issued_at", "issued_by", "sha256", "printed"]

    def history_view(self, request, object_id, extra_context=None):
        return no_such_page(request)

    def get_urls(self):
        shown = self.admin_site.admin_view(printing.print_slip)
        register = self.admin_site.admin_view(books.register)
        blank = self.admin_site.admin_view(printing.print_blank)
        return [
            path("<int:slip>/print/", shown, name="dossiers_slip_print"),
            path("register/", register, name="dossiers_slip_register"),
            path("blank/<slug:kind>/", blank, name="dossiers_slip_blank"),
            *super().get_urls(),
        ]

    @admin.display(description=_("number of the form"))
    def printed_number(self, slip):
        return slip.payload.get("number", slip.number)

    @admin.display(description=_("paper"))
    def paper(self, slip):
        url = reverse("admin:dossiers_slip_print", args=[slip.pk])
        return format_html("<a href='{}'>{}</a>", url, _("Print"))
