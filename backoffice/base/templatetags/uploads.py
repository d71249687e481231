"""What a form says of the files it takes."""

from django import template

from backoffice.base import uploads

register = template.Library()


@register.simple_tag
def upload_megabytes() -> int:
    return uploads.MEGABYTES
