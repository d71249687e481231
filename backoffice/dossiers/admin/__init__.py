"""The pages of dossiers in the admin."""

from backoffice.dossiers.admin import dossiers, in_use, records

__all__ = ["dossiers", "in_use", "records"]
