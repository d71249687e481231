from datetime import date
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from backoffice.base.constraints import all_or_none, in_order
from backoffice.base.folding import fold
from backoffice.base.validity import Period, PeriodQuerySet
from backoffice.history.tracking import tracked
from backoffice.organisation.models import Desk, Division, ServiceGroup, User
from backoffice.organisation.scope import ScopedQuerySet, desks_in_sight
from backoffice.procedures.models.fields import Field, PublicationDecision

CODE = RegexValidator(
    r"^\d\.\d{6}$|^[A-Z0-9][A-Z0-9./ -]{1,39}$",
    _("A national procedure code is one digit, a dot and six digits: 1.001193."),
)


class ProcedureQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> Self:
        """A desk sees the procedures it keeps and those posted at it, whoever keeps them."""
        desks = desks_in_sight(user)
        if desks is None:
            return self.all()
        posted = Posting.objects.filter(desk__in=sorted(desks)).values("procedure")
        return self.filter(models.Q(desk__in=sorted(desks)) | models.Q(pk__in=posted))

    def matching(self, words: str) -> Self:
        """Return the procedures whose code, name or field hold every word, marks and case aside."""
        found = self
        for word in fold(words).split():
            found = found.filter(search_text__contains=word)
        return found

    def review_due(self, *, on: date) -> Self:
        """Return the procedures whose review should have been done by that day."""
        return self.filter(review_on__lte=on)

    def kept_by(self, user) -> Self:
        """Return the procedures `user`'s own desks keep: only these may be changed or imported over."""
        return self.of_desks(desks_in_sight(user))


