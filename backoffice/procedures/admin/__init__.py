from backoffice.procedures.admin import catalogue, imports, reference, versions

__all__ = ["catalogue", "imports", "reference", "versions"]
