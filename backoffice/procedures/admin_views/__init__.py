from backoffice.procedures.admin_views.comparing import compare
from backoffice.procedures.admin_views.exporting import export, marked_copy
from backoffice.procedures.admin_views.limits import limits
from backoffice.procedures.admin_views.mapping import mapping
from backoffice.procedures.admin_views.preview import counts, preview, row
from backoffice.procedures.admin_views.upload import progress_of, upload

__all__ = [
    "compare",
    "counts",
    "export",
    "limits",
    "mapping",
    "marked_copy",
    "preview",
    "progress_of",
    "row",
    "upload",
]
