from backoffice.reports.models.closings import Closing
from backoffice.reports.models.files import ScheduledFile
from backoffice.reports.models.saved import SavedFilter

__all__ = ["Closing", "SavedFilter", "ScheduledFile"]
