"""The figures of one morning by their labels, wherever they are shown, with the lengths of their lists."""

from collections import defaultdict
from datetime import datetime
from typing import Any

import time_machine
from django.test import Client
from django.urls import reverse

from backoffice.organisation.models import User
from backoffice.reports.form06.labels import words_of

FORM = ("received_total", "resolved_total", "pending_total", "pending_in_time", "pending_overdue")


def by_label(client: Client, user: User, *, at: datetime) -> dict[str, set[Any]]:
    """Return for each label the numbers that stand beside it; one name must have one number.

    They are of the first page, the overview below it, form 06 of the running month and the lists that open.
    """
    client.force_login(user)
    found: dict[str, set[Any]] = defaultdict(set)
    with time_machine.travel(at, tick=False):
        page = client.get(reverse("admin:index")).context
        for figure in page["day"].figures:
            found[figure.label.lower()] |= {figure.number, _length(client, figure.url, figure.number)}
        for line in page["situation"].lines:
            found[line.label.lower()].add(line.cells[0].number)
        form = client.get(reverse("admin:reports_form06")).context
        for name in FORM:
            found[words_of(name).lower()].add(form["form"].totals[name])
    return dict(found)


def _length(client: Client, url: str, number: int) -> int:
    """The length of the list behind a figure; a page that is no list counts as the figure itself."""
    context = client.get(url).context
    return context["cl"].result_count if "cl" in context else number
