"""Two unrelated desks with a row of every model each; every text of the second one is a marker."""

import hashlib
from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import count
from typing import Any

from django.apps import apps
from django.db import models

from backoffice.dossiers.models import Applicant, Dossier, DossierEvent, Slip
from backoffice.organisation.models import Counter, User
from backoffice.staffing.roster.checks import Slot
from backoffice.staffing.roster.sentences import anchor
from tests.scope.rows import make_office, other_division, with_every_right
from tests.support import factories
from tests.support.dossiers import World as Office

FOREIGN = "BIMAT-"
HIDDEN = "KIN-"
OURS = (
    "base",
    "history",
    "organisation",
    "procedures",
    "staffing",
    "tickets",
    "dossiers",
    "reports",
    "kiosk",
)
NO_ROLE, ANONYMOUS, EVERY_RIGHT, IN_DIVISION = (
    "no role",
    "anonymous",
    "every right",
    "every right in a division",
)
ACCOUNTS = (*factories.ROLES, NO_ROLE, EVERY_RIGHT, IN_DIVISION)
# Rows of the whole country or installation, which belong to no desk.
SHARED = {"organisation.RuleSet", "procedures.Field", "dossiers.Cause", "auth.Group"}
SHARED |= {"axes.AccessAttempt", "axes.AccessFailureLog", "axes.AccessLog"}
# Rows that a trigger protects: their texts are copied from the other rows.
APPEND_ONLY = {DossierEvent}
UNCHANGEABLE = {Slip: ("sha256", "seal", "kind", "form_set")}
SHORTEST = 10

Rows = dict[type[models.Model], list]


@dataclass
class World:
    """`own`, `hidden` and `foreign` are primary keys by model, in the order in which rows were made.

    `before`, `foreign_before` and `pointing_before` are the results of `fingerprint` and `pointing_at` for
    the new rows: the changes of a test are rolled back, so they are right before each test.
    """

    accounts: dict[str, User] = field(default_factory=dict)
    own: Rows = field(default_factory=dict)
    hidden: Rows = field(default_factory=dict)
    foreign: Rows = field(default_factory=dict)
    own_slug: str = "luong-son"
    foreign_slug: str = "bimat"
    before: dict[str, str] = field(default_factory=dict)
    foreign_before: dict[str, str] = field(default_factory=dict)
    pointing_before: frozenset[str] = frozenset()

    @property
    def own_keys(self) -> "Keys":
        return Keys(self.own, self.own_slug)

    @property
    def foreign_keys(self) -> "Keys":
        return Keys(self.foreign, self.foreign_slug)

    def fingerprint(self, rows: Rows | None = None, *, tables: Set[str] | None = None) -> dict[str, str]:
        """Return a hash of the content of every table, or of those named; or only of `rows`."""
        return {
            model._meta.label: _hash(model, None if rows is None else rows.get(model, []))
            for model in models_of(tables)
            if rows is None or rows.get(model)
        }

    def personal(self) -> set[str]:
        """Return every name, number and address of an applicant or proxy, at both desks."""
        people = Applicant.objects.values_list("full_name", "id_number", "phone", "email", "address")
        dossiers = Dossier.objects.values_list("applicant_name", "content", "proxy_name", "proxy_phone")
        return {text for row in (*people, *dossiers) for text in row if text}


class Keys:
    """The first row of each model that was made for a desk."""

    def __init__(self, rows: Rows, slug: str) -> None:
        self.rows, self.slug = rows, slug

    def __call__(self, model: type[models.Model]) -> Any:
        if model._meta.label in SHARED:
            first = model._base_manager.order_by("pk").first()
            return first.pk if first else 0
        assert self.rows.get(model), f"No row of {model._meta.label}: make one in tests/scope/rows.py."
        return self.rows[model][0]

    def value(self, model: type[models.Model], column: str) -> Any:
        return model._base_manager.values_list(column, flat=True).get(pk=self(model))

    @property
    def cell(self) -> str:
        """The name of a free cell of the week's roster: the first counter on Friday morning."""
        return anchor(Slot(self(Counter), date(2026, 11, 27), "MORNING"))


def build() -> World:
    world = World()
    made = Made()
    own = make_office(world.own_slug, "H28.05", who="RIENG")
    world.own = made.since_last()
    other_division(own, who=HIDDEN[:-1])
    world.hidden = made.since_last()
    mark(world.hidden, HIDDEN, only={"dossiers"})
    world.accounts = _accounts(own)
    made.since_last()
    make_office(world.foreign_slug, "H28.06", who=FOREIGN[:-1])
    world.foreign = made.since_last()
    mark(world.foreign, FOREIGN)
    world.before = world.fingerprint()
    world.foreign_before = world.fingerprint(world.foreign)
    world.pointing_before = frozenset(pointing_at(world.foreign))
    return world


