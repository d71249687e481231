"""Files of a dossier: type by content, size, hash; kept outside the web root, never public."""

import hashlib
from datetime import datetime
from pathlib import PurePath, PureWindowsPath

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from backoffice.base import filetypes, uploads
from backoffice.base.folding import tidy
from backoffice.dossiers.lifecycle.transitions import DESK, DIVISION, NotAllowed, Verb, moving
from backoffice.dossiers.models import Attachment, Dossier
from backoffice.organisation.models import User

ATTACH = Verb(name="attach", label=_lazy("attached a file"), permissions=DESK + DIVISION)


def attach(dossier: Dossier, upload: UploadedFile, *, by: User, at: datetime) -> Attachment:
    """Save a file under the name of its hash; the same file is saved once per dossier.

    :raises NotAllowed: too large, empty, not PDF, JPEG or PNG, or already attached.
    """
    if why := uploads.refusal(upload):
        raise NotAllowed(why)
    content = upload.read()
    found = filetypes.scan(content)
    if found is None:
        raise NotAllowed(_("Only PDF, JPEG and PNG files are kept."))
    digest = hashlib.sha256(content).hexdigest()
    with moving(dossier, ATTACH, by=by, at=at) as data:
        if dossier.attachments.filter(sha256=digest).exists():
            raise NotAllowed(_("This file is already attached."))
        kept = Attachment(
            dossier=dossier,
            name=_shown_name(upload.name or "") or digest[:8],
            content_type=found.content_type,
            size=len(content),
            sha256=digest,
            added_at=at,
            added_by=by,
        )
        kept.file.save(f"{dossier.pk}-{digest}.{found.ending}", ContentFile(content), save=True)
        data |= {"sha256": digest, "size": len(content)}
    return kept


def _shown_name(file_name: str) -> str:
    """Return the name by which the file is listed and downloaded, without folders and control characters."""
    name = PureWindowsPath(PurePath(file_name).name).name
    return tidy("".join(letter for letter in name if letter.isprintable()))[-200:]
