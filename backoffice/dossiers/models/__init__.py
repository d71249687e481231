from backoffice.dossiers.models.apologies import Apology, Cause, CauseKind, Urging
from backoffice.dossiers.models.applicants import Applicant
from backoffice.dossiers.models.chairman import ChairmanApology
from backoffice.dossiers.models.clock import DueComputation, Pause, PauseProposal
from backoffice.dossiers.models.components import DossierComponent
from backoffice.dossiers.models.consultations import Consultation
from backoffice.dossiers.models.dossiers import Dossier
from backoffice.dossiers.models.events import DossierEvent
from backoffice.dossiers.models.exceptions import OutsideDeskDecision
from backoffice.dossiers.models.fees import FeeLine
from backoffice.dossiers.models.papers import CodeSerial, FormRule, Slip, SlipSerial
from backoffice.dossiers.models.records import Access, AggregateReport, Attachment
from backoffice.dossiers.models.repairs import Repair
from backoffice.dossiers.models.requests import Refusal, Stop, Supplement
from backoffice.dossiers.models.results import Result
from backoffice.dossiers.models.steps import HandOver, Step

__all__ = [
    "Access",
    "AggregateReport",
    "Apology",
    "Applicant",
    "Attachment",
    "Cause",
    "CauseKind",
    "ChairmanApology",
    "CodeSerial",
    "Consultation",
    "Dossier",
    "DossierComponent",
    "DossierEvent",
    "DueComputation",
    "FeeLine",
    "FormRule",
    "HandOver",
    "OutsideDeskDecision",
    "Pause",
    "PauseProposal",
    "Refusal",
    "Repair",
    "Result",
    "Slip",
    "SlipSerial",
    "Step",
    "Stop",
    "Supplement",
    "Urging",
]