def _accounts(own: Office) -> dict[str, User]:
    posted = {
        factories.DESK_LEAD: own.lead,
        factories.RECEPTION: own.reception,
        factories.DIVISION_OFFICER: own.officer,
        factories.DIVISION_HEAD: own.head,
        factories.LEADER: own.leader,
        factories.ADMINISTRATOR: factories.make_user(factories.ADMINISTRATOR, desk=own.desk),
        factories.KEEPER: factories.make_user(factories.KEEPER, desk=own.desk),
        NO_ROLE: factories.make_user(desk=own.desk),
        EVERY_RIGHT: with_every_right(own.desk),
        IN_DIVISION: with_every_right(own.desk, division=own.division),
    }
    return {name: User.objects.get(pk=user.pk) for name, user in posted.items()}


class Made:
    """Returns the rows made since the last call."""

    def __init__(self) -> None:
        self.seen: dict[type[models.Model], set] = defaultdict(set)
        self.since_last()

    def since_last(self) -> Rows:
        made: Rows = {}
        for model in tables():
            keys = list(model._base_manager.order_by("pk").values_list("pk", flat=True))
            if new := [key for key in keys if key not in self.seen[model]]:
                made[model] = new
                self.seen[model].update(new)
        return made


@cache
def tables() -> tuple[type[models.Model], ...]:
    """Return the models of our apps, their history and their many-to-many tables, and the roles."""
    return tuple(
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in OURS or model._meta.label in {"auth.Group", "auth.Group_permissions"}
    )


def models_of(names: Set[str] | None) -> list[type[models.Model]]:
    return [model for model in tables() if names is None or model._meta.db_table in names]


def mark(rows: Rows, word: str, *, only: set[str] | None = None) -> None:
    """Set every text of the rows to a unique value that begins with `word`."""
    number = count(1)
    for model, keys in rows.items():
        if model in APPEND_ONLY or _tells_of_shared(model) or (only and model._meta.app_label not in only):
            continue
        columns = [column for column in model._meta.concrete_fields if _is_text(column)]
        names = [column.name for column in columns if column.name not in UNCHANGEABLE.get(model, ())]
        for row in model._base_manager.filter(pk__in=keys).order_by("pk") if names else []:
            fit = [name for name in names if getattr(row, name) or not _must_stay_empty(model, name)]
            texts = {name: f"{word}{next(number)}" for name in fit}
            model._base_manager.filter(pk=row.pk).update(**texts)


def _tells_of_shared(model: type[models.Model]) -> bool:
    """Return whether the rows are the history of rows that belong to no desk."""
    of = getattr(model, "instance_type", None)
    return of is not None and of._meta.label in SHARED


def _must_stay_empty(model: type[models.Model], name: str) -> bool:
    checks = [each for each in model._meta.constraints if isinstance(each, models.CheckConstraint)]
    return any(f"'{name}'" in repr(each.condition) for each in checks)


def _is_text(column: models.Field) -> bool:
    if not isinstance(column, models.CharField | models.TextField) or column.choices:
        return False
    if column.name == "file_name":  # its ending decides how the file is read
        return False
    unfit = (models.SlugField, models.URLField, models.FileField)
    long_enough = column.max_length is None or column.max_length >= SHORTEST
    return column.editable and long_enough and not isinstance(column, unfit) and column.name != "password"


def _hash(model: type[models.Model], keys: list | None) -> str:
    rows = model._base_manager.order_by("pk")
    rows = rows if keys is None else rows.filter(pk__in=keys)
    return hashlib.sha256(repr(list(rows.values_list())).encode()).hexdigest()


def pointing_at(rows: Rows, *, tables: Set[str] | None = None) -> list[str]:
    """Return the foreign keys that point at `rows` from any other row, or from rows of the named tables."""
    found = []
    for model in models_of(tables):
        for column in model._meta.concrete_fields:
            target = column.related_model
            keys = rows.get(target, []) if target else []
            if not keys:
                continue
            inside = rows.get(model, [])
            from_outside = model._base_manager.filter(**{f"{column.name}__in": keys}).exclude(pk__in=inside)
            found += [f"{model._meta.label}.{column.name} of #{row.pk}" for row in from_outside]
    return found
