"""Rows that may do without a desk, and then hold for the whole country."""

from django.http import HttpRequest

EVERY_DESK = "organisation.see_every_desk"


def own_desk(request: HttpRequest) -> int | None:
    """Return what a new row's desk starts with."""
    return request.user.desk_id


class OwnDesk:
    """Rows without a desk hold for the whole country: only who sees every desk writes them."""

    def get_form(self, request: HttpRequest, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)  # type: ignore[misc]
        if "desk" in form.base_fields:
            form.base_fields["desk"].required = not request.user.has_perm(EVERY_DESK)
        return form
