from backoffice.staffing.admin import evaluations, people, presence, regulations, roster, training, voices

__all__ = ["evaluations", "people", "presence", "regulations", "roster", "training", "voices"]
