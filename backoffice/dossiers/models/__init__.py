from backoffice.dossiers.models.applicants import Applicant
from backoffice.dossiers.models.components import DossierComponent
from backoffice.dossiers.models.dossiers import Dossier
from backoffice.dossiers.models.events import DossierEvent
from backoffice.dossiers.models.exceptions import OutsideDeskDecision
from backoffice.dossiers.models.papers import CodeSerial, Slip, SlipSerial
from backoffice.dossiers.models.steps import HandOver, Step

__all__ = [
    "Applicant",
    "CodeSerial",
    "Dossier",
    "DossierComponent",
    "DossierEvent",
    "HandOver",
    "OutsideDeskDecision",
    "Slip",
    "SlipSerial",
    "Step",
]
