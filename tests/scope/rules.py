"""The rule of each of our own pages; what a rule contains, see `tests/scope/rule.py`."""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType

from backoffice.dossiers.lifecycle import transitions
from backoffice.dossiers.models import Apology, Attachment, Cause, Dossier, Slip
from backoffice.dossiers.verbs.apologising import DRAFT_APOLOGY, SIGN_APOLOGY
from backoffice.dossiers.verbs.recounting import RECOUNT
from backoffice.dossiers.verbs.table import ON_THE_PAGE
from backoffice.organisation.models import Counter, ServiceGroup, User
from backoffice.procedures.models import (
    Component,
    Posting,
    Procedure,
    ProcedureFile,
    TimeLimit,
)
from backoffice.reports.admin_views.parameters import ANY_QUESTION
from backoffice.reports.models import Closing, SavedFilter, ScheduledFile
from backoffice.staffing.models import CounterSession, Duty, Evaluation, Feedback, Officer
from backoffice.tickets.console import VERBS
from backoffice.tickets.models import Ticket
from tests.scope.procedure_rules import PROCEDURES
from tests.scope.rule import ACCOUNT, BOTH, PUBLIC, Rule, office
from tests.scope.world import Keys

DESK_OR_DIVISION = (*transitions.DESK, *transitions.DIVISION)
RECEIVE = ("dossiers.receive_dossier",)
ROSTER = ("staffing.change_duty",)
CONSOLE = ("staffing.work_at_counter",)


def _office_and_week(keys: Keys) -> list[Mapping[str, Any]]:
    return [{"office": keys.slug}, {"office": keys.slug, "copy": "1"}]


def _chosen(keys: Keys) -> list[Mapping[str, Any]]:
    return [{"pk": keys(Dossier)}]


def _hand_over(keys: Keys) -> list[Mapping[str, Any]]:
    return [{"pk": keys(Dossier), "to": keys(User), "note": "x"}]


def _receive(keys: Keys) -> list[Mapping[str, Any]]:
    form = {
        "posting": keys(Posting),
        "limit": keys(TimeLimit),
        f"paper_{keys(Component)}": "on",
        "full_name": "Người Mới",
        "id_number": keys.value(Dossier, "applicant__id_number"),
        "channel": "IN_PERSON",
        "sets": 1,
    }
    refusal = {"refuse": "1", "refusal_ground": "CONDITIONS", "refusal_text": "Thiếu điều kiện"}
    return [form, form | refusal, form | {"supplement": "1", "supplement_reason": "Thiếu giấy tờ"}]


def _console(keys: Keys) -> list[Mapping[str, Any]]:
    pressed = {"ticket": keys(Ticket), "counter": keys(Counter), "reason": "x"}
    targets = (f"group:{keys(ServiceGroup)}", f"counter:{keys(Counter)}")
    return [pressed | {"verb": verb, "target": target} for verb in VERBS for target in targets]


def _verb(keys: Keys) -> list[Mapping[str, Any]]:
    return [
        {
            "to": keys(User),
            "cause": Cause.objects.order_by("pk")[0].pk,
            "reason": "x",
            "legal_basis": "x",
            "policy": "RESUME",
            "missing": "x",
            "ground": "CONDITIONS",
            "text": "x",
            "requested_on": "2026-11-23",
            "channel": "PHONE",
            "result": "x",
            "new_due_on": "2027-02-01",
            "moment": "4",
            "receipt_number": "1",
        }
    ]


def _dossier(keys: Keys) -> list[Any]:
    return [keys(Dossier)]


def _verbs() -> tuple[Rule, ...]:
    """Return a rule for each step with a dossier."""
    return tuple(
        Rule(
            verb.permissions,
            lambda keys, name=name: [keys(Dossier), name],
            form=_verb,
            methods=BOTH,
        )
        for name, verb in ON_THE_PAGE.items()
    )


def _apps() -> tuple[Rule, ...]:
    labels = sorted({model._meta.app_label for model in admin.site._registry})
    return tuple(
        Rule(access=ACCOUNT, arguments=lambda keys, label=label: [label], answers=(200, 404))
        for label in labels
    )


