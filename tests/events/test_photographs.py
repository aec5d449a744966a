"""The photographs of a report: the first few on its page, all of them on a page of their own."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from events.models import Event
from events.publishing import withdraw
from tests import factories, public_site
from tests.counting import count_queries

pytestmark = pytest.mark.django_db
GALLERY = "/events/2022/meeting/photographs/"


@pytest.fixture
def event():
    return factories.event("On Rivers", slug="meeting")


def add_photos(event, number: int, **fields):
    for position in range(number):
        given = {"alt": f"View {position}", "position": position}
        event.photos.create(image=public_site.picture(size=(300, 400)), **given | fields)


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_report_shows_three_photographs_and_the_way_to_all(client, event):
    add_photos(event, 4)
    html = page(client, event.get_absolute_url())
    assert html.count("<figure>") == 3
    assert f'<a href="{GALLERY}">All 4 photographs, large</a>' in html


def test_a_report_of_three_photographs_shows_them_all(client, event):
    add_photos(event, 3)
    html = page(client, event.get_absolute_url())
    assert html.count("<figure>") == 3
    assert GALLERY not in html


def test_the_gallery_shows_every_photograph_whole_with_its_caption_and_credit(client, event):
    add_photos(event, 4, caption="At the pier, from left to right: Li Na.", credit="LMEC")
    html = page(client, GALLERY)
    assert html.count("<figure>") == 4
    assert "<span>At the pier, from left to right: Li Na.</span>" in html
    assert "<small>Photo: LMEC</small>" in html
    assert 'width="300" height="400" alt="View 0"' in html
    assert "-whole-300-50-50.webp 300w" in html


def test_every_file_that_the_gallery_names_is_there(client, event):
    add_photos(event, 1)
    photo = event.photos.get()
    for srcset in (photo.whole.webp_srcset, photo.whole.jpeg_srcset):
        for part in srcset.split(", "):
            assert default_storage.exists(part.split()[0].removeprefix("/media/"))


def test_the_gallery_is_described_and_leads_back_to_the_report(client, event):
    add_photos(event, 1, caption="At the pier.")
    html = page(client, GALLERY)
    assert "<title>Photographs: On Rivers – LMEC</title>" in html
    assert "<h1>Photographs: <span>On Rivers</span></h1>" in html
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{GALLERY}">' in html
    assert '<li><a href="/events/2022/meeting/">Report</a></li>' in html
    assert '<a href="/events/2022/meeting/">Read the report</a>' in html
    assert '"@type": "ImageGallery"' in html
    assert '"caption": "At the pier."' in html


def test_words_in_another_language_say_which(client):
    event = factories.event("会议", slug="meeting", language="zh-Hans")
    add_photos(event, 1, caption="合影")
    html = page(client, GALLERY)
    assert '<h1>Photographs: <span lang="zh-Hans">会议</span></h1>' in html
    assert '<span lang="zh-Hans">合影</span>' in html


def test_a_report_without_photographs_has_no_gallery(client, event):
    assert client.get(GALLERY).status_code == 404


def test_the_gallery_is_as_public_as_its_report(client, event):
    add_photos(event, 1)
    Event.objects.update(published_at=timezone.now() + timedelta(hours=1))
    assert client.get(GALLERY).status_code == 404
    Event.objects.update(status=Event.Status.DRAFT)
    assert client.get(GALLERY).status_code == 404


def test_the_gallery_of_a_withdrawn_report_answers_with_the_notice(client, event):
    add_photos(event, 1, caption="Secret caption")
    withdraw(event, timezone.now(), "A person did not want to be seen.")
    answer = client.get(GALLERY)
    assert answer.status_code == 410
    assert "A person did not want to be seen." in answer.content.decode()
    assert "Secret caption" not in answer.content.decode()


def test_a_former_address_leads_to_the_gallery_of_the_present_one(client, event):
    add_photos(event, 1)
    event.slug = "renamed"
    event.save()
    assert client.get(GALLERY)["Location"] == "/events/2022/renamed/photographs/"
    assert client.get("/events/1999/renamed/photographs/")["Location"] == (
        "/events/2022/renamed/photographs/"
    )


def test_the_gallery_costs_the_same_for_one_photograph_and_for_three(client, event):
    add_photos(event, 1)
    one = count_queries(lambda: client.get(GALLERY))
    add_photos(event, 2)
    assert count_queries(lambda: client.get(GALLERY)) == one <= 6
