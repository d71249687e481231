"""People known at a desk by their ID number: nobody is renamed by a number that was mistyped (F3)."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from backoffice.base.folding import tidy
from backoffice.dossiers import identity, search
from backoffice.dossiers.lifecycle import log
from backoffice.dossiers.models import Applicant
from backoffice.dossiers.models.dossiers import DossierQuerySet
from backoffice.dossiers.reception.agreements import Person, SamePerson
from backoffice.dossiers.reception.appointments import NotReceivable
from backoffice.history.tracking import because
from backoffice.organisation.models import Desk, User
from backoffice.procedures.models import Procedure


def known_applicant(desk: Desk, person: Person, *, by: User) -> Applicant:
    """Return the applicant with this ID number, or a new one.

    What is known of a person is replaced only if the officer says so; what was never stated is added.

    :raises NotReceivable: the number is that of another name, and nobody said that it is the same person.
    """
    number = identity.normalised(person.id_number)
    if found := _locked(desk, number):
        return _met_again(found, person)
    applicant = Applicant(desk=desk, id_number=number, **details(person))
    try:
        with transaction.atomic():
            return _saved(applicant, _stated(person))
    except IntegrityError:
        # Another counter has just entered the same person.
        if entered := _locked(desk, number):
            return _met_again(entered, person)
        raise


def details(person: Person) -> dict[str, str]:
    """Return what is kept of a person besides the ID number, each in its one spelling."""
    return {
        "kind": person.kind,
        "full_name": tidy(person.full_name),
        "phone": identity.normalised_phone(person.phone),
        "email": person.email,
        "address": tidy(person.address),
    }


def differing(known: Applicant, person: Person) -> list[str]:
    """Return the columns in which something else was typed than is known; an empty one says nothing."""
    stated = {name: value for name, value in details(person).items() if value and getattr(known, name)}
    return [name for name, value in stated.items() if not identity.same_name(value, getattr(known, name))]


def stated_name(applicant: Applicant, person: Person) -> str:
    """Return the name for the papers: as stated, unless the officer keeps the one that is known."""
    stated = tidy(person.full_name)
    return stated if identity.same_name(stated, applicant.full_name) else applicant.full_name


def whose(known: Applicant) -> str:
    return _("This ID number is that of %(name)s. Is it this person?") % {"name": known.full_name}


def running_of(known: Applicant, procedure: Procedure) -> DossierQuerySet:
    """Return the open dossiers of a person under the same procedure, the newest first."""
    return known.dossiers.open().filter(procedure=procedure).order_by("-received_at", "-pk")


def _locked(desk: Desk, number: str) -> Applicant | None:
    people = Applicant.objects.select_for_update()
    return people.with_id_number(number, desk=desk).first() if number else None


def _met_again(known: Applicant, person: Person) -> Applicant:
    renamed = not identity.same_name(person.full_name, known.full_name)
    if renamed and person.confirmed not in SamePerson.values:
        raise NotReceivable(whose(known))
    replaced = differing(known, person) if person.confirmed == SamePerson.UPDATE else []
    stated = details(person)
    changed = [name for name, value in stated.items() if value and not getattr(known, name)] + replaced
    if not changed:
        return known
    for name in changed:
        setattr(known, name, stated[name])
    confirmed = _("the same person, as confirmed at the counter") if replaced else ""
    return _saved(known, confirmed or _stated(person))


def _stated(person: Person) -> str:
    """Return the reason for the history; why what looks wrong is right stands in it, too."""
    return "; ".join(
        filter(None, (_("stated at the counter"), log.without_numbers(person.doubt_reason.strip())))
    )


def _saved(applicant: Applicant, reason: str) -> Applicant:
    search.set_applicant_keys(applicant)
    because(applicant, reason)
    applicant.save()
    return applicant