ADMIN = {
    "admin:index": Rule(access=ACCOUNT),
    "admin:app_list": _apps(),
    "admin:password_change": Rule(access=ACCOUNT, methods=BOTH),
    "admin:password_change_done": Rule(access=ACCOUNT),
    "admin:autocomplete": Rule(access=ACCOUNT, answers=(403,)),  # with parameters: test_pages.py
    "admin:jsi18n": Rule(access=ACCOUNT),
    "admin:view_on_site": Rule(
        access=ACCOUNT,
        arguments=lambda keys: [ContentType.objects.get_for_model(Dossier).pk, keys(Dossier)],
        answers=(404,),
    ),
    "admin/(?P<url>.*)$": Rule(access=ACCOUNT, path="/admin/khong-co-trang-nay/", answers=(404,)),
    "admin:login": Rule(access=PUBLIC, methods=BOTH),
    "admin:logout": Rule(access=PUBLIC, methods=BOTH),
    "set_language": Rule(access=PUBLIC, methods=BOTH),
}

ORGANISATION = {
    "admin:auth_user_password_change": Rule(
        ("organisation.change_user",),
        lambda keys: [keys(User)],
        form=lambda keys: [{"password1": "mot-cua-2026-x", "password2": "mot-cua-2026-x"}],
        methods=BOTH,
    ),
    "admin:organisation_calendarday_year": Rule(("organisation.view_calendarday",), lambda keys: [2027]),
}

STAFFING = {
    "admin:staffing_evaluation_draw_up": Rule(
        ("staffing.sign_as_head",),
        query=office,
        form=lambda keys: [{"kind": "QUY", "year": "2026", "quarter": "3"}],
        methods=BOTH,
    ),
    "admin:staffing_evaluation_sheet": Rule(
        ("staffing.view_evaluation",),
        lambda keys: [keys(Evaluation)],
        form=lambda keys: [{"step": step, "answer": "x"} for step in ("show", "answer", "head", "division")],
        methods=BOTH,
    ),
    "admin:staffing_officer_notices": Rule(ROSTER, query=office),
    "admin:staffing_countersession_close": Rule(ROSTER, lambda keys: [keys(CounterSession)], methods=BOTH),
    "admin:staffing_regulation_matrix": Rule(("staffing.view_regulation",), query=office),
    "admin:staffing_duty_today": Rule(("staffing.view_duty",), query=office),
    "admin:staffing_duty_week": Rule(
        ("staffing.view_duty",),
        query=_office_and_week,
        form=lambda keys: [{"action": "save", keys.cell: keys.value(Officer, "full_name")}],
        methods=BOTH,
    ),
    "admin:staffing_duty_check": Rule(
        ROSTER,
        query=office,
        form=lambda keys: [{keys.cell: keys.value(Officer, "full_name")}],
        methods=("POST",),
    ),
    "admin:staffing_duty_sheet": Rule(ROSTER, query=office, methods=BOTH),
    "admin:staffing_duty_substitute": Rule(
        ROSTER,
        lambda keys: [keys(Duty)],
        form=lambda keys: [{"officer_id": keys(Officer), "reason": "x"}],
        methods=BOTH,
    ),
    "admin:staffing_topic_lacking": Rule(("staffing.view_topic",), query=office),
    # To begin practice is to sign in as another account: tests/staffing/test_practice.py.
    "admin:staffing_training_practise": Rule(access=ACCOUNT),
    "admin:staffing_training_end_practice": Rule(access=ACCOUNT, methods=("POST",)),
}

TICKETS = {
    "admin:tickets_ticket_console": Rule(CONSOLE, form=_console, methods=BOTH),
    "admin:tickets_ticket_console_waiting": Rule(CONSOLE),
    "admin:tickets_ticket_statistics": Rule(("tickets.view_board",), query=office),
}

