from backoffice.procedures.admin_views.comparing import compare
from backoffice.procedures.admin_views.exporting import export

__all__ = ["compare", "export"]
