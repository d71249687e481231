from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backoffice.procedures import completeness, review
from backoffice.procedures.models import Posting


def _today():
    return timezone.localdate(timezone.now())


class ReviewFilter(admin.SimpleListFilter):
    title = _("review")
    parameter_name = "review"

    def lookups(self, request, model_admin):
        return [
            ("due", _("review overdue")),
            ("mine", _("overdue, for me to see to")),
            ("none", _("no review date")),
        ]

    def queryset(self, request, queryset):
        asked = {
            "due": lambda: queryset.review_due(on=_today()),
            "mine": lambda: queryset.review_due(on=_today()).filter(
                pk__in=review.answered_by(request.user).values("pk")
            ),
            "none": lambda: queryset.filter(review_on=None),
        }.get(self.value())
        return asked() if asked else queryset


class PostingFilter(admin.SimpleListFilter):
    title = _("posting")
    parameter_name = "posting"

    def lookups(self, request, model_admin):
        return [*Posting.Status.choices, ("NONE", _("in no list"))]

    def queryset(self, request, queryset):
        at_my_desk = Posting.objects.visible_to(request.user)
        if self.value() == "NONE":
            return queryset.exclude(pk__in=at_my_desk.values("procedure"))
        if self.value() not in Posting.Status.values:
            return queryset
        return queryset.filter(pk__in=at_my_desk.filter(status=self.value()).values("procedure"))


class DigitisedFilter(admin.SimpleListFilter):
    """Of what is posted today: what has its papers, forms and samples, and what lacks them."""

    title = _("papers, forms, samples")
    parameter_name = "digitised"

    def lookups(self, request, model_admin):
        having = [(key, aspect.label) for key, aspect in completeness.ASPECTS.items()]
        return having + [(f"no_{key}", aspect.lacking) for key, aspect in completeness.ASPECTS.items()]

    def queryset(self, request, queryset):
        lacks, key = (self.value() or "").startswith("no_"), (self.value() or "").removeprefix("no_")
        if key not in completeness.ASPECTS:
            return queryset
        asked = completeness.lacking if lacks else completeness.having
        return asked(queryset, key, on=_today())
