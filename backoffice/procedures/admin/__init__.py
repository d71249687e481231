from backoffice.procedures.admin import catalogue, imports, postings, publicity, reference, versions

__all__ = ["catalogue", "imports", "postings", "publicity", "reference", "versions"]