DOSSIERS = {
    "admin:dossiers_dossier_receive": Rule(
        RECEIVE,
        query=lambda keys: [
            {},
            {"posting": keys(Posting)},
            {"ticket": keys(Ticket)},
            {"q": "khai sinh", "part": "list"},
        ],
        form=_receive,
        methods=BOTH,
        answers=(200, 302),
    ),
    "admin:dossiers_dossier_appointment": Rule(
        RECEIVE, query=lambda keys: [{"posting": keys(Posting), "limit": keys(TimeLimit)}]
    ),
    "admin:dossiers_dossier_applicant": Rule(
        RECEIVE, query=lambda keys: [{"id_number": keys.value(Dossier, "applicant__id_number")}]
    ),
    "admin:dossiers_dossier_apologies": Rule(("dossiers.view_dossier",)),
    "admin:dossiers_dossier_sign_letters": Rule(
        SIGN_APOLOGY.permissions,
        query=lambda keys: [{}, {"old": ""}],
        form=lambda keys: [{"letter": keys(Apology)}],
        methods=BOTH,
    ),
    "admin:dossiers_dossier_letter": Rule(DRAFT_APOLOGY.permissions, lambda keys: [keys(Apology)]),
    "admin:dossiers_dossier_differing": Rule(
        RECOUNT.permissions,
        form=lambda keys: [
            {"pk": keys(Dossier), "reason": "x", "verb": verb} for verb in ("recount", "keep_date")
        ],
        methods=BOTH,
    ),
    "admin:dossiers_dossier_handover": Rule(DESK_OR_DIVISION, query=_chosen, form=_hand_over, methods=BOTH),
    "admin:dossiers_dossier_urge": Rule(
        ("dossiers.override_rule",),
        query=_chosen,
        form=lambda keys: [{"pk": keys(Dossier), "addressee": "x", "answer_by": "2026-12-01"}],
        methods=BOTH,
    ),
    "dossier_by_code": Rule(
        ("dossiers.view_dossier",), lambda keys: [keys.value(Dossier, "code")], answers=(302,)
    ),
    "admin:dossiers_dossier_control": Rule(("dossiers.view_slip",), _dossier, methods=("POST",)),
    "admin:dossiers_dossier_unmask": Rule(("dossiers.unmask_applicant",), _dossier, methods=("POST",)),
    "admin:dossiers_dossier_attach": Rule(DESK_OR_DIVISION, _dossier, methods=("POST",)),
    "admin:dossiers_dossier_file": Rule(
        ("dossiers.view_dossier",), lambda keys: [keys(Dossier), keys(Attachment)]
    ),
    "admin:dossiers_dossier_do": _verbs(),
    "admin:dossiers_slip_print": Rule(("dossiers.view_slip",), lambda keys: [keys(Slip)]),
    "admin:dossiers_slip_printed": Rule(
        ("dossiers.view_slip",), lambda keys: [keys(Slip)], methods=("POST",)
    ),
    "admin:dossiers_slip_register": Rule(
        ("dossiers.view_slip",),
        form=lambda keys: [
            {"first": "2026-11-01", "last": "2026-11-30"},
            {"first": "2026-11-01", "last": "2026-11-30", "book": "CONTROL_SHEET"},
        ],
        methods=BOTH,
    ),
    "admin:dossiers_chairmanapology_write": Rule(
        ("dossiers.sign_chairmanapology",),
        lambda keys: [keys(Feedback)],
        form=lambda keys: [{"prohibition": "e", "addressee": "x", "text": "x"}],
        methods=BOTH,
    ),
    "admin:dossiers_slip_blank": Rule(("dossiers.view_slip",), lambda keys: ["receipt"]),
}


REPORTS = {
    "admin:reports_form06": Rule(
        ("dossiers.view_dossier",),
        query=lambda keys: [{**_period(keys), "format": form} for form in ("", "xlsx", "json")],
    ),
    "admin:reports_fees": Rule(
        ("dossiers.view_dossier",),
        query=lambda keys: [{**_period(keys), "format": form} for form in ("", "xlsx")],
    ),
    "admin:reports_situation": Rule(
        ("dossiers.view_dossier",),
        query=lambda keys: [{}, {"office": keys.slug, "on": "2026-11-20", "below": "on"}],
    ),
    "admin:reports_service_index": Rule(("dossiers.view_dossier",), query=lambda keys: [_period(keys)]),
    "admin:reports_close": Rule(
        ("reports.close_period",),
        form=lambda keys: [{**_period(keys), "reason": "x"}],
        methods=("POST",),
    ),
    "admin:reports_closing": Rule(
        ("reports.view_closing",),
        lambda keys: [keys(Closing)],
        query=lambda keys: [{"by": "officer", "format": form} for form in ("", "xlsx", "json")],
    ),
    "admin:reports_file": Rule(("reports.view_scheduledfile",), lambda keys: [keys(ScheduledFile)]),
    "admin:reports_save": Rule(
        access=ACCOUNT,
        form=lambda keys: [{"path": "/admin/dossiers/dossier/", "query": "due=late", "name": "x"}],
        methods=("POST",),
    ),
    "admin:reports_unsave": Rule(
        access=ACCOUNT, arguments=lambda keys: [keys(SavedFilter)], methods=("POST",)
    ),
    "admin:reports_dossiers": Rule(
        ("dossiers.view_dossier",),
        query=lambda keys: [
            {**_period(keys), "question": next(iter(ANY_QUESTION)), "format": form}
            for form in ("", "csv", "xlsx")
        ],
        answers=(200, 404),
    ),
}

