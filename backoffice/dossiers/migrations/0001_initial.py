import simple_history.models
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
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
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="applicant's telephone")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="applicant's address")),
            ],
            options={
                "verbose_name": "applicant",
                "verbose_name_plural": "applicants",
                "permissions": [("unmask_applicant", "Can see ID and telephone in full (logged)")],
            },
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
            ],
            options={
                "verbose_name": "ordinals of a day",
                "verbose_name_plural": "ordinals of a day",
            },
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
                    models.CharField(blank=True, max_length=200, verbose_name="place of the exception"),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="submitted or posted at"),
                ),
                ("entered_late", models.BooleanField(default=False, verbose_name="entered later from paper")),
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
                            ("day", "calendar days"),
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
                ("paused_at", models.DateTimeField(blank=True, null=True, verbose_name="clock stopped at")),
                (
                    "pause_reason",
                    models.CharField(blank=True, max_length=30, verbose_name="why the clock stands"),
                ),
                ("resolved_at", models.DateTimeField(blank=True, null=True, verbose_name="resolved at")),
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
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended without result on")),
                ("returned_at", models.DateTimeField(blank=True, null=True, verbose_name="returned at")),
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
            ],
            options={
                "verbose_name": "paper of a dossier",
                "verbose_name_plural": "papers of a dossier",
            },
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
                ("from_state", models.CharField(blank=True, max_length=20, verbose_name="state before")),
                ("to_state", models.CharField(blank=True, max_length=20, verbose_name="state after")),
                ("reason", models.CharField(blank=True, max_length=1000, verbose_name="reason")),
                ("data", models.JSONField(default=dict, verbose_name="details")),
                ("previous_hash", models.CharField(blank=True, max_length=64, verbose_name="hash before")),
                ("hash", models.CharField(max_length=64, verbose_name="hash")),
            ],
            options={
                "verbose_name": "event of a dossier",
                "verbose_name_plural": "events of a dossier",
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
                ("giver_name", models.CharField(max_length=100, verbose_name="giver's name on that day")),
                ("giver_unit", models.CharField(max_length=200, verbose_name="giver's unit on that day")),
                ("taker_name", models.CharField(max_length=100, verbose_name="taker's name on that day")),
                ("taker_unit", models.CharField(max_length=200, verbose_name="taker's unit on that day")),
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
            ],
            options={
                "verbose_name": "hand-over",
                "verbose_name_plural": "hand-overs",
            },
        ),
        migrations.CreateModel(
            name="HistoricalApplicant",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
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
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="applicant's telephone")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="applicant's address")),
                ("history_change_reason", models.CharField(max_length=500, null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
            name="HistoricalDossier",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
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
                    models.CharField(blank=True, max_length=200, verbose_name="place of the exception"),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="submitted or posted at"),
                ),
                ("entered_late", models.BooleanField(default=False, verbose_name="entered later from paper")),
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
                            ("day", "calendar days"),
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
                ("paused_at", models.DateTimeField(blank=True, null=True, verbose_name="clock stopped at")),
                (
                    "pause_reason",
                    models.CharField(blank=True, max_length=30, verbose_name="why the clock stands"),
                ),
                ("resolved_at", models.DateTimeField(blank=True, null=True, verbose_name="resolved at")),
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
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended without result on")),
                ("returned_at", models.DateTimeField(blank=True, null=True, verbose_name="returned at")),
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
            name="HistoricalDossierComponent",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
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
            name="HistoricalOutsideDeskDecision",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
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
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="in force to (included)")),
                ("history_change_reason", models.CharField(max_length=500, null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="in force to (included)")),
            ],
            options={
                "verbose_name": "decision on reception outside the desk",
                "verbose_name_plural": "decisions on reception outside the desk",
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
                        ],
                        max_length=15,
                        verbose_name="form",
                    ),
                ),
                (
                    "form_set",
                    models.CharField(
                        choices=[("TT01_2018", "TT 01/2018/TT-VPCP"), ("TT03_2025", "TT 03/2025/TT-VPCP")],
                        max_length=10,
                        verbose_name="form set",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("number", models.PositiveIntegerField(verbose_name="number in the year")),
                ("issued_at", models.DateTimeField(verbose_name="issued at")),
                ("payload", models.JSONField(verbose_name="content")),
                ("sha256", models.CharField(max_length=64, verbose_name="hash of the content")),
                ("printed", models.PositiveSmallIntegerField(default=0, verbose_name="times printed")),
            ],
            options={
                "verbose_name": "printed form",
                "verbose_name_plural": "printed forms",
            },
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
                        ],
                        max_length=15,
                        verbose_name="form",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("last", models.PositiveIntegerField(default=0, verbose_name="last number")),
            ],
            options={
                "verbose_name": "numbers of a form",
                "verbose_name_plural": "numbers of a form",
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
                ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="started at")),
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
            ],
            options={
                "verbose_name": "step of a dossier",
                "verbose_name_plural": "steps of a dossier",
            },
        ),
    ]
