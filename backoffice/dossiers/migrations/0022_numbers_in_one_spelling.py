from django.db import migrations
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from backoffice.dossiers.identity import normalised, normalised_phone

LONGEST = 20


def spell_once(apps, schema_editor):
    """Write ID numbers and telephones in the spelling in which they are compared from now on (F4).

    Where two rows of a desk would then have one number, the first one takes it and the other stays as it was:
    whether they are one person is for people to say.
    """
    applicants = apps.get_model("dossiers", "Applicant").objects
    history = apps.get_model("dossiers", "HistoricalApplicant")
    copied = {field.attname for field in history._meta.get_fields()}
    with override("vi"):
        reason = _("numbers in one spelling")
    odd = [row for row in applicants.order_by("pk").iterator() if _spelt(row) != (row.id_number, row.phone)]
    for row in odd:
        number, phone = _spelt(row)
        taken = applicants.filter(desk=row.desk_id, id_number=number).exclude(pk=row.pk).exists()
        if number and (taken or len(number) > LONGEST):
            number = row.id_number
        if (number, phone) == (row.id_number, row.phone):
            continue
        row.id_number, row.phone = number, phone
        applicants.filter(pk=row.pk).update(
            id_number=number,
            phone=phone,
            id_reversed=_backwards(number),
            phone_reversed=_backwards(phone),
        )
        values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
        history.objects.create(
            **{name: value for name, value in values.items() if name in copied},
            history_date=timezone.now(),
            history_type="~",
            history_change_reason=reason,
        )


def _spelt(row):
    phone = normalised_phone(row.phone)
    return normalised(row.id_number), phone if len(phone) <= LONGEST else row.phone


def _backwards(text):
    return "".join(sign for sign in text.upper() if sign.isascii() and sign.isalnum())[::-1]


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0021_repairs_and_consultations")]

    operations = [migrations.RunPython(spell_once, migrations.RunPython.noop)]
