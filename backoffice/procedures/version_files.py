"""Forms, samples and scans of a procedure version: checked by content, kept by hash, outside the web root."""

import hashlib
from datetime import datetime
from pathlib import PureWindowsPath

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from backoffice.base import filetypes, uploads
from backoffice.base.folding import tidy
from backoffice.history.tracking import because, create_tracked
from backoffice.organisation.models import User
from backoffice.procedures.models import Procedure, ProcedureFile, ProcedureVersion

ADD, DELETE = "procedures.add_procedurefile", "procedures.delete_procedurefile"


class NotKept(Exception):
    """The file is refused; the message says why."""


def keep(
    version: ProcedureVersion,
    upload: UploadedFile,
    *,
    kind: str,
    title: str,
    shows_nobody: bool,
    by: User,
    at: datetime,
) -> ProcedureFile:
    """Keep a file with its hash; the same content is stored once, however many versions have it.

    :raises NotKept: empty, too large, of another type, with macros, there already, or a sample
        that nobody vouches for.
    :raises PermissionDenied: `by` may not add files, or does not keep this procedure.
    """
    check_permission(by, version, ADD)
    if why := uploads.refusal(upload):
        raise NotKept(why)
    if kind == ProcedureFile.Kind.SAMPLE and not shows_nobody:
        raise NotKept(_("A sample is marked MẪU and shows no real person."))
    content = upload.read()
    found = _type_of(content)
    digest = hashlib.sha256(content).hexdigest()
    named = _shown(title) or _shown(PureWindowsPath(upload.name or "").stem)
    row = ProcedureFile(
        version=version,
        kind=kind,
        title=named[:200] or digest[:8],
        content_type=found.content_type,
        size=len(content),
        sha256=digest,
        shows_nobody=shows_nobody,
        added_at=at,
        added_by=by,
    )
    with transaction.atomic():
        ProcedureVersion.objects.select_for_update().get(pk=version.pk)
        if version.files.filter(kind=kind, sha256=digest).exists():
            raise NotKept(_("This file is there already."))
        name = f"procedures/{digest}.{found.ending}"
        if ProcedureFile.file.field.storage.exists(name):
            row.file.name = name
        else:
            row.file.save(f"{digest}.{found.ending}", ContentFile(content), save=False)
        because(row, _("file added"))
        row.save()
    return row


def _shown(text: str) -> str:
    return tidy("".join(letter for letter in text if letter.isprintable()))


def _type_of(content: bytes) -> filetypes.FileType:
    try:
        found = filetypes.document(content)
    except filetypes.HasMacros:
        raise NotKept(_("The document contains macros: save it without them.")) from None
    if found is None:
        raise NotKept(_("Only PDF, Word, OpenDocument, JPEG and PNG files are kept."))
    return found


def remove(row: ProcedureFile, *, by: User) -> None:
    """Take a file off its version; its content stays in the store, its history says who did it.

    :raises PermissionDenied: `by` may not remove files, or does not keep this procedure.
    """
    check_permission(by, row.version, DELETE)
    because(row, _("file removed"))
    row.delete()


def carry_over(version: ProcedureVersion, *, by: User, at: datetime) -> int:
    """Give `version` the forms and samples of the version before it, and return how many were new to it.

    The scan of a decision stays with its version. The same person answers for the samples again.

    :raises PermissionDenied: `by` may not add files, or does not keep this procedure.
    """
    check_permission(by, version, ADD)
    with transaction.atomic():
        ProcedureVersion.objects.select_for_update().get(pk=version.pk)
        held = set(version.files.values_list("kind", "sha256"))
        rows = [row for row in public_before(version) if (row.kind, row.sha256) not in held]
        for row in rows:
            row.pk, row.version, row.added_at, row.added_by = None, version, at, by
        create_tracked(rows, by=by, reason=_("taken over from the version before"))
    return len(rows)


def public_before(version: ProcedureVersion) -> list[ProcedureFile]:
    """Return the forms and samples of the newest earlier version that has any."""
    earlier = ProcedureFile.objects.public().filter(
        version__procedure=version.procedure_id, version__number__lt=version.number
    )
    newest = earlier.order_by("-version__number").values_list("version", flat=True).first()
    return list(earlier.filter(version=newest).order_by("kind", "title", "pk")) if newest else []


def check_permission(user: User, version: ProcedureVersion, permission: str) -> None:
    """:raises PermissionDenied: unless `user` has the permission and keeps the procedure."""
    keeps = Procedure.objects.kept_by(user).filter(pk=version.procedure_id).exists()
    if not user.has_perm(permission) or not keeps:
        raise PermissionDenied(_("Your account may not change the files of this procedure."))