class Procedure(models.Model):
    """An administrative procedure: its identity, whatever its versions say."""

    desk = models.ForeignKey(
        Desk, models.PROTECT, related_name="procedures", verbose_name=_("kept by the desk")
    )
    code = models.CharField(_("procedure code"), max_length=40, validators=[CODE])
    code_suffix = models.CharField(_("agency part of the code"), max_length=20, blank=True)
    name = models.CharField(
        _("procedure name"),
        max_length=2000,
        help_text=_("As in the version in force; versions keep their own."),
    )
    search_text = models.TextField(_("folded text"), editable=False)
    field = models.ForeignKey(Field, models.PROTECT, related_name="procedures", verbose_name=_("field"))
    owner = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_procedures",
        verbose_name=_("kept up to date by"),
    )
    review_on = models.DateField(_("to be reviewed by"), null=True, blank=True)

    objects = ProcedureQuerySet.as_manager()
    history = tracked(excluded_fields=["search_text"])

    class Meta:
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "code"],
                name="procedure_code_once_per_desk",
                violation_error_message=_("This desk already keeps a procedure with that code."),
            )
        ]
        indexes = [models.Index(fields=["code"], name="procedure_by_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"[:200]

    @property
    def folded(self) -> str:
        """What the search reads: code, name and field, without marks."""
        return fold(f"{self.code}{self.code_suffix} {self.name} {self.field.name}")


class VersionQuerySet(ScopedQuerySet, PeriodQuerySet):
    desk_path = "procedure__desk"

    def overlapping(self, first: date, last: date | None) -> Self:
        """Return the versions in force on some day from `first` to `last`; `None` has no end."""
        found = self.filter(models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=first))
        return found if last is None else found.filter(valid_from__lte=last)

    def visible_to(self, user) -> Self:
        return self.filter(procedure__in=Procedure.objects.visible_to(user))


class ProcedureVersion(Period):
    """The content of a procedure from a day to a day; a dossier keeps the version of its reception."""

    class ChangeType(models.TextChoices):
        MOI = "MOI", _("newly issued")
        SUA_DOI_BO_SUNG = "SUA_DOI_BO_SUNG", _("amended")
        THAY_THE = "THAY_THE", _("replacing")
        BAI_BO = "BAI_BO", _("abolished")

    class OnlineLevel(models.TextChoices):
        NONE = "", _("not stated")
        FULL = "FULL", _("full online service")
        PARTIAL = "PARTIAL", _("partial online service")
        INFORMATION = "INFORMATION", _("information only")

    procedure = models.ForeignKey(
        Procedure, models.PROTECT, related_name="versions", verbose_name=_("procedure")
    )
    number = models.PositiveSmallIntegerField(_("version number"))
    decision = models.ForeignKey(
        PublicationDecision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="versions",
        verbose_name=_("publication decision"),
    )
    change_type = models.CharField(
        _("kind of change"), max_length=20, choices=ChangeType, default=ChangeType.MOI
    )
    name = models.CharField(_("name in this version"), max_length=2000)
    decision_text = models.CharField(_("decision as the source names it"), max_length=300, blank=True)
    issuing_agency = models.CharField(_("issuing agency"), max_length=300, blank=True)
    level = models.CharField(_("level"), max_length=100, blank=True, help_text=_("As the source says it."))
    kind = models.CharField(_("kind of procedure"), max_length=200, blank=True)
    subjects = models.TextField(_("subjects"), blank=True)
    agency = models.TextField(_("carried out by"), blank=True)
    competent_agency = models.TextField(_("competent agency"), blank=True)
    reception_address = models.TextField(_("address of reception"), blank=True)
    delegated_agency = models.TextField(_("delegated agency"), blank=True)
    coordinating_agency = models.TextField(_("coordinating agency"), blank=True)
    channels_text = models.TextField(_("channels"), blank=True)
    online_level = models.CharField(
        _("online service"), max_length=20, choices=OnlineLevel, blank=True, default=OnlineLevel.NONE
    )
    time_limit_text = models.TextField(_("time limit as the source says it"), blank=True)
    fee_text = models.TextField(_("fees as the source says them"), blank=True)
    documents_text = models.TextField(_("components as the source says them"), blank=True)
    steps_text = models.TextField(_("sequence of steps"), blank=True)
    conditions = models.TextField(_("requirements and conditions"), blank=True)
    result = models.TextField(_("result"), blank=True)
    legal_basis = models.TextField(_("legal basis"), blank=True)
    note = models.TextField(_("note"), blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    sets_required = models.PositiveSmallIntegerField(_("sets of papers"), default=1)
    immediate_result = models.BooleanField(
        _("result at once"), default=False, help_text=_("No receipt unless asked for (Điều 17.4).")
    )
    is_sensitive = models.BooleanField(
        _("sensitive"), default=False, help_text=_("Its name is never shown beside a dossier code.")
    )

    objects = VersionQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("procedure version")
        verbose_name_plural = _("procedure versions")
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "number"],
                name="version_number_once_per_procedure",
                violation_error_message=_("This version number is taken."),
            ),
            models.UniqueConstraint(
                fields=["procedure", "valid_from"],
                name="one_version_starts_on_a_day",
                violation_error_message=_("Another version of this procedure starts on that day."),
            ),
            in_order(
                "valid_from",
                "valid_to",
                name="version_ends_after_it_starts",
                message=_("A version cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        # Only what is loaded already: a list of versions must not ask once a row.
        known = ProcedureVersion.procedure.is_cached(self)
        return f"{self.procedure.code if known else self.name[:80]} v{self.number}"

    @property
    def main_limit(self):
        """The limit that holds unless a case or channel has its own; `None` when it needs a person."""
        return next((limit for limit in self.time_limits.all() if limit.is_main), None)


class PostingQuerySet(ScopedQuerySet):
    def matching(self, words: str) -> Self:
        """Return the postings whose procedure holds every word; the very phrase first, short names first."""
        found, phrase = self, fold(words)
        for word in phrase.split():
            found = found.filter(procedure__search_text__contains=word)
        is_phrase = models.Case(
            models.When(procedure__search_text__contains=phrase, then=0),
            default=1,
            output_field=models.IntegerField(),
        )
        return found.order_by(is_phrase, Length("procedure__name"), "procedure__code")

    def queued_in(self, group: ServiceGroup) -> Self:
        """Return what is waited for in a queue: posted with it, or with a field that has it."""
        of_field = models.Q(service_group__isnull=True, procedure__field__service_groups=group)
        return self.filter(models.Q(service_group=group) | of_field).distinct()

    def published(self, *, on: date) -> Self:
        """Return what the desk's public list holds on a day: posted, not withdrawn, a version in force."""
        in_force = ProcedureVersion.objects.in_force(on=on).filter(procedure=models.OuterRef("procedure"))
        return self.filter(status=Posting.Status.PUBLISHED).filter(models.Exists(in_force))


class Posting(models.Model):
    """A procedure posted at a desk: only posted procedures are received there (R11)."""

    class Status(models.TextChoices):
        DRAFT = "DRAFT", _("draft")
        PUBLISHED = "PUBLISHED", _("published")
        WITHDRAWN = "WITHDRAWN", _("withdrawn from posting")

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="postings", verbose_name=_("one-stop desk"))
    procedure = models.ForeignKey(
        Procedure, models.PROTECT, related_name="postings", verbose_name=_("procedure")
    )
    division = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="postings",
        verbose_name=_("resolving division"),
    )
    service_group = models.ForeignKey(
        ServiceGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="postings",
        verbose_name=_("queue of its own"),
        help_text=_("Empty: the queue of its field."),
    )
    status = models.CharField(_("posting"), max_length=10, choices=Status, default=Status.DRAFT)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    published_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("published by")
    )

    objects = PostingQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        permissions = [("publish_procedure", _("Can publish and withdraw procedures"))]
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "procedure"],
                name="procedure_posted_once_per_desk",
                violation_error_message=_("This procedure is already in the list of the desk."),
            ),
            all_or_none(
                "published_on",
                "published_by",
                name="posting_has_day_and_author",
                message=_("A publication has a day and an author."),
            ),
            models.CheckConstraint(
                condition=~models.Q(status="PUBLISHED") | models.Q(published_on__isnull=False),
                name="published_posting_has_a_day",
                violation_error_message=_("A published procedure needs the day of its publication."),
            ),
        ]
        indexes = [models.Index(fields=["desk", "status"], name="posting_by_desk_and_status")]

    def __str__(self) -> str:
        known = Posting.procedure.is_cached(self)
        return str(self.procedure) if known else f"{self.desk_id}-{self.procedure_id}"

    @property
    def is_published(self) -> bool:
        return self.status == Posting.Status.PUBLISHED
