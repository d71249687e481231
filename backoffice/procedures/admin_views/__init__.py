from backoffice.procedures.admin_views.checklist import checklist
from backoffice.procedures.admin_views.downloads import export, marked_copy
from backoffice.procedures.admin_views.files import file, files
from backoffice.procedures.admin_views.identity import above_the_form, above_the_version
from backoffice.procedures.admin_views.limits import limits
from backoffice.procedures.admin_views.mapping import mapping
from backoffice.procedures.admin_views.national import comparison
from backoffice.procedures.admin_views.national import upload as national_upload
from backoffice.procedures.admin_views.posting import check, publish
from backoffice.procedures.admin_views.preview import counts, preview, row
from backoffice.procedures.admin_views.process import process
from backoffice.procedures.admin_views.review_assignment import ask, assign, reviewed
from backoffice.procedures.admin_views.upload import progress_of, upload
from backoffice.procedures.admin_views.version_comparison import compare

__all__ = [
    "above_the_form",
    "above_the_version",
    "ask",
    "assign",
    "check",
    "checklist",
    "compare",
    "comparison",
    "counts",
    "export",
    "file",
    "files",
    "limits",
    "mapping",
    "marked_copy",
    "national_upload",
    "preview",
    "process",
    "progress_of",
    "publish",
    "reviewed",
    "row",
    "upload",
]