REPORTS |= {
    "admin:reports_unit": Rule(
        ("staffing.view_evaluation",),
        query=lambda keys: [
            {"office": keys.slug, "kind": "QUY", "year": "2026", "quarter": "4", **more}
            for more in ({}, {"format": "xlsx"}, {"index": "1", "points": "2"})
        ],
    ),
    "admin:reports_officer": Rule(
        ("staffing.view_officer",),
        query=lambda keys: [
            {"officer": keys(Officer), "from": "2026-11-01", "to": "2026-11-30", "which": which}
            for which in ("received", "resolved", "late")
        ],
        answers=(200, 404),
    ),
}


def _period(keys: Keys) -> dict[str, str]:
    return {"office": keys.slug, "from": "2026-11-01", "to": "2026-11-30", "below": "on"}


def _of_office(**more: Any) -> Rule:
    return Rule(access=PUBLIC, arguments=lambda keys: [keys.slug], **more)


def _of_ticket(**more: Any) -> Rule:
    return Rule(access=PUBLIC, arguments=lambda keys: [keys.value(Ticket, "token")], **more)


SEEN = {"key": "x", "version": 1, "shown": "x"}
KIOSK = {
    "kiosk:healthz": Rule(access=PUBLIC),
    "kiosk:readyz": Rule(access=PUBLIC),
    "kiosk:entrance": Rule(access=PUBLIC),
    "kiosk:ticket": _of_ticket(),
    "kiosk:ticket_later": _of_ticket(methods=("POST",)),
    "kiosk:ticket_leave": _of_ticket(methods=("POST",)),
    "kiosk:ticket_also": _of_ticket(methods=("POST",), form=lambda keys: [{"group": keys(ServiceGroup)}]),
    "kiosk:ticket_rating": _of_ticket(methods=("POST",), form=lambda keys: [{"score": "3"}]),
    "kiosk:ticket_paper": _of_ticket(),
    "kiosk:home": _of_office(),
    "kiosk:board": _of_office(),
    "kiosk:board_json": _of_office(),
    "kiosk:board_sizes": _of_office(),
    "kiosk:board_worker": _of_office(),
    "kiosk:board_seen": _of_office(methods=("POST",)),
    "kiosk:board_procedures": _of_office(),
    "kiosk:procedures": _of_office(query=lambda keys: [{}, {"q": "KIN RIENG BIMAT"}, {"q": "khai sinh"}]),
    "kiosk:procedure": Rule(access=PUBLIC, arguments=lambda keys: [keys.slug, keys.value(Procedure, "code")]),
    "kiosk:procedure_file": Rule(
        access=PUBLIC,
        arguments=lambda keys: [keys.slug, keys.value(Procedure, "code"), keys(ProcedureFile)],
        answers=(200, 404),
    ),
    "kiosk:tickets": _of_office(
        methods=BOTH,
        query=lambda keys: [{}, {"procedure": keys.value(Procedure, "code")}],
        form=lambda keys: [{"group": keys(ServiceGroup)}, {"procedure": keys.value(Procedure, "code")}],
    ),
    "kiosk:performance": _of_office(),
    "kiosk:performance_json": _of_office(),
    "kiosk:performance_csv": _of_office(),
    "kiosk:rating": _of_office(methods=BOTH, form=lambda keys: [{"number": "A001", "score": "3"}]),
    "kiosk:lookup": _of_office(
        methods=BOTH, form=lambda keys: [{"code": keys.value(Dossier, "code_key")}, {"code": "RIENG-TEN"}]
    ),
}

RULES: dict[str, Rule | tuple[Rule, ...]] = {
    **ADMIN,
    **ORGANISATION,
    **PROCEDURES,
    **STAFFING,
    **TICKETS,
    **DOSSIERS,
    **REPORTS,
    **KIOSK,
}
