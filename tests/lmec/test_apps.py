import pytest
from django.contrib.sites.models import Site
from django.core.management import call_command

from tests import factories

pytestmark = pytest.mark.django_db


def test_the_site_has_the_name_and_the_host_of_the_settings():
    site = Site.objects.get()
    assert (site.pk, site.domain, site.name) == (1, "127.0.0.1:8000", "LMEC")


def test_another_address_takes_effect_at_the_next_migrate(settings):
    settings.SITE_URL = "https://www.example.org"
    call_command("migrate", verbosity=0)
    assert Site.objects.get().domain == "www.example.org"


def test_nobody_edits_the_site_in_the_admin(client):
    client.force_login(factories.administrator())
    assert client.get("/admin/sites/site/").status_code == 404


def test_the_pages_about_the_site_are_called_pages(client):
    client.force_login(factories.user("Editors"))
    text = client.get("/admin/flatpages/flatpage/").content.decode()
    assert "Select page to change" in text
    assert "flat page" not in text.lower()
