from backoffice.staffing.admin import evaluations, feedback, people, presence, regulations, roster, training

__all__ = ["evaluations", "feedback", "people", "presence", "regulations", "roster", "training"]
