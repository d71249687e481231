import django.db.models.deletion
import django.db.models.expressions
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from backoffice.base.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("procedures", "0002_squashed_0007_versions_never_overlap"),
        ("staffing", "0001_squashed_0008_tables"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="Applicant",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("0", "citizen"),
                                    ("1", "enterprise"),
                                    ("2", "household business"),
                                    ("3", "organisation"),
                                ],
                                default="0",
                                max_length=1,
                                verbose_name="kind of applicant",
                            ),
                        ),
                        ("full_name", models.CharField(max_length=200, verbose_name="name of the applicant")),
                        ("id_number", models.CharField(blank=True, max_length=20, verbose_name="ID number")),
                        (
                            "phone",
                            models.CharField(blank=True, max_length=20, verbose_name="applicant's telephone"),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                        (
                            "address",
                            models.CharField(blank=True, max_length=300, verbose_name="applicant's address"),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="applicants",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                        (
                            "id_reversed",
                            models.CharField(
                                default="", editable=False, max_length=20, verbose_name="ID number backwards"
                            ),
                        ),
                        (
                            "phone_reversed",
                            models.CharField(
                                default="", editable=False, max_length=20, verbose_name="telephone backwards"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "applicant",
                        "verbose_name_plural": "applicants",
                        "permissions": [("unmask_applicant", "Can see ID and telephone in full (logged)")],
                        "indexes": [
                            models.Index(fields=["desk", "phone"], name="applicant_by_phone"),
                            models.Index(
                                fields=["id_reversed"],
                                name="applicant_by_last_digits",
                                opclasses=["varchar_pattern_ops"],
                            ),
                            models.Index(
                                fields=["phone_reversed"],
                                name="applicant_by_phone_end",
                                opclasses=["varchar_pattern_ops"],
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("id_number", ""), _negated=True),
                                fields=("desk", "id_number"),
                                name="applicant_once_per_desk_and_id",
                                violation_error_message="An applicant with this ID number is already known here.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalApplicant",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("0", "citizen"),
                                    ("1", "enterprise"),
                                    ("2", "household business"),
                                    ("3", "organisation"),
                                ],
                                default="0",
                                max_length=1,
                                verbose_name="kind of applicant",
                            ),
                        ),
                        ("full_name", models.CharField(max_length=200, verbose_name="name of the applicant")),
                        ("id_number", models.CharField(blank=True, max_length=20, verbose_name="ID number")),
                        (
                            "phone",
                            models.CharField(blank=True, max_length=20, verbose_name="applicant's telephone"),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                        (
                            "address",
                            models.CharField(blank=True, max_length=300, verbose_name="applicant's address"),
                        ),
                        ("history_change_reason", models.CharField(max_length=500, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical applicant",
                        "verbose_name_plural": "historical applicants",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="OutsideDeskDecision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("LUU_DONG", "mobile reception"),
                                    ("TAI_NOI_KIEM_TRA", "at the place of inspection"),
                                ],
                                max_length=20,
                                verbose_name="kind of exception",
                            ),
                        ),
                        ("number", models.CharField(max_length=100, verbose_name="decision number")),
                        ("decided_on", models.DateField(verbose_name="decided on")),
                        ("signer", models.CharField(max_length=200, verbose_name="signed by")),
                        (
                            "valid_to",
                            models.DateField(blank=True, null=True, verbose_name="in force to (included)"),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="outside_decisions",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="outside_decisions",
                                to="procedures.procedure",
                                verbose_name="procedure",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "decision on reception outside the desk",
                        "verbose_name_plural": "decisions on reception outside the desk",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__gte", models.F("decided_on")),
                                    ("decided_on__isnull", True),
                                    ("valid_to__isnull", True),
                                    _connector="OR",
                                ),
                                name="outside_decision_ends_after_it_is_made",
                                violation_error_message="A decision cannot end before it is made.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalOutsideDeskDecision",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("LUU_DONG", "mobile reception"),
                                    ("TAI_NOI_KIEM_TRA", "at the place of inspection"),
                                ],
                                max_length=20,
                                verbose_name="kind of exception",
                            ),
                        ),
                        ("number", models.CharField(max_length=100, verbose_name="decision number")),
                        ("decided_on", models.DateField(verbose_name="decided on")),
                        ("signer", models.CharField(max_length=200, verbose_name="signed by")),
                        (
                            "valid_to",
                            models.DateField(blank=True, null=True, verbose_name="in force to (included)"),
                        ),
                        ("history_change_reason", models.CharField(max_length=500, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="procedures.procedure",
                                verbose_name="procedure",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical decision on reception outside the desk",
                        "verbose_name_plural": "historical decisions on reception outside the desk",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Dossier",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=60, unique=True, verbose_name="dossier code")),
                        (
                            "is_foreign_code",
                            models.BooleanField(default=False, verbose_name="code of another system"),
                        ),
                        (
                            "applicant_name",
                            models.CharField(max_length=200, verbose_name="applicant's name on that day"),
                        ),
                        (
                            "proxy_name",
                            models.CharField(blank=True, max_length=200, verbose_name="authorised person"),
                        ),
                        (
                            "proxy_id_number",
                            models.CharField(
                                blank=True, max_length=20, verbose_name="ID number of the authorised person"
                            ),
                        ),
                        (
                            "proxy_phone",
                            models.CharField(
                                blank=True, max_length=20, verbose_name="telephone of the authorised person"
                            ),
                        ),
                        (
                            "proxy_paper",
                            models.CharField(blank=True, max_length=200, verbose_name="authorisation paper"),
                        ),
                        ("content", models.CharField(max_length=2000, verbose_name="what is asked for")),
                        ("sets", models.PositiveSmallIntegerField(default=1, verbose_name="sets of papers")),
                        (
                            "result_place",
                            models.CharField(blank=True, max_length=200, verbose_name="result collected at"),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("IN_PERSON", "in person"),
                                    ("ONLINE", "online"),
                                    ("POSTAL", "public postal service"),
                                ],
                                max_length=10,
                                verbose_name="channel of reception",
                            ),
                        ),
                        ("received_at", models.DateTimeField(verbose_name="received at")),
                        (
                            "received_on",
                            models.DateField(help_text="Local day of reception.", verbose_name="received on"),
                        ),
                        (
                            "received_by_name",
                            models.CharField(max_length=100, verbose_name="receiver's name on that day"),
                        ),
                        (
                            "outside_place",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="place of the exception"
                            ),
                        ),
                        (
                            "submitted_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="submitted or posted at"
                            ),
                        ),
                        (
                            "entered_late",
                            models.BooleanField(default=False, verbose_name="entered later from paper"),
                        ),
                        (
                            "is_cross_boundary",
                            models.BooleanField(default=False, verbose_name="irrespective of boundaries"),
                        ),
                        (
                            "nature",
                            models.CharField(
                                choices=[
                                    ("REAL", "real"),
                                    ("DEMO", "invented, for demonstration"),
                                    ("PRACTICE", "practice (MẪU)"),
                                ],
                                default="REAL",
                                max_length=10,
                                verbose_name="nature",
                            ),
                        ),
                        (
                            "term_amount",
                            models.DecimalField(decimal_places=2, max_digits=6, verbose_name="time limit"),
                        ),
                        (
                            "term_unit",
                            models.CharField(
                                choices=[
                                    ("working_day", "working days"),
                                    ("day", "days of the calendar"),
                                    ("month", "months"),
                                    ("hour", "working hours"),
                                ],
                                max_length=12,
                                verbose_name="unit of the limit",
                            ),
                        ),
                        ("due_original_on", models.DateField(verbose_name="first due date")),
                        ("due_original_at", models.DateTimeField(verbose_name="first appointment")),
                        ("due_on", models.DateField(verbose_name="due date")),
                        ("due_at", models.DateTimeField(verbose_name="appointment")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("RECEIVED", "received"),
                                    ("IN_PROCESS", "in process"),
                                    ("WAITING_SUPPLEMENT", "waiting for supplement"),
                                    ("RESOLVED", "resolved, result at the desk"),
                                    ("RETURNED", "result returned"),
                                    ("REFUSED", "refused after examination"),
                                    ("STOPPED", "stopped at the applicant's request"),
                                    ("WITHDRAWN", "withdrawn"),
                                ],
                                default="RECEIVED",
                                max_length=20,
                                verbose_name="state of the dossier",
                            ),
                        ),
                        (
                            "paused_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="clock stopped at"),
                        ),
                        (
                            "pause_reason",
                            models.CharField(blank=True, max_length=30, verbose_name="why the clock stands"),
                        ),
                        (
                            "resolved_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="resolved at"),
                        ),
                        ("resolved_on", models.DateField(blank=True, null=True, verbose_name="resolved on")),
                        (
                            "timeliness",
                            models.CharField(
                                blank=True,
                                choices=[("EARLY", "early"), ("ON_TIME", "on time"), ("LATE", "late")],
                                default="",
                                max_length=10,
                                verbose_name="timeliness",
                            ),
                        ),
                        (
                            "ended_on",
                            models.DateField(blank=True, null=True, verbose_name="ended without result on"),
                        ),
                        (
                            "returned_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="returned at"),
                        ),
                        (
                            "payment",
                            models.CharField(
                                choices=[
                                    ("NONE", "nothing to pay"),
                                    ("DUE", "to be paid"),
                                    ("PAID", "paid"),
                                    ("EXEMPT", "exempt"),
                                ],
                                default="NONE",
                                max_length=10,
                                verbose_name="payment",
                            ),
                        ),
                        (
                            "delivery",
                            models.CharField(
                                choices=[
                                    ("NOT_READY", "not ready"),
                                    ("READY", "ready at the desk"),
                                    ("NOTIFIED", "applicant told"),
                                    ("HANDED_OVER", "handed over"),
                                ],
                                default="NOT_READY",
                                max_length=12,
                                verbose_name="delivery",
                            ),
                        ),
                        ("search_text", models.TextField(editable=False, verbose_name="folded text")),
                        (
                            "applicant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dossiers",
                                to="dossiers.applicant",
                                verbose_name="applicant",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dossiers",
                                to="organisation.desk",
                                verbose_name="received by the desk",
                            ),
                        ),
                        (
                            "division",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dossiers",
                                to="organisation.division",
                                verbose_name="resolving division",
                            ),
                        ),
                        (
                            "holder",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="held_dossiers",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="held by",
                            ),
                        ),
                        (
                            "holder_division",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: at the desk.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="held_dossiers",
                                to="organisation.division",
                                verbose_name="held in division",
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dossiers",
                                to="procedures.procedure",
                                verbose_name="procedure",
                            ),
                        ),
                        (
                            "received_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="received by",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dossiers",
                                to="staffing.countersession",
                                verbose_name="counter session",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dossiers",
                                to="procedures.procedureversion",
                                verbose_name="version of the procedure",
                            ),
                        ),
                        (
                            "outside_decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dossiers",
                                to="dossiers.outsidedeskdecision",
                                verbose_name="exception decision",
                            ),
                        ),
                        (
                            "code_key",
                            models.CharField(
                                default="", editable=False, max_length=60, verbose_name="code without signs"
                            ),
                        ),
                        (
                            "code_tail",
                            models.CharField(
                                default="",
                                editable=False,
                                max_length=24,
                                verbose_name="day and ordinal of the code",
                            ),
                        ),
                        (
                            "log_hash",
                            models.CharField(
                                blank=True,
                                default="",
                                editable=False,
                                max_length=64,
                                verbose_name="hash at the end",
                            ),
                        ),
                        (
                            "log_seq",
                            models.PositiveIntegerField(
                                default=0, editable=False, verbose_name="events so far"
                            ),
                        ),
                        (
                            "paper_register",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=60,
                                verbose_name="book and number of the paper register",
                            ),
                        ),
                        (
                            "receipt_requested",
                            models.BooleanField(
                                default=True,
                                help_text="Results given at once need none (Điều 17.4).",
                                verbose_name="receipt asked for",
                            ),
                        ),
                        (
                            "request_key",
                            models.CharField(
                                blank=True,
                                default="",
                                editable=False,
                                max_length=40,
                                verbose_name="key of the submission",
                            ),
                        ),
                        (
                            "result_signed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="result signed at"),
                        ),
                        (
                            "log_seal",
                            models.CharField(
                                editable=False, max_length=64, null=True, verbose_name="seal on the log"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "dossier",
                        "verbose_name_plural": "dossiers",
                        "permissions": [
                            ("receive_dossier", "Can receive dossiers at a counter"),
                            ("process_dossier", "Can process dossiers in a division"),
                            ("resolve_dossier", "Can sign results"),
                            ("return_dossier", "Can return results at a counter"),
                            ("sign_apology", "Can sign apologies"),
                            ("override_rule", "Can override a rule under a recorded decision"),
                            ("see_every_division", "Can see the dossiers of every division"),
                        ],
                        "indexes": [
                            models.Index(
                                fields=["holder", "-received_at", "-id"], name="dossier_newest_of_holder"
                            ),
                            models.Index(
                                fields=["code_key"],
                                name="dossier_by_code_key",
                                opclasses=["varchar_pattern_ops"],
                            ),
                            models.Index(fields=["code_tail"], name="dossier_by_code_tail"),
                            models.Index(
                                fields=[
                                    "desk",
                                    "received_on",
                                    "channel",
                                    "nature",
                                    "ended_on",
                                    "procedure",
                                    "division",
                                    "received_by",
                                ],
                                name="dossier_received_in_period",
                            ),
                            models.Index(
                                fields=[
                                    "desk",
                                    "resolved_on",
                                    "timeliness",
                                    "received_on",
                                    "due_original_on",
                                    "nature",
                                    "ended_on",
                                    "state",
                                    "procedure",
                                    "division",
                                    "received_by",
                                ],
                                name="dossier_resolved_in_period",
                            ),
                            models.Index(
                                condition=models.Q(("resolved_on__isnull", True)),
                                fields=[
                                    "desk",
                                    "received_on",
                                    "due_original_on",
                                    "nature",
                                    "ended_on",
                                    "procedure",
                                    "division",
                                    "received_by",
                                ],
                                name="dossier_unresolved_in_period",
                            ),
                            models.Index(
                                condition=models.Q(("ended_on__isnull", False)),
                                fields=["desk", "ended_on", "state"],
                                name="dossier_ended_in_period",
                            ),
                            models.Index(
                                fields=["-received_at", "-id", "desk", "nature"], name="dossier_newest"
                            ),
                            models.Index(
                                fields=["desk", "-received_at", "-id", "nature", "channel"],
                                name="dossier_newest_of_desk",
                            ),
                            models.Index(
                                fields=["desk", "state", "-received_at", "-id", "nature"],
                                name="dossier_by_state",
                            ),
                            models.Index(
                                condition=models.Q(("resolved_on__isnull", True)),
                                fields=[
                                    "desk",
                                    "due_on",
                                    "id",
                                    "state",
                                    "paused_at",
                                    "due_original_on",
                                    "nature",
                                ],
                                name="dossier_open_by_due",
                            ),
                            models.Index(
                                condition=models.Q(("resolved_on__isnull", True)),
                                fields=["holder", "due_on", "id", "state", "desk", "nature"],
                                name="dossier_open_by_holder",
                            ),
                            models.Index(
                                condition=models.Q(("timeliness", "LATE")),
                                fields=["desk", "due_on", "id", "nature"],
                                name="dossier_late_by_due",
                            ),
                            models.Index(
                                fields=["procedure", "-id", "desk"], name="dossier_newest_of_procedure"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("due_original_on__gte", models.F("received_on")),
                                    ("received_on__isnull", True),
                                    ("due_original_on__isnull", True),
                                    _connector="OR",
                                ),
                                name="dossier_due_after_reception",
                                violation_error_message="The due date cannot be before the day of reception.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("due_on__gte", models.F("due_original_on")),
                                    ("due_original_on__isnull", True),
                                    ("due_on__isnull", True),
                                    _connector="OR",
                                ),
                                name="new_appointment_is_later",
                                violation_error_message="A new appointment cannot be before the first one.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("resolved_at__gte", models.F("received_at")),
                                    ("received_at__isnull", True),
                                    ("resolved_at__isnull", True),
                                    _connector="OR",
                                ),
                                name="dossier_resolved_after_reception",
                                violation_error_message="A result cannot be older than the reception.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("returned_at__gte", models.F("resolved_at")),
                                    ("resolved_at__isnull", True),
                                    ("returned_at__isnull", True),
                                    _connector="OR",
                                ),
                                name="dossier_returned_after_result",
                                violation_error_message="A result cannot be returned before it exists.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("resolved_at__isnull", False), ("resolved_on__isnull", False)),
                                    models.Q(("resolved_at__isnull", True), ("resolved_on__isnull", True)),
                                    _connector="OR",
                                ),
                                name="resolution_has_time_and_day",
                                violation_error_message="A resolution has its time and its day.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("resolved_at__isnull", True), ("timeliness", "")),
                                    models.Q(
                                        ("resolved_at__isnull", False),
                                        models.Q(("timeliness", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="resolution_is_early_on_time_or_late",
                                violation_error_message="A resolved dossier is early, on time or late.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("resolved_at__isnull", False),
                                        ("state__in", ["RESOLVED", "RETURNED", "REFUSED"]),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("state__in", ["RESOLVED", "RETURNED", "REFUSED"]), _negated=True
                                        ),
                                        ("resolved_at__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="finished_state_has_a_resolution",
                                violation_error_message="State and resolution do not agree.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("session__isnull", False),
                                    ("outside_decision__isnull", False),
                                    models.Q(("channel", "IN_PERSON"), _negated=True),
                                    ("entered_late", True),
                                    models.Q(("nature", "REAL"), _negated=True),
                                    ("is_foreign_code", True),
                                    _connector="OR",
                                ),
                                name="reception_only_at_the_desk",
                                violation_error_message="Dossiers are received only at an open counter of the desk.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("proxy_name", ""),
                                    models.Q(("proxy_paper", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="proxy_shows_an_authorisation",
                                violation_error_message="An authorised person must show the authorisation paper.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("pause_reason", ""), ("paused_at__isnull", True)),
                                    models.Q(
                                        ("paused_at__isnull", False),
                                        models.Q(("pause_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="pause_has_a_reason",
                                violation_error_message="A stopped clock has a lawful reason.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("request_key", ""), _negated=True),
                                fields=("desk", "request_key"),
                                name="a_submission_is_received_once",
                                violation_error_message="This reception was already saved.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalDossier",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(db_index=True, max_length=60, verbose_name="dossier code")),
                        (
                            "is_foreign_code",
                            models.BooleanField(default=False, verbose_name="code of another system"),
                        ),
                        (
                            "applicant_name",
                            models.CharField(max_length=200, verbose_name="applicant's name on that day"),
                        ),
                        (
                            "proxy_name",
                            models.CharField(blank=True, max_length=200, verbose_name="authorised person"),
                        ),
                        (
                            "proxy_id_number",
                            models.CharField(
                                blank=True, max_length=20, verbose_name="ID number of the authorised person"
                            ),
                        ),
                        (
                            "proxy_phone",
                            models.CharField(
                                blank=True, max_length=20, verbose_name="telephone of the authorised person"
                            ),
                        ),
                        (
                            "proxy_paper",
                            models.CharField(blank=True, max_length=200, verbose_name="authorisation paper"),
                        ),
                        ("content", models.CharField(max_length=2000, verbose_name="what is asked for")),
                        ("sets", models.PositiveSmallIntegerField(default=1, verbose_name="sets of papers")),
                        (
                            "result_place",
                            models.CharField(blank=True, max_length=200, verbose_name="result collected at"),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("IN_PERSON", "in person"),
                                    ("ONLINE", "online"),
                                    ("POSTAL", "public postal service"),
                                ],
                                max_length=10,
                                verbose_name="channel of reception",
                            ),
                        ),
                        ("received_at", models.DateTimeField(verbose_name="received at")),
                        (
                            "received_on",
                            models.DateField(help_text="Local day of reception.", verbose_name="received on"),
                        ),
                        (
                            "received_by_name",
                            models.CharField(max_length=100, verbose_name="receiver's name on that day"),
                        ),
                        (
                            "outside_place",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="place of the exception"
                            ),
                        ),
                        (
                            "submitted_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="submitted or posted at"
                            ),
                        ),
                        (
                            "entered_late",
                            models.BooleanField(default=False, verbose_name="entered later from paper"),
                        ),
                        (
                            "is_cross_boundary",
                            models.BooleanField(default=False, verbose_name="irrespective of boundaries"),
                        ),
                        (
                            "nature",
                            models.CharField(
                                choices=[
                                    ("REAL", "real"),
                                    ("DEMO", "invented, for demonstration"),
                                    ("PRACTICE", "practice (MẪU)"),
                                ],
                                default="REAL",
                                max_length=10,
                                verbose_name="nature",
                            ),
                        ),
                        (
                            "term_amount",
                            models.DecimalField(decimal_places=2, max_digits=6, verbose_name="time limit"),
                        ),
                        (
                            "term_unit",
                            models.CharField(
                                choices=[
                                    ("working_day", "working days"),
                                    ("day", "days of the calendar"),
                                    ("month", "months"),
                                    ("hour", "working hours"),
                                ],
                                max_length=12,
                                verbose_name="unit of the limit",
                            ),
                        ),
                        ("due_original_on", models.DateField(verbose_name="first due date")),
                        ("due_original_at", models.DateTimeField(verbose_name="first appointment")),
                        ("due_on", models.DateField(verbose_name="due date")),
                        ("due_at", models.DateTimeField(verbose_name="appointment")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("RECEIVED", "received"),
                                    ("IN_PROCESS", "in process"),
                                    ("WAITING_SUPPLEMENT", "waiting for supplement"),
                                    ("RESOLVED", "resolved, result at the desk"),
                                    ("RETURNED", "result returned"),
                                    ("REFUSED", "refused after examination"),
                                    ("STOPPED", "stopped at the applicant's request"),
                                    ("WITHDRAWN", "withdrawn"),
                                ],
                                default="RECEIVED",
                                max_length=20,
                                verbose_name="state of the dossier",
                            ),
                        ),
                        (
                            "paused_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="clock stopped at"),
                        ),
                        (
                            "pause_reason",
                            models.CharField(blank=True, max_length=30, verbose_name="why the clock stands"),
                        ),
                        (
                            "resolved_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="resolved at"),
                        ),
                        ("resolved_on", models.DateField(blank=True, null=True, verbose_name="resolved on")),
                        (
                            "timeliness",
                            models.CharField(
                                blank=True,
                                choices=[("EARLY", "early"), ("ON_TIME", "on time"), ("LATE", "late")],
                                default="",
                                max_length=10,
                                verbose_name="timeliness",
                            ),
                        ),
                        (
                            "ended_on",
                            models.DateField(blank=True, null=True, verbose_name="ended without result on"),
                        ),
                        (
                            "returned_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="returned at"),
                        ),
                        (
                            "payment",
                            models.CharField(
                                choices=[
                                    ("NONE", "nothing to pay"),
                                    ("DUE", "to be paid"),
                                    ("PAID", "paid"),
                                    ("EXEMPT", "exempt"),
                                ],
                                default="NONE",
                                max_length=10,
                                verbose_name="payment",
                            ),
                        ),
                        (
                            "delivery",
                            models.CharField(
                                choices=[
                                    ("NOT_READY", "not ready"),
                                    ("READY", "ready at the desk"),
                                    ("NOTIFIED", "applicant told"),
                                    ("HANDED_OVER", "handed over"),
                                ],
                                default="NOT_READY",
                                max_length=12,
                                verbose_name="delivery",
                            ),
                        ),
                        ("history_change_reason", models.CharField(max_length=500, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "applicant",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="dossiers.applicant",
                                verbose_name="applicant",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organisation.desk",
                                verbose_name="received by the desk",
                            ),
                        ),
                        (
                            "division",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organisation.division",
                                verbose_name="resolving division",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "holder",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="held by",
                            ),
                        ),
                        (
                            "holder_division",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Empty: at the desk.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organisation.division",
                                verbose_name="held in division",
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="procedures.procedure",
                                verbose_name="procedure",
                            ),
                        ),
                        (
                            "received_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="received by",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="staffing.countersession",
                                verbose_name="counter session",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="procedures.procedureversion",
                                verbose_name="version of the procedure",
                            ),
                        ),
                        (
                            "outside_decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="dossiers.outsidedeskdecision",
                                verbose_name="exception decision",
                            ),
                        ),
                        (
                            "paper_register",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=60,
                                verbose_name="book and number of the paper register",
                            ),
                        ),
                        (
                            "receipt_requested",
                            models.BooleanField(
                                default=True,
                                help_text="Results given at once need none (Điều 17.4).",
                                verbose_name="receipt asked for",
                            ),
                        ),
                        (
                            "result_signed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="result signed at"),
                        ),
                    ],
                    options={
                        "verbose_name": "historical dossier",
                        "verbose_name_plural": "historical dossiers",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="CodeSerial",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(verbose_name="day")),
                        ("last", models.PositiveIntegerField(default=0, verbose_name="last ordinal")),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ordinals of a day",
                        "verbose_name_plural": "ordinals of a day",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("desk", "day"),
                                name="codes_counted_once_per_day",
                                violation_error_message="This day is already counted.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Slip",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("RECEIPT", "receipt and appointment"),
                                    ("SUPPLEMENT", "supplement request"),
                                    ("REFUSAL", "refusal of reception"),
                                    ("APOLOGY", "apology and new appointment"),
                                    ("STOP_NOTICE", "stop notice"),
                                    ("CONTROL_SHEET", "control sheet"),
                                    ("REGISTER", "register of dossiers"),
                                    ("HAND_OVER_LIST", "hand-over list"),
                                    ("URGING", "urging letter"),
                                    ("CHAIRMAN", "apology of the chairman"),
                                ],
                                max_length=15,
                                verbose_name="form",
                            ),
                        ),
                        (
                            "form_set",
                            models.CharField(
                                choices=[
                                    ("TT01_2018", "TT 01/2018/TT-VPCP"),
                                    ("TT03_2025", "TT 03/2025/TT-VPCP"),
                                ],
                                max_length=10,
                                verbose_name="form set",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                        ("number", models.PositiveIntegerField(verbose_name="number in the year")),
                        ("issued_at", models.DateTimeField(verbose_name="form issued at")),
                        ("payload", models.JSONField(verbose_name="content")),
                        ("sha256", models.CharField(max_length=64, verbose_name="hash of the content")),
                        (
                            "printed",
                            models.PositiveSmallIntegerField(default=0, verbose_name="times printed"),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="slips",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="slips",
                                to="dossiers.dossier",
                                verbose_name="dossier",
                            ),
                        ),
                        (
                            "issued_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="form issued by",
                            ),
                        ),
                        (
                            "replaces",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaced_by",
                                to="dossiers.slip",
                                verbose_name="replaces",
                            ),
                        ),
                        (
                            "seal",
                            models.CharField(editable=False, max_length=64, null=True, verbose_name="seal"),
                        ),
                    ],
                    options={
                        "verbose_name": "printed form",
                        "verbose_name_plural": "printed forms",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("desk", "kind", "year", "number"),
                                name="form_number_once_per_year",
                                violation_error_message="This number is taken.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FormRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="in force from")),
                        (
                            "valid_to",
                            models.DateField(blank=True, null=True, verbose_name="in force to (included)"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("RECEIPT", "receipt and appointment"),
                                    ("SUPPLEMENT", "supplement request"),
                                    ("REFUSAL", "refusal of reception"),
                                    ("APOLOGY", "apology and new appointment"),
                                    ("STOP_NOTICE", "stop notice"),
                                    ("CONTROL_SHEET", "control sheet"),
                                    ("REGISTER", "register of dossiers"),
                                    ("HAND_OVER_LIST", "hand-over list"),
                                    ("URGING", "urging letter"),
                                    ("CHAIRMAN", "apology of the chairman"),
                                ],
                                max_length=15,
                                verbose_name="form",
                            ),
                        ),
                        (
                            "form_set",
                            models.CharField(
                                choices=[
                                    ("TT01_2018", "TT 01/2018/TT-VPCP"),
                                    ("TT03_2025", "TT 03/2025/TT-VPCP"),
                                ],
                                max_length=10,
                                verbose_name="form set",
                            ),
                        ),
                        (
                            "form_number",
                            models.CharField(
                                help_text="01, 02 …", max_length=10, verbose_name="number of the form"
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title on the form")),
                        (
                            "suffix",
                            models.CharField(
                                help_text="/TTPVHCC", max_length=40, verbose_name="ending of the numbers"
                            ),
                        ),
                        ("is_interim", models.BooleanField(default=False, verbose_name="interim form")),
                        (
                            "desk",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: the whole country.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="form_rules",
                                to="organisation.desk",
                                verbose_name="only for the desk",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rule for a form",
                        "verbose_name_plural": "rules for forms",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("desk", "kind", "valid_from"),
                                name="form_rule_once_per_day",
                                violation_error_message="This form already has a rule from that day on.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__gte", models.F("valid_from")),
                                    ("valid_from__isnull", True),
                                    ("valid_to__isnull", True),
                                    _connector="OR",
                                ),
                                name="form_rule_ends_after_it_starts",
                                violation_error_message="A rule cannot end before it starts.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalFormRule",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="in force from")),
                        (
                            "valid_to",
                            models.DateField(blank=True, null=True, verbose_name="in force to (included)"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("RECEIPT", "receipt and appointment"),
                                    ("SUPPLEMENT", "supplement request"),
                                    ("REFUSAL", "refusal of reception"),
                                    ("APOLOGY", "apology and new appointment"),
                                    ("STOP_NOTICE", "stop notice"),
                                    ("CONTROL_SHEET", "control sheet"),
                                    ("REGISTER", "register of dossiers"),
                                    ("HAND_OVER_LIST", "hand-over list"),
                                    ("URGING", "urging letter"),
                                    ("CHAIRMAN", "apology of the chairman"),
                                ],
                                max_length=15,
                                verbose_name="form",
                            ),
                        ),
                        (
                            "form_set",
                            models.CharField(
                                choices=[
                                    ("TT01_2018", "TT 01/2018/TT-VPCP"),
                                    ("TT03_2025", "TT 03/2025/TT-VPCP"),
                                ],
                                max_length=10,
                                verbose_name="form set",
                            ),
                        ),
                        (
                            "form_number",
                            models.CharField(
                                help_text="01, 02 …", max_length=10, verbose_name="number of the form"
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title on the form")),
                        (
                            "suffix",
                            models.CharField(
                                help_text="/TTPVHCC", max_length=40, verbose_name="ending of the numbers"
                            ),
                        ),
                        ("is_interim", models.BooleanField(default=False, verbose_name="interim form")),
                        ("history_change_reason", models.CharField(max_length=500, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Empty: the whole country.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organisation.desk",
                                verbose_name="only for the desk",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical rule for a form",
                        "verbose_name_plural": "historical rules for forms",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="SlipSerial",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("RECEIPT", "receipt and appointment"),
                                    ("SUPPLEMENT", "supplement request"),
                                    ("REFUSAL", "refusal of reception"),
                                    ("APOLOGY", "apology and new appointment"),
                                    ("STOP_NOTICE", "stop notice"),
                                    ("CONTROL_SHEET", "control sheet"),
                                    ("REGISTER", "register of dossiers"),
                                    ("HAND_OVER_LIST", "hand-over list"),
                                    ("URGING", "urging letter"),
                                    ("CHAIRMAN", "apology of the chairman"),
                                ],
                                max_length=15,
                                verbose_name="form",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                        ("last", models.PositiveIntegerField(default=0, verbose_name="last number")),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "numbers of a form",
                        "verbose_name_plural": "numbers of a form",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("desk", "kind", "year"),
                                name="forms_counted_once_per_year",
                                violation_error_message="This year is already counted.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Step",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ordinal", models.PositiveSmallIntegerField(verbose_name="order")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("RECEPTION", "reception"),
                                    ("EXAMINATION", "examination"),
                                    ("CONSULTATION", "consultation"),
                                    ("APPROVAL", "approval and signature"),
                                    ("RETURN", "return of the result"),
                                ],
                                max_length=12,
                                verbose_name="kind of step",
                            ),
                        ),
                        ("name", models.CharField(max_length=300, verbose_name="step name")),
                        ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="step due at")),
                        (
                            "started_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="started at"),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                        (
                            "timeliness",
                            models.CharField(
                                blank=True,
                                choices=[("EARLY", "early"), ("ON_TIME", "on time"), ("LATE", "late")],
                                default="",
                                max_length=10,
                                verbose_name="timeliness",
                            ),
                        ),
                        (
                            "deputy_for",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="deputy for",
                            ),
                        ),
                        (
                            "division",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: the desk itself.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="organisation.division",
                                verbose_name="division",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="dossiers.dossier",
                                verbose_name="dossier",
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="officer",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "step of a dossier",
                        "verbose_name_plural": "steps of a dossier",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("dossier", "ordinal"),
                                name="step_order_once_per_dossier",
                                violation_error_message="Two steps have the same order.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True), ("started_at__isnull", False)),
                                fields=("dossier",),
                                name="one_step_at_a_time",
                                violation_error_message="A dossier is in one step at a time.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_at__gte", models.F("started_at")),
                                    ("started_at__isnull", True),
                                    ("ended_at__isnull", True),
                                    _connector="OR",
                                ),
                                name="step_ends_after_it_starts",
                                violation_error_message="A step cannot end before it starts.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HandOver",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ordinal", models.PositiveSmallIntegerField(verbose_name="order")),
                        (
                            "giver_name",
                            models.CharField(max_length=100, verbose_name="giver's name on that day"),
                        ),
                        (
                            "giver_unit",
                            models.CharField(max_length=200, verbose_name="giver's unit on that day"),
                        ),
                        (
                            "taker_name",
                            models.CharField(max_length=100, verbose_name="taker's name on that day"),
                        ),
                        (
                            "taker_unit",
                            models.CharField(max_length=200, verbose_name="taker's unit on that day"),
                        ),
                        ("given_at", models.DateTimeField(verbose_name="given at")),
                        ("taken_at", models.DateTimeField(blank=True, null=True, verbose_name="taken at")),
                        (
                            "timeliness",
                            models.CharField(
                                blank=True,
                                choices=[("EARLY", "early"), ("ON_TIME", "on time"), ("LATE", "late")],
                                default="",
                                max_length=10,
                                verbose_name="result of the giver's step",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hand_overs",
                                to="dossiers.dossier",
                                verbose_name="dossier",
                            ),
                        ),
                        (
                            "giver",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="given by",
                            ),
                        ),
                        (
                            "taker",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="taken by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "hand-over",
                        "verbose_name_plural": "hand-overs",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("dossier", "ordinal"),
                                name="hand_over_order_once_per_dossier",
                                violation_error_message="Two hand-overs have the same order.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("taken_at__isnull", True)),
                                fields=("dossier",),
                                name="one_hand_over_under_way",
                                violation_error_message="This dossier is already being handed over.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("taken_at__gte", models.F("given_at")),
                                    ("given_at__isnull", True),
                                    ("taken_at__isnull", True),
                                    _connector="OR",
                                ),
                                name="taken_after_given",
                                violation_error_message="A dossier cannot be taken before it is given.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Cause",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            models.SlugField(max_length=30, unique=True, verbose_name="code of the cause"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("CHU_QUAN", "subjective cause"), ("KHACH_QUAN", "objective cause")],
                                max_length=10,
                                verbose_name="kind of cause",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="cause of lateness")),
                        ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                    ],
                    options={
                        "verbose_name": "cause of lateness",
                        "verbose_name_plural": "causes of lateness",
                        "ordering": ["kind", "code"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalCause",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(max_length=30, verbose_name="code of the cause")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("CHU_QUAN", "subjective cause"), ("KHACH_QUAN", "objective cause")],
                                max_length=10,
                                verbose_name="kind of cause",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="cause of lateness")),
                        ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                        ("history_change_reason", models.CharField(max_length=500, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical cause of lateness",
                        "verbose_name_plural": "historical causes of lateness",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Apology",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.CharField(max_length=2000, verbose_name="reason for the citizen")),
                        (
                            "cause_kind",
                            models.CharField(
                                choices=[("CHU_QUAN", "subjective cause"), ("KHACH_QUAN", "objective cause")],
                                max_length=10,
                                verbose_name="kind of cause",
                            ),
                        ),
                        ("old_due_on", models.DateField(verbose_name="date that is missed")),
                        ("new_due_on", models.DateField(verbose_name="new appointment")),
                        ("drafted_at", models.DateTimeField(verbose_name="drafted at")),
                        ("signed_at", models.DateTimeField(blank=True, null=True, verbose_name="signed at")),
                        ("signed_on", models.DateField(blank=True, null=True, verbose_name="signed on")),
                        (
                            "signer_name",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="signer's name on that day"
                            ),
                        ),
                        (
                            "signer_title",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="signer's title on that day"
                            ),
                        ),
                        ("is_late_letter", models.BooleanField(default=False, verbose_name="late letter")),
                        (
                            "override_number",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=100,
                                verbose_name="decision that allows a second appointment",
                            ),
                        ),
                        (
                            "desk_told_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="desk told at"),
                        ),
                        (
                            "notified_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="applicant told at"),
                        ),
                        (
                            "notified_by_channel",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("EMAIL", "e-mail"),
                                    ("SMS", "text message"),
                                    ("PHONE", "telephone"),
                                    ("SOCIAL", "approved social network"),
                                    ("PAPER", "letter on paper"),
                                ],
                                max_length=10,
                                verbose_name="applicant told by",
                            ),
                        ),
                        (
                            "notified_result",
                            models.CharField(blank=True, max_length=300, verbose_name="result of telling"),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="apologies",
                                to="dossiers.dossier",
                                verbose_name="dossier",
                            ),
                        ),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="drafted by",
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="signed by",
                            ),
                        ),
                        (
                            "slip",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="apology",
                                to="dossiers.slip",
                                verbose_name="printed form",
                            ),
                        ),
                        (
                            "step",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="apologies",
                                to="dossiers.step",
                                verbose_name="step that used the time",
                            ),
                        ),
                        (
                            "cause",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="dossiers.cause",
                                verbose_name="cause of lateness",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "apology",
                        "verbose_name_plural": "apologies",
                        "indexes": [models.Index(fields=["signed_on"], name="apology_register")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("override_number", "")),
                                fields=("dossier",),
                                name="one_new_appointment_per_dossier",
                                violation_error_message="A new appointment is allowed only once (Điều 19.9).",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("new_due_on__gt", models.F("old_due_on"))),
                                name="new_appointment_after_the_old",
                                violation_error_message="The new appointment must be later than the one that is missed.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="apology_has_a_reason",
                                violation_error_message="Write the reason for the citizen.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("signed_at__isnull", False),
                                        ("signed_by__isnull", False),
                                        ("signed_on__isnull", False),
                                    ),
                                    models.Q(
                                        ("signed_at__isnull", True),
                                        ("signed_by__isnull", True),
                                        ("signed_on__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="signature_has_time_and_signer",
                                violation_error_message="A signature has its time and its signer.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalApology",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.CharField(max_length=2000, verbose_name="reason for the citizen")),
                        (
                            "cause_kind",
                            models.CharField(
                                choices=[("CHU_QUAN", "subjective cause"), ("KHACH_QUAN", "objective cause")],
                                max_length=10,
                                verbose_name="kind of cause",
                            ),
                        ),
                        ("old_due_on", models.DateField(verbose_name="date that is missed")),
                        ("new_due_on", models.DateField(verbose_name="new appointment")),
                        ("drafted_at", models.DateTimeField(verbose_name="drafted at")),
                        ("signed_at", models.DateTimeField(blank=True, null=True, verbose_name="signed at")),
                        ("signed_on", models.DateField(blank=True, null=True, verbose_name="signed on")),
                        (
                            "signer_name",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="signer's name on that day"
                            ),
                        ),
                        (
                            "signer_title",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="signer's title on that day"
                            ),
                        ),
                        ("is_late_letter", models.BooleanField(default=False, verbose_name="late letter")),
                        (
                            "override_number",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=100,
                                verbose_name="decision that allows a second appointment",
                            ),
                        ),
                        (
                            "desk_told_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="desk told at"),
                        ),
                        (
                            "notified_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="applicant told at"),
                        ),
                        (
                            "notified_by_channel",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("EMAIL", "e-mail"),
                                    ("SMS", "text message"),
                                    ("PHONE", "telephone"),
                                    ("SOCIAL", "approved social network"),
                                    ("PAPER", "letter on paper"),
                                ],
                                max_length=10,
                                verbose_name="applicant told by",
                            ),
                        ),
                        (
                            "notified_result",
                            models.CharField(blank=True, max_length=300, verbose_name="result of telling"),
                        ),
                        ("history_change_reason", models.CharField(max_length=500, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "cause",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="dossiers.cause",
                                verbose_name="cause of lateness",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="dossiers.dossier",
                                verbose_name="dossier",
                            ),
                        ),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="drafted by",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="signed by",
                            ),
                        ),
                        (
                            "slip",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="dossiers.slip",
                                verbose_name="printed form",
                            ),
                        ),
                        (
                            "step",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="dossiers.step",
                                verbose_name="step that used the time",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical apology",
                        "verbose_name_plural": "historical apologies",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Urging",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ordinal", models.PositiveSmallIntegerField(verbose_name="order")),
                        ("addressee", models.CharField(max_length=300, verbose_name="addressed to")),
                        ("answer_by", models.DateField(verbose_name="answer by")),
                        ("answered_on", models.DateField(blank=True, null=True, verbose_name="answered on")),
                        ("urged_at", models.DateTimeField(verbose_name="urged at")),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="urgings",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="urgings",
                                to="dossiers.dossier",
                                verbose_name="dossier",
                            ),
                        ),
                        (
                            "urged_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="urged by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "urging letter",
                        "verbose_name_plural": "urging letters",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("dossier", "ordinal"),
                                name="urging_order_once_per_dossier",
                                violation_error_message="Two urging letters have the same order.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalUrging",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("ordinal", models.PositiveSmallIntegerField(verbose_name="order")),
                        ("addressee", models.CharField(max_length=300, verbose_name="addressed to")),
                        ("answer_by", models.DateField(verbose_name="answer by")),
                        ("answered_on", models.DateField(blank=True, null=True, verbose_name="answered on")),
                        ("urged_at", models.DateTimeField(verbose_name="urged at")),
                        ("history_change_reason", models.CharField(max_length=500, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="dossiers.dossier",
                                verbose_name="dossier",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "urged_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="urged by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical urging letter",
                        "verbose_name_plural": "historical urging letters",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="ChairmanApology",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "prohibition",
                            models.CharField(
                                choices=[
                                    ("a", "harassing or causing trouble"),
                                    ("b", "hindering the choice of channel"),
                                    ("c", "blocking, altering, deleting, forging or copying data unlawfully"),
                                    ("d", "disclosing information of a dossier, or using it for gain"),
                                    ("dd", "refusing, prolonging, or demanding papers outside the law"),
                                    ("e", "dealing with applicants not through the desk"),
                                    ("g", "shifting responsibility"),
                                    ("h", "improper conduct"),
                                ],
                                max_length=2,
                                verbose_name="forbidden act",
                            ),
                        ),
                        ("addressee", models.CharField(max_length=300, verbose_name="apology addressed to")),
                        ("text", models.CharField(max_length=3000, verbose_name="words of the apology")),
                        ("signed_at", models.DateTimeField(verbose_name="apology signed at")),
                        ("signed_on", models.DateField(verbose_name="apology signed on")),
                        (
                            "signer_name",
                            models.CharField(max_length=100, verbose_name="signer's name on that day"),
                        ),
                        (
                            "signer_title",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="signer's title on that day"
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="chairman_apologies",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                        (
                            "feedback",
                            models.OneToOneField(
                                error_messages={"unique": "The chairman has already apologised for this."},
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="chairman_apology",
                                to="staffing.feedback",
                                verbose_name="feedback found true",
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="apology signed by",
                            ),
                        ),
                        (
                            "slip",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="chairman_apology",
                                to="dossiers.slip",
                                verbose_name="printed form",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "apology of the chairman",
                        "verbose_name_plural": "apologies of the chairman",
                        "permissions": [("sign_chairmanapology", "Can sign apologies of the chairman")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("text", ""), _negated=True),
                                    models.Q(("addressee", ""), _negated=True),
                                ),
                                name="chairman_apology_has_words_and_addressee",
                                violation_error_message="Write the words of the apology and to whom it goes.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalChairmanApology",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "prohibition",
                            models.CharField(
                                choices=[
                                    ("a", "harassing or causing trouble"),
                                    ("b", "hindering the choice of channel"),
                                    ("c", "blocking, altering, deleting, forging or copying data unlawfully"),
                                    ("d", "disclosing information of a dossier, or using it for gain"),
                                    ("dd", "refusing, prolonging, or demanding papers outside the law"),
                                    ("e", "dealing with applicants not through the desk"),
                                    ("g", "shifting responsibility"),
                                    ("h", "improper conduct"),
                                ],
                                max_length=2,
                                verbose_name="forbidden act",
                            ),
                        ),
                        ("addressee", models.CharField(max_length=300, verbose_name="apology addressed to")),
                        ("text", models.CharField(max_length=3000, verbose_name="words of the apology")),
                        ("signed_at", models.DateTimeField(verbose_name="apology signed at")),
                        ("signed_on", models.DateField(verbose_name="apology signed on")),
                        (
                            "signer_name",
                            models.CharField(max_length=100, verbose_name="signer's name on that day"),
                        ),
                        (
                            "signer_title",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="signer's title on that day"
                            ),
                        ),
                        ("history_change_reason", models.CharField(max_length=500, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                        (
                            "feedback",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                error_messages={"unique": "The chairman has already apologised for this."},
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="staffing.feedback",
                                verbose_name="feedback found true",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="apology signed by",
                            ),
                        ),
                        (
                            "slip",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="dossiers.slip",
                                verbose_name="printed form",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical apology of the chairman",
                        "verbose_name_plural": "historical apologies of the chairman",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="DueComputation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "occasion",
                            models.CharField(
                                choices=[
                                    ("RECEPTION", "at reception"),
                                    ("SUPPLEMENT", "after the supplement"),
                                    ("PAUSE", "after a pause"),
                                    ("REAPPOINTMENT", "new appointment"),
                                ],
                                max_length=15,
                                verbose_name="occasion of the computation",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="computed at")),
                        ("inputs", models.JSONField(default=dict, verbose_name="what was given")),
                        ("explanation", models.JSONField(default=list, verbose_name="day by day")),
                        ("warnings", models.JSONField(default=list, verbose_name="warnings of the calendar")),
                        ("due_on", models.DateField(verbose_name="due date")),
                        ("due_at", models.DateTimeField(verbose_name="appointment")),
                        ("deadline_end", models.DateTimeField(verbose_name="last instant in time")),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="computations",
                                to="dossiers.dossier",
                                verbose_name="dossier",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "computation of a due date",
                        "verbose_name_plural": "computations of due dates",
                        "ordering": ["dossier", "at", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="Pause",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("BO_SUNG", "supplement by the applicant"),
                                    ("XAC_MINH_THEO_LUAT", "verification that the law does not count"),
                                    ("NGHIA_VU_TAI_CHINH", "financial obligation of the applicant"),
                                    ("KHAC", "other ground, with its legal basis"),
                                ],
                                max_length=20,
                                verbose_name="lawful reason",
                            ),
                        ),
                        (
                            "policy",
                            models.CharField(
                                choices=[
                                    ("RESTART", "the full limit again"),
                                    ("RESUME", "the rest of the limit"),
                                ],
                                max_length=10,
                                verbose_name="what the pause does to the limit",
                            ),
                        ),
                        ("legal_basis", models.CharField(max_length=300, verbose_name="legal basis")),
                        ("paused_at", models.DateTimeField(verbose_name="clock stopped at")),
                        (
                            "resumed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="clock went on at"),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pauses",
                                to="dossiers.dossier",
                                verbose_name="dossier",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "pause of the clock",
                        "verbose_name_plural": "pauses of the clock",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("resumed_at__isnull", True)),
                                fields=("dossier",),
                                name="one_pause_at_a_time",
                                violation_error_message="The clock of this dossier already stands.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("resumed_at__gte", models.F("paused_at")),
                                    ("paused_at__isnull", True),
                                    ("resumed_at__isnull", True),
                                    _connector="OR",
                                ),
                                name="pause_ends_after_it_starts",
                                violation_error_message="The clock cannot go on before it stopped.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("legal_basis", ""), _negated=True),
                                name="pause_has_a_legal_basis",
                                violation_error_message="A pause names its legal basis.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DossierComponent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ordinal", models.PositiveSmallIntegerField(verbose_name="order")),
                        ("name", models.TextField(verbose_name="name of the paper")),
                        (
                            "copy_kind",
                            models.CharField(
                                choices=[
                                    ("ORIGINAL", "original"),
                                    ("COPY", "copy"),
                                    ("CERTIFIED", "certified copy"),
                                    ("PHOTOCOPY", "photocopy"),
                                    ("ELECTRONIC", "electronic copy"),
                                ],
                                default="ORIGINAL",
                                max_length=12,
                                verbose_name="kind of copy",
                            ),
                        ),
                        ("count", models.PositiveSmallIntegerField(default=1, verbose_name="count")),
                        ("is_present", models.BooleanField(default=True, verbose_name="handed in")),
                        (
                            "digitised",
                            models.CharField(
                                choices=[
                                    ("DA_SO_HOA", "digitised"),
                                    ("KHONG_PHAI_SO_HOA", "need not be digitised"),
                                    ("CHUA", "not yet digitised"),
                                ],
                                default="CHUA",
                                max_length=20,
                                verbose_name="digitisation",
                            ),
                        ),
                        (
                            "component",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="procedures.component",
                                verbose_name="component of the dossier",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="components",
                                to="dossiers.dossier",
                                verbose_name="dossier",
                            ),
                        ),
                        (
                            "not_digitised_ground",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("a", "filed electronically"),
                                    ("b", "only shown"),
                                    ("c", "verification result or opinion"),
                                    ("d", "state secret"),
                                ],
                                default="",
                                max_length=1,
                                verbose_name="ground for not digitising",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "paper of a dossier",
                        "verbose_name_plural": "papers of a dossier",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("dossier", "ordinal"),
                                name="paper_order_once_per_dossier",
                                violation_error_message="Two papers have the same order.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("digitised", "KHONG_PHAI_SO_HOA"),
                                        models.Q(("not_digitised_ground", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("digitised", "KHONG_PHAI_SO_HOA"), _negated=True),
                                        ("not_digitised_ground", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="not_digitising_has_a_ground",
                                violation_error_message="Name the ground on which a paper need not be digitised.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalDossierComponent",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("ordinal", models.PositiveSmallIntegerField(verbose_name="order")),
                        ("name", models.TextField(verbose_name="name of the paper")),
                        (
                            "copy_kind",
                            models.CharField(
                                choices=[
                                    ("ORIGINAL", "original"),
                                    ("COPY", "copy"),
                                    ("CERTIFIED", "certified copy"),
                                    ("PHOTOCOPY", "photocopy"),
                                    ("ELECTRONIC", "electronic copy"),
                                ],
                                default="ORIGINAL",
                                max_length=12,
                                verbose_name="kind of copy",
                            ),
                        ),
                        ("count", models.PositiveSmallIntegerField(default=1, verbose_name="count")),
                        ("is_present", models.BooleanField(default=True, verbose_name="handed in")),
                        (
                            "digitised",
                            models.CharField(
                                choices=[
                                    ("DA_SO_HOA", "digitised"),
                                    ("KHONG_PHAI_SO_HOA", "need not be digitised"),
                                    ("CHUA", "not yet digitised"),
                                ],
                                default="CHUA",
                                max_length=20,
                                verbose_name="digitisation",
                            ),
                        ),
                        ("history_change_reason", models.CharField(max_length=500, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "component",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="procedures.component",
                                verbose_name="component of the dossier",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="dossiers.dossier",
                                verbose_name="dossier",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "not_digitised_ground",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("a", "filed electronically"),
                                    ("b", "only shown"),
                                    ("c", "verification result or opinion"),
                                    ("d", "state secret"),
                                ],
                                default="",
                                max_length=1,
                                verbose_name="ground for not digitising",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical paper of a dossier",
                        "verbose_name_plural": "historical papers of a dossier",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="DossierEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("seq", models.PositiveIntegerField(verbose_name="order")),
                        ("at", models.DateTimeField(verbose_name="time")),
                        ("actor_name", models.CharField(max_length=100, verbose_name="name on that day")),
                        ("office_name", models.CharField(max_length=300, verbose_name="office on that day")),
                        ("kind", models.CharField(max_length=30, verbose_name="what was done")),
                        (
                            "from_state",
                            models.CharField(blank=True, max_length=20, verbose_name="state before"),
                        ),
                        ("to_state", models.CharField(blank=True, max_length=20, verbose_name="state after")),
                        ("reason", models.CharField(blank=True, max_length=1000, verbose_name="reason")),
                        ("data", models.JSONField(default=dict, verbose_name="details")),
                        (
                            "previous_hash",
                            models.CharField(blank=True, max_length=64, verbose_name="hash before"),
                        ),
                        ("hash", models.CharField(max_length=64, verbose_name="hash")),
                        (
                            "actor",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="account",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="dossiers.dossier",
                                verbose_name="dossier",
                            ),
                        ),
                        (
                            "seal",
                            models.CharField(editable=False, max_length=64, null=True, verbose_name="seal"),
                        ),
                    ],
                    options={
                        "verbose_name": "event of a dossier",
                        "verbose_name_plural": "events of a dossier",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("dossier", "seq"),
                                name="dossier_events_in_order",
                                violation_error_message="Another event came first.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FeeLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("PHI", "service fee"),
                                    ("LE_PHI", "state levy"),
                                    ("", "not stated"),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="kind of fee",
                            ),
                        ),
                        (
                            "amount",
                            models.DecimalField(decimal_places=0, max_digits=14, verbose_name="amount"),
                        ),
                        (
                            "exempt_ground",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="ground of the exemption"
                            ),
                        ),
                        ("paid_at", models.DateTimeField(blank=True, null=True, verbose_name="paid at")),
                        (
                            "paid_moment",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("1", "at reception"),
                                    ("2", "at the supplement"),
                                    ("4", "at the return"),
                                ],
                                max_length=1,
                                verbose_name="moment of payment",
                            ),
                        ),
                        ("paid_online", models.BooleanField(default=False, verbose_name="paid online")),
                        (
                            "receipt_number",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=60,
                                verbose_name="number of the fee receipt",
                            ),
                        ),
                        (
                            "collected_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="collected by",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fees",
                                to="dossiers.dossier",
                                verbose_name="dossier",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "amount of a dossier",
                        "verbose_name_plural": "amounts of dossiers",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount__gte", 0)),
                                name="amount_is_not_negative",
                                violation_error_message="An amount cannot be negative.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("collected_by__isnull", False), ("paid_at__isnull", False)),
                                    models.Q(("collected_by__isnull", True), ("paid_at__isnull", True)),
                                    _connector="OR",
                                ),
                                name="payment_has_time_and_collector",
                                violation_error_message="A payment has its time and who took it.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalFeeLine",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("PHI", "service fee"),
                                    ("LE_PHI", "state levy"),
                                    ("", "not stated"),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="kind of fee",
                            ),
                        ),
                        (
                            "amount",
                            models.DecimalField(decimal_places=0, max_digits=14, verbose_name="amount"),
                        ),
                        (
                            "exempt_ground",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="ground of the exemption"
                            ),
                        ),
                        ("paid_at", models.DateTimeField(blank=True, null=True, verbose_name="paid at")),
                        (
                            "paid_moment",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("1", "at reception"),
                                    ("2", "at the supplement"),
                                    ("4", "at the return"),
                                ],
                                max_length=1,
                                verbose_name="moment of payment",
                            ),
                        ),
                        ("paid_online", models.BooleanField(default=False, verbose_name="paid online")),
                        (
                            "receipt_number",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=60,
                                verbose_name="number of the fee receipt",
                            ),
                        ),
                        ("history_change_reason", models.CharField(max_length=500, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "collected_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="collected by",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="dossiers.dossier",
                                verbose_name="dossier",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical amount of a dossier",
                        "verbose_name_plural": "historical amounts of dossiers",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Access",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("user_name", models.CharField(max_length=100, verbose_name="name on that day")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("VIEW", "viewed"),
                                    ("UNMASK", "seen in full"),
                                    ("PRINT", "printed"),
                                    ("EXPORT", "exported"),
                                ],
                                max_length=10,
                                verbose_name="kind of access",
                            ),
                        ),
                        ("what", models.CharField(blank=True, max_length=200, verbose_name="what was seen")),
                        ("at", models.DateTimeField(verbose_name="time")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="from the address")),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: a form that belongs to no dossier.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accesses",
                                to="dossiers.dossier",
                                verbose_name="dossier",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="account",
                            ),
                        ),
                        (
                            "slip",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accesses",
                                to="dossiers.slip",
                                verbose_name="printed form",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "access to personal data",
                        "verbose_name_plural": "accesses to personal data",
                        "indexes": [models.Index(fields=["dossier", "-at"], name="access_by_dossier")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("dossier__isnull", False), ("slip__isnull", False), _connector="OR"
                                ),
                                name="access_is_to_a_dossier_or_a_form",
                                violation_error_message="Say which dossier or form was seen.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attachment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("file", models.FileField(upload_to="dossiers", verbose_name="file")),
                        ("name", models.CharField(max_length=200, verbose_name="file name")),
                        ("content_type", models.CharField(max_length=100, verbose_name="type of the file")),
                        ("size", models.PositiveIntegerField(verbose_name="size in bytes")),
                        ("sha256", models.CharField(max_length=64, verbose_name="hash of the file")),
                        ("added_at", models.DateTimeField(verbose_name="added at")),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="added by",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attachments",
                                to="dossiers.dossier",
                                verbose_name="dossier",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "attachment",
                        "verbose_name_plural": "attachments",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("dossier", "sha256"),
                                name="a_file_is_attached_once",
                                violation_error_message="This file is already attached.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AggregateReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("first_on", models.DateField(verbose_name="period from")),
                        ("last_on", models.DateField(verbose_name="period to (included)")),
                        ("received", models.PositiveIntegerField(verbose_name="dossiers received")),
                        ("resolved", models.PositiveIntegerField(verbose_name="dossiers resolved")),
                        (
                            "in_time",
                            models.PositiveIntegerField(
                                help_text="Early ones included.", verbose_name="resolved in time"
                            ),
                        ),
                        ("late", models.PositiveIntegerField(verbose_name="resolved late")),
                        (
                            "pending",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="dossiers pending"
                            ),
                        ),
                        ("source", models.CharField(max_length=300, verbose_name="source of the figures")),
                        (
                            "note",
                            models.CharField(
                                blank=True, max_length=500, verbose_name="remark on the figures"
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="aggregate_reports",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "reported figures",
                        "verbose_name_plural": "reported figures",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("last_on__gte", models.F("first_on")),
                                    ("first_on__isnull", True),
                                    ("last_on__isnull", True),
                                    _connector="OR",
                                ),
                                name="reported_period_ends_after_it_starts",
                                violation_error_message="The period cannot end before it starts.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "resolved",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("in_time"), "+", models.F("late")
                                        ),
                                    )
                                ),
                                name="reported_resolved_is_in_time_and_late",
                                violation_error_message="Resolved must be the sum of in time and late.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("pending__isnull", True),
                                    (
                                        "received",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("resolved"), "+", models.F("pending")
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="reported_received_is_resolved_and_pending",
                                violation_error_message="Received must be the sum of resolved and pending.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source", ""), _negated=True),
                                name="reported_figures_have_a_source",
                                violation_error_message="Name the source of the figures.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalAggregateReport",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("first_on", models.DateField(verbose_name="period from")),
                        ("last_on", models.DateField(verbose_name="period to (included)")),
                        ("received", models.PositiveIntegerField(verbose_name="dossiers received")),
                        ("resolved", models.PositiveIntegerField(verbose_name="dossiers resolved")),
                        (
                            "in_time",
                            models.PositiveIntegerField(
                                help_text="Early ones included.", verbose_name="resolved in time"
                            ),
                        ),
                        ("late", models.PositiveIntegerField(verbose_name="resolved late")),
                        (
                            "pending",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="dossiers pending"
                            ),
                        ),
                        ("source", models.CharField(max_length=300, verbose_name="source of the figures")),
                        (
                            "note",
                            models.CharField(
                                blank=True, max_length=500, verbose_name="remark on the figures"
                            ),
                        ),
                        ("history_change_reason", models.CharField(max_length=500, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical reported figures",
                        "verbose_name_plural": "historical reported figures",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Supplement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("missing", models.JSONField(default=list, verbose_name="papers to hand in")),
                        (
                            "reason",
                            models.CharField(max_length=1000, verbose_name="reason of the supplement"),
                        ),
                        ("requested_at", models.DateTimeField(verbose_name="asked for at")),
                        (
                            "notice_is_late",
                            models.BooleanField(default=False, verbose_name="asked for too late"),
                        ),
                        (
                            "override_number",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=100,
                                verbose_name="decision that allows an exception",
                            ),
                        ),
                        (
                            "completed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="completed at"),
                        ),
                        (
                            "applicant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="supplements",
                                to="dossiers.applicant",
                                verbose_name="applicant",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="supplements",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: asked for at the counter, before reception.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="supplements",
                                to="dossiers.dossier",
                                verbose_name="dossier",
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="procedures.procedure",
                                verbose_name="procedure",
                            ),
                        ),
                        (
                            "requested_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="asked for by",
                            ),
                        ),
                        (
                            "slip",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="supplement",
                                to="dossiers.slip",
                                verbose_name="printed form",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "supplement request",
                        "verbose_name_plural": "supplement requests",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("dossier__isnull", False), ("override_number", "")),
                                fields=("dossier",),
                                name="supplement_is_asked_for_once",
                                violation_error_message="A supplement may be asked for only once (Điều 11.2.c).",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("completed_at__isnull", True),
                                    ("dossier__isnull", True),
                                    ("override_number", ""),
                                ),
                                fields=("applicant", "procedure"),
                                name="supplement_at_the_counter_once",
                                violation_error_message="This applicant was already asked to complete these papers.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="supplement_has_a_reason",
                                violation_error_message="Write why the papers are needed.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalSupplement",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("missing", models.JSONField(default=list, verbose_name="papers to hand in")),
                        (
                            "reason",
                            models.CharField(max_length=1000, verbose_name="reason of the supplement"),
                        ),
                        ("requested_at", models.DateTimeField(verbose_name="asked for at")),
                        (
                            "notice_is_late",
                            models.BooleanField(default=False, verbose_name="asked for too late"),
                        ),
                        (
                            "override_number",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=100,
                                verbose_name="decision that allows an exception",
                            ),
                        ),
                        (
                            "completed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="completed at"),
                        ),
                        ("history_change_reason", models.CharField(max_length=500, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "applicant",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="dossiers.applicant",
                                verbose_name="applicant",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Empty: asked for at the counter, before reception.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="dossiers.dossier",
                                verbose_name="dossier",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="procedures.procedure",
                                verbose_name="procedure",
                            ),
                        ),
                        (
                            "requested_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="asked for by",
                            ),
                        ),
                        (
                            "slip",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="dossiers.slip",
                                verbose_name="printed form",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical supplement request",
                        "verbose_name_plural": "historical supplement requests",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Refusal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("content", models.CharField(max_length=2000, verbose_name="what was asked for")),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    ("NOT_COMPETENT", "not in the competence of this desk"),
                                    ("NOT_COMPLETED", "papers still missing after the supplement"),
                                    ("CONDITIONS", "conditions evidently not met"),
                                    ("NOT_ENTITLED", "applicant not entitled, or authorisation missing"),
                                    ("DUPLICATE", "the same dossier is already under way"),
                                ],
                                max_length=20,
                                verbose_name="ground of the refusal",
                            ),
                        ),
                        ("text", models.CharField(max_length=2000, verbose_name="reason of the refusal")),
                        ("refused_at", models.DateTimeField(verbose_name="refused at")),
                        ("refused_on", models.DateField(verbose_name="refused on")),
                        (
                            "applicant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="refusals",
                                to="dossiers.applicant",
                                verbose_name="applicant",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="refusals",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                        (
                            "dossier",
                            models.OneToOneField(
                                blank=True,
                                help_text="Empty: refused at the counter, no code was issued.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="refusal",
                                to="dossiers.dossier",
                                verbose_name="dossier",
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="procedures.procedure",
                                verbose_name="procedure",
                            ),
                        ),
                        (
                            "refused_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="refused by",
                            ),
                        ),
                        (
                            "slip",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="refusal",
                                to="dossiers.slip",
                                verbose_name="printed form",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "refusal",
                        "verbose_name_plural": "refusals",
                        "indexes": [models.Index(fields=["desk", "refused_on"], name="refusal_by_day")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True),
                                name="refusal_has_a_reason",
                                violation_error_message="Write the reason of the refusal.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalRefusal",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("content", models.CharField(max_length=2000, verbose_name="what was asked for")),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    ("NOT_COMPETENT", "not in the competence of this desk"),
                                    ("NOT_COMPLETED", "papers still missing after the supplement"),
                                    ("CONDITIONS", "conditions evidently not met"),
                                    ("NOT_ENTITLED", "applicant not entitled, or authorisation missing"),
                                    ("DUPLICATE", "the same dossier is already under way"),
                                ],
                                max_length=20,
                                verbose_name="ground of the refusal",
                            ),
                        ),
                        ("text", models.CharField(max_length=2000, verbose_name="reason of the refusal")),
                        ("refused_at", models.DateTimeField(verbose_name="refused at")),
                        ("refused_on", models.DateField(verbose_name="refused on")),
                        ("history_change_reason", models.CharField(max_length=500, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "applicant",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="dossiers.applicant",
                                verbose_name="applicant",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Empty: refused at the counter, no code was issued.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="dossiers.dossier",
                                verbose_name="dossier",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="procedures.procedure",
                                verbose_name="procedure",
                            ),
                        ),
                        (
                            "refused_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="refused by",
                            ),
                        ),
                        (
                            "slip",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="dossiers.slip",
                                verbose_name="printed form",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical refusal",
                        "verbose_name_plural": "historical refusals",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Stop",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "is_withdrawal",
                            models.BooleanField(default=False, verbose_name="papers withdrawn"),
                        ),
                        ("requested_on", models.DateField(verbose_name="asked for on")),
                        ("reason", models.CharField(max_length=1000, verbose_name="reason of the applicant")),
                        (
                            "papers_returned",
                            models.CharField(blank=True, max_length=1000, verbose_name="papers given back"),
                        ),
                        ("stopped_at", models.DateTimeField(verbose_name="stopped at")),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stops",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                        (
                            "dossier",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stop",
                                to="dossiers.dossier",
                                verbose_name="dossier",
                            ),
                        ),
                        (
                            "slip",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stop",
                                to="dossiers.slip",
                                verbose_name="printed form",
                            ),
                        ),
                        (
                            "stopped_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="stopped by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "stop at the applicant's request",
                        "verbose_name_plural": "stops at the applicant's request",
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalStop",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "is_withdrawal",
                            models.BooleanField(default=False, verbose_name="papers withdrawn"),
                        ),
                        ("requested_on", models.DateField(verbose_name="asked for on")),
                        ("reason", models.CharField(max_length=1000, verbose_name="reason of the applicant")),
                        (
                            "papers_returned",
                            models.CharField(blank=True, max_length=1000, verbose_name="papers given back"),
                        ),
                        ("stopped_at", models.DateTimeField(verbose_name="stopped at")),
                        ("history_change_reason", models.CharField(max_length=500, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="dossiers.dossier",
                                verbose_name="dossier",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "slip",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="dossiers.slip",
                                verbose_name="printed form",
                            ),
                        ),
                        (
                            "stopped_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="stopped by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical stop at the applicant's request",
                        "verbose_name_plural": "historical stops at the applicant's request",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ],
        ),
    ]
