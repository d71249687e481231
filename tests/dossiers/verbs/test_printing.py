"""What is sent to the printer is counted, what is looked at is not (U12)."""

from django.urls import reverse

from backoffice.dossiers.models import Access, Slip
from tests.support.dossiers import receive


def is_first_print(page: str) -> bool:
    return "<span data-reprint hidden>" in page


def test_a_print_is_counted_and_a_look_is_not(client, world):
    receive(world)
    client.force_login(world.reception)
    slip = Slip.objects.get()
    url = reverse("admin:dossiers_slip_print", args=[slip.pk])
    for _look in range(3):
        assert is_first_print(client.get(url).text)
    assert client.post(reverse("admin:dossiers_slip_printed", args=[slip.pk])).json() == {"next": 2}
    page = client.get(url).text
    assert not is_first_print(page)
    assert "BẢN IN LẠI, lần <span data-print-number>2</span>" in page
    assert [access.kind for access in Access.objects.order_by("pk")] == ["VIEW"] * 3 + ["PRINT", "VIEW"]
