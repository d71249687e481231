from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.base.constraints import in_order
from backoffice.base.validity import Period
from backoffice.history.tracking import tracked
from backoffice.organisation.scope import ScopedActiveQuerySet, ScopedPeriodQuerySet, scoped_by

AGENCY_CODE = RegexValidator(
    r"^[A-Y]\d{2}(\.[A-Z0-9]+)*$",
    _("Write an agency code as capitals and digits with dots, level 1 first: H28.05 (Quyết định 20/2020)."),
)


# The first parts of the product's own addresses: a desk with such a slug could not be reached.
RESERVED = ("admin", "healthz", "i18n", "media", "readyz", "static", "tickets")


class DeskQuerySet(ScopedPeriodQuerySet):
    desk_path = "pk"

    def real(self) -> Self:
        """Leave out the practice desks, which the public never sees."""
        return self.filter(practice_of__isnull=True)

    def tree_below(self, desk: "Desk") -> Self:
        """Return `desk` and the desks under it; the tree has three levels at most."""
        return self.filter(models.Q(pk=desk.pk) | models.Q(parent=desk.pk) | models.Q(parent__parent=desk.pk))


class Desk(Period):
    """A one-stop desk and the authority it belongs to."""

    class Level(models.TextChoices):
        PROVINCE = "PROVINCE", _("province")
        DISTRICT = "DISTRICT", _("district")
        COMMUNE = "COMMUNE", _("commune")

    class Kind(models.TextChoices):
        DESK = "DESK", _("Reception and return section")
        CENTER = "CENTER", _("Public administration service centre")

    slug = models.SlugField(_("address of its page"), unique=True)
    name = models.CharField(_("desk name"), max_length=200)
    place = models.CharField(_("place name"), max_length=100, help_text=_("As on papers: Lương Sơn."))
    authority = models.CharField(_("authority"), max_length=200, help_text=_("UBND huyện Lương Sơn"))
    superior = models.CharField(_("superior unit"), max_length=200, blank=True)
    level = models.CharField(_("level of the desk"), max_length=10, choices=Level)
    kind = models.CharField(_("kind of desk"), max_length=10, choices=Kind, default=Kind.DESK)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("desk above")
    )
    agency_code = models.CharField(_("agency code"), max_length=35, validators=[AGENCY_CODE])
    unit_code = models.CharField(_("code of the administrative unit"), max_length=5, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    hotline = models.CharField(_("hotline for feedback"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    board_notice = models.CharField(_("notice on the board"), max_length=300, blank=True)
    board_distance = models.PositiveSmallIntegerField(
        _("farthest seat from the board"),
        default=8,
        help_text=_("In metres; the sizes on the board follow it."),
    )

    is_demonstration = models.BooleanField(
        _("demonstration"), default=False, help_text=_("Everything received here is invented.")
    )
    practice_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="practice_desks",
        verbose_name=_("for practice at the desk"),
        help_text=_("What is received here is marked MẪU and counts nowhere."),
    )

    objects = DeskQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("one-stop desk")
        verbose_name_plural = _("one-stop desks")
        ordering = ["level", "slug"]
        permissions = [
            ("see_subordinate_desks", _("Can see the desks below the own desk")),
            ("see_every_desk", _("Can see every desk")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(slug__in=RESERVED),
                name="desk_address_is_free",
                violation_error_message=_("This address is used by the system itself: choose another one."),
            ),
            in_order(
                "valid_from",
                "valid_to",
                name="desk_ends_after_it_starts",
                message=_("A desk cannot end before it starts."),
            ),
            models.UniqueConstraint(
                fields=["practice_of"],
                condition=models.Q(practice_of__isnull=False),
                name="one_practice_desk_per_desk",
                violation_error_message=_("This desk already has its desk for practice."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_practice(self) -> bool:
        return self.practice_of_id is not None


class Succession(models.Model):
    """A desk that took over from another on a day, by a resolution."""

    predecessor = models.ForeignKey(
        Desk, models.PROTECT, related_name="successions", verbose_name=_("desk that ended")
    )
    successor = models.ForeignKey(
        Desk, models.PROTECT, related_name="inheritances", verbose_name=_("desk that took over")
    )
    on = models.DateField(_("day of the take-over"))
    legal_basis = models.CharField(_("legal basis"), max_length=300)

    objects = scoped_by("successor").as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("succession of desks")
        verbose_name_plural = _("successions of desks")
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="desk_succeeds_another_once",
                violation_error_message=_("This succession is already recorded."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class Division(Period):
    """A specialised division that resolves dossiers and sends officers to the desk."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="divisions", verbose_name=_("one-stop desk"))
    code = models.SlugField(_("division code"), max_length=30)
    name = models.CharField(_("division name"), max_length=200)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
    )

    objects = ScopedPeriodQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("division")
        verbose_name_plural = _("divisions")
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "code"],
                name="division_code_once_per_desk",
                violation_error_message=_("This desk already has a division with that code."),
            ),
            in_order(
                "valid_from",
                "valid_to",
                name="division_ends_after_it_starts",
                message=_("A division cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ServiceGroup(models.Model):
    """A group of fields that share a queue at a desk: letter D for land."""

    desk = models.ForeignKey(
        Desk, models.PROTECT, related_name="service_groups", verbose_name=_("one-stop desk")
    )
    series = models.CharField(
        _("letter of the numbers"),
        max_length=1,
        # From the back of the hall I, O and Q look like 1 and 0.
        validators=[RegexValidator(r"^[A-HJ-NPR-Z]$", _("Use one capital letter, not I, O or Q."))],
    )
    name = models.CharField(_("group name"), max_length=100)
    position = models.PositiveSmallIntegerField(_("position in lists"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = ScopedActiveQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("service group")
        verbose_name_plural = _("service groups")
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "series"],
                name="series_once_per_desk",
                violation_error_message=_("This desk already uses that letter."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.series} – {self.name}"


class Counter(models.Model):
    """A numbered counter in a desk's hall."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="counters", verbose_name=_("one-stop desk"))
    number = models.PositiveSmallIntegerField(_("counter number"))
    name = models.CharField(_("sign above the counter"), max_length=100, blank=True)
    service_groups = models.ManyToManyField(
        ServiceGroup, blank=True, related_name="counters", verbose_name=_("service groups")
    )
    is_active = models.BooleanField(_("in use"), default=True)

    objects = ScopedActiveQuerySet.as_manager()
    history = tracked(m2m_fields=[service_groups])

    class Meta:
        verbose_name = _("counter")
        verbose_name_plural = _("counters")
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "number"],
                name="counter_number_once_per_desk",
                violation_error_message=_("This desk already has a counter with that number."),
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1, number__lte=99),
                name="counter_number_can_be_spoken",
                violation_error_message=_("Counters are numbered 1 to 99."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Counter %(number)s")) % {"number": self.number}
