"""Accounts and roles in the admin: nobody grants, or manages, more rights than their own account has."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from backoffice.organisation.models import User
from backoffice.organisation.role_grants import grantable_by, may_manage
from tests.support import factories

pytestmark = pytest.mark.django_db
WRITES_ACCOUNTS = ("organisation.view_user", "organisation.add_user", "organisation.change_user")


@pytest.fixture
def desk():
    return factories.make_desk()


@pytest.fixture
def lead(desk, client):
    """A desk lead who may edit the accounts of her desk."""
    lead = factories.allow(
        factories.make_user(factories.RECEPTION, desk=desk),
        *WRITES_ACCOUNTS,
        "organisation.view_desk",
        "organisation.view_division",
    )
    client.force_login(lead)
    return lead


@pytest.fixture
def administrator(desk):
    return factories.make_user(factories.ADMINISTRATOR, desk=desk)


def change(account: User) -> str:
    return reverse("admin:organisation_user_change", args=[account.pk])


def password(account: User) -> str:
    return reverse("admin:auth_user_password_change", args=[account.pk])


def form(account: User, **values) -> dict:
    fields = {
        "username": account.username,
        "full_name": account.full_name,
        "title": account.title,
        "email": account.email,
        "desk": account.desk_id or "",
        "division": account.division_id or "",
        "is_active": "on",
        "is_staff": "on",
        "groups": [group.pk for group in account.groups.all()],
    }
    return fields | values


def role(name: str) -> int:
    return Group.objects.get(name=name).pk


def test_an_account_is_changed_within_the_own_desk(client, desk, lead):
    officer = factories.make_user(factories.RECEPTION, desk=desk)
    answer = client.post(change(officer), form(officer, full_name="Người Mới"))
    officer.refresh_from_db()
    assert (answer.status_code, officer.full_name) == (302, "Người Mới")
    assert officer.history.first().history_user == lead


@pytest.mark.parametrize("page", [change, password])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_account_of_another_desk_is_out_of_sight(client, lead, page, method):
    stranger = factories.make_user(factories.RECEPTION, desk=factories.make_desk("da-bac"))
    before = stranger.password
    answer = getattr(client, method)(page(stranger), {"password1": "ma-so-moi-7", "password2": "ma-so-moi-7"})
    stranger.refresh_from_db()
    assert answer.status_code in {302, 403, 404}
    assert stranger.password == before


def test_accounts_of_another_desk_are_not_listed(client, lead):
    stranger = factories.make_user(desk=factories.make_desk("da-bac"), username="nguoi-la")
    page = client.get(reverse("admin:organisation_user_changelist"), {"q": "nguoi"}).content.decode()
    assert stranger.username not in page
    assert lead.username in page


def test_the_password_of_a_stronger_account_cannot_be_set(client, lead, administrator):
    """Whoever sets a password can sign in with it."""
    before = administrator.password
    answer = client.post(
        password(administrator),
        {"usable_password": "true", "password1": "ma-so-moi-7", "password2": "ma-so-moi-7"},
    )
    administrator.refresh_from_db()
    assert (answer.status_code, administrator.password) == (403, before)


def test_a_stronger_account_can_be_seen_and_not_changed(client, lead, administrator):
    answer = client.post(change(administrator), form(administrator, username="chiem-doat"))
    administrator.refresh_from_db()
    assert answer.status_code == 403
    assert administrator.username != "chiem-doat"
    assert client.get(change(administrator)).status_code == 200


def test_a_locked_account_keeps_its_rank(lead, administrator):
    """Django sees no permissions of a locked account, but they come back when it is unlocked."""
    administrator.is_active = False
    administrator.save()
    assert not may_manage(lead, administrator)


def test_a_superuser_is_managed_by_nobody_else(desk, administrator):
    superuser = factories.make_user(desk=desk, is_superuser=True)
    assert not may_manage(administrator, superuser)
    assert may_manage(superuser, superuser)


def test_the_password_of_an_equal_account_is_set_by_djangos_form(client, desk, lead):
    officer = factories.make_user(factories.RECEPTION, desk=desk)
    fields = {"usable_password": "true", "password1": "ma-so-moi-7", "password2": "ma-so-moi-7"}
    assert client.post(password(officer), fields).status_code == 302
    officer.refresh_from_db()
    assert officer.check_password("ma-so-moi-7")


def test_a_role_with_more_rights_cannot_be_granted(client, desk, lead):
    officer = factories.make_user(factories.RECEPTION, desk=desk)
    answer = client.post(change(officer), form(officer, groups=[role(factories.ADMINISTRATOR)]))
    assert list(answer.context["adminform"].form.errors) == ["groups"]
    assert [group.name for group in officer.groups.all()] == [factories.RECEPTION]


def test_a_lead_grants_the_roles_within_her_own_rights(lead):
    assert [group.name for group in grantable_by(lead)] == [factories.RECEPTION]


def test_an_account_that_edits_roles_may_grant_any(administrator):
    assert grantable_by(administrator).count() == len(factories.ROLES)


def test_nobody_becomes_superuser_through_a_form(client, desk, lead):
    officer = factories.make_user(factories.RECEPTION, desk=desk)
    client.post(change(officer), form(officer, is_superuser="on", user_permissions=["1", "2", "3"]))
    officer.refresh_from_db()
    assert not officer.is_superuser
    assert officer.user_permissions.count() == 0


def test_an_account_stays_at_a_desk(client, desk, lead):
    officer = factories.make_user(factories.RECEPTION, desk=desk)
    answer = client.post(change(officer), form(officer, desk=""))
    officer.refresh_from_db()
    assert (answer.status_code, officer.desk) == (200, desk)


def test_an_account_is_not_moved_out_of_sight(client, desk, lead):
    officer = factories.make_user(factories.RECEPTION, desk=desk)
    elsewhere = factories.make_desk("da-bac")
    answer = client.post(change(officer), form(officer, desk=elsewhere.pk))
    officer.refresh_from_db()
    assert (answer.status_code, officer.desk) == (200, desk)


def test_the_division_belongs_to_the_desk(client, desk, administrator):
    client.force_login(administrator)
    officer = factories.make_user(factories.RECEPTION, desk=desk)
    foreign = factories.make_division(factories.make_desk("da-bac"))
    answer = client.post(change(officer), form(officer, division=foreign.pk))
    assert "Phòng chuyên môn này thuộc bộ phận khác." in answer.content.decode()


def test_a_new_account_has_its_posting_and_password(client, desk, lead):
    fields = {
        "username": "can-bo-moi",
        "usable_password": "true",
        "password1": "ma-so-moi-7",
        "password2": "ma-so-moi-7",
        "full_name": "Cán Bộ Giả Định",
        "desk": desk.pk,
        "groups": [role(factories.RECEPTION)],
        "is_staff": "on",
    }
    assert client.post(reverse("admin:organisation_user_add"), fields).status_code == 302
    made = User.objects.get(username="can-bo-moi")
    assert (made.full_name, made.desk, made.check_password("ma-so-moi-7")) == ("Cán Bộ Giả Định", desk, True)


def test_the_form_says_that_there_is_a_password_and_nothing_of_it(client, desk, lead):
    officer = factories.make_user(factories.RECEPTION, desk=desk)
    page = client.get(change(officer)).content.decode()
    assert "Đã đặt mật khẩu." in page
    assert officer.password.split("$")[-1][:6] not in page


def test_roles_are_for_those_who_write_them(client, lead, administrator):
    address = reverse("admin:auth_group_changelist")
    assert client.get(address).status_code == 403
    client.force_login(administrator)
    assert client.get(address).status_code == 200


def test_the_rights_of_a_role_are_named_in_vietnamese(client, administrator):
    client.force_login(administrator)
    page = client.get(reverse("admin:auth_group_change", args=[role(factories.RECEPTION)])).content.decode()
    assert "Bộ phận Một cửa: xem" in page
    assert "Xem được mọi bộ phận" in page
    assert "Can view" not in page


def test_a_role_is_deleted_without_naming_each_link_to_its_rights(client, db):
    client.force_login(factories.make_user(is_superuser=True))
    role = Group.objects.get(name=factories.RECEPTION)
    page = client.get(reverse("admin:auth_group_delete", args=[role.pk])).content.decode()
    assert "Group_permissions" not in page
    assert "Vai trò: 1" in page
