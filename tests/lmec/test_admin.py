import pytest
from django.contrib.flatpages.models import FlatPage
from django.contrib.sites.models import Site

from lmec.models import User
from tests import factories
from tests.admin_forms import errors, filled

pytestmark = pytest.mark.django_db
USERS = "/admin/lmec/user/"
PAGES = "/admin/flatpages/flatpage/"


@pytest.fixture
def client(client):
    client.force_login(factories.administrator(name="Example Administrator"))
    return client


def page(url="/about/", **fields) -> FlatPage:
    given = {"title": "About", "content": "<p>Old.</p>"}
    made = FlatPage.objects.create(url=url, **given | fields)
    made.sites.set(Site.objects.all())
    return made


def change(row: FlatPage) -> str:
    return f"{PAGES}{row.pk}/change/"


# --- Accounts ---


def test_an_account_is_made_with_one_full_name_and_its_groups(client):
    group = factories.Group.objects.get(name="Writers")
    data = filled(client.get(f"{USERS}add/")) | {
        "username": "daw.khin",
        "name": "Daw Khin Example",
        "password1": "a-long-and-rare-password",
        "password2": "a-long-and-rare-password",
        "groups": [group.pk],
    }
    client.post(f"{USERS}add/", data)
    account = User.objects.get(username="daw.khin")
    assert str(account) == "Daw Khin Example"
    assert account.is_staff
    assert not account.is_superuser
    assert list(account.groups.all()) == [group]
    assert account.check_password("a-long-and-rare-password")


def test_a_weak_password_is_refused(client):
    data = filled(client.get(f"{USERS}add/")) | {
        "username": "new",
        "password1": "12345678",
        "password2": "12345678",
    }
    assert "This password is too common." in errors(client.post(f"{USERS}add/", data))


def test_an_account_is_changed_without_touching_its_password(client):
    account = factories.user("Editors", password="a-long-and-rare-password")
    address = f"{USERS}{account.pk}/change/"
    client.post(address, filled(client.get(address)) | {"name": "New Name"})
    account.refresh_from_db()
    assert account.name == "New Name"
    assert account.check_password("a-long-and-rare-password")


def test_an_account_is_found_by_its_full_name(client):
    account = factories.user(name="Saw Example")
    assert list(client.get(USERS, {"q": "Saw"}).context["cl"].queryset) == [account]


# --- Pages about the site ---


def test_a_page_is_cleaned_when_it_is_saved(client):
    about = page()
    data = filled(client.get(change(about))) | {
        "content": '<p onclick="x()">New<script>alert(1)</script>.</p>'
    }
    client.post(change(about), data)
    about.refresh_from_db()
    assert about.content == "<p>New.</p>"


def test_the_form_of_a_page_shows_what_an_editor_decides_and_lets_the_editor_work(client):
    response = client.get(change(page()))
    assert list(response.context["adminform"].form.fields) == ["title", "content"]
    assert "script-src-attr" in response["Content-Security-Policy"]


def test_the_address_of_a_standing_page_stays(client):
    about = page()
    client.post(change(about), filled(client.get(change(about))) | {"url": "/elsewhere/"})
    about.refresh_from_db()
    assert about.url == "/about/"


@pytest.mark.parametrize("url", ["/about/", "/accessibility/", "/reuse/"])
def test_a_standing_page_is_not_deleted(client, url):
    standing = page(url)
    assert client.post(f"{PAGES}{standing.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(
        PAGES, {"action": "delete_selected", "_selected_action": [standing.pk], "post": "yes"}
    )
    assert FlatPage.objects.filter(pk=standing.pk).exists()


def test_another_page_is_added_read_and_deleted(client):
    data = filled(client.get(f"{PAGES}add/")) | {
        "title": "Privacy",
        "url": "/privacy-notice/",
        "content": "<p>Nothing is kept.</p>",
    }
    client.post(f"{PAGES}add/", data)
    (added,) = FlatPage.objects.all()
    assert added.get_absolute_url() == "/privacy-notice/"
    assert "Nothing is kept." in client.get("/privacy-notice/").content.decode()
    client.post(f"{PAGES}{added.pk}/delete/", {"post": "yes"})
    assert client.get("/privacy-notice/").status_code == 404


@pytest.mark.parametrize("url", ["privacy", "/Privacy/", "/a b/", "//", "/a/b/", "/a--b/", "/é/"])
def test_an_address_that_is_none_is_refused(client, url):
    data = filled(client.get(f"{PAGES}add/")) | {"title": "Privacy", "url": url}
    assert errors(client.post(f"{PAGES}add/", data)) == [
        "Write small letters, digits and hyphens between two slashes, as in “/privacy/”."
    ]


@pytest.mark.parametrize("url", ["/events/", "/people/", "/organizations/", "/admin/"])
def test_an_address_of_the_site_itself_is_refused(client, url):
    data = filled(client.get(f"{PAGES}add/")) | {"title": "Events", "url": url}
    assert errors(client.post(f"{PAGES}add/", data)) == [
        "The site uses this address for something else."
    ]


def test_one_address_holds_one_page(client):
    page("/about/")
    data = filled(client.get(f"{PAGES}add/")) | {"title": "About", "url": "/about/"}
    assert errors(client.post(f"{PAGES}add/", data)) == ["Another page has this address."]


def test_the_title_of_a_page_cannot_leave_its_place(client):
    page(title='A" content="B" x="<i>')
    html = client.get("/about/").content.decode()
    assert "<title>A&quot; content=&quot;B&quot; x=&quot;&lt;i&gt; – LMEC</title>" in html
    assert 'content="A&quot; content=&quot;B&quot; x=&quot;&lt;i&gt;"' in html
