"""How large a file may be that somebody hands in."""

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

MEGABYTES = 10
LARGEST = MEGABYTES * 1024 * 1024


def refusal(upload: UploadedFile) -> str:
    """Return why a file is not kept for its size, "" for one that may be."""
    if upload.size and upload.size <= LARGEST:
        return ""
    return _("A file may have up to %(megabytes)d MB, and not be empty.") % {"megabytes": MEGABYTES}
