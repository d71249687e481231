"""The pages of dossiers in the admin."""

from backoffice.dossiers.admin import dossiers, records

__all__ = ["dossiers", "records"]
