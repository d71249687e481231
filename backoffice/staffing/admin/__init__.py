from backoffice.staffing.admin import evaluations, people, presence, regulations, roster, training

__all__ = ["evaluations", "people", "presence", "regulations", "roster", "training"]
