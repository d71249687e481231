from backoffice.procedures.admin import catalogue, reference, versions

__all__ = ["catalogue", "reference", "versions"]
