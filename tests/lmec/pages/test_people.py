"""The public pages of people."""

from datetime import date

import pytest

from events.models import Event
from events.publishing import publish
from tests import factories, public_site
from tests.counting import count_queries

pytestmark = pytest.mark.django_db


def on_record(name: str, sort_name="", **fields):
    """A person who takes part in a public report."""
    holder = factories.person(name, sort_name=sort_name)
    factories.participation(holder=holder, **fields)
    return holder


def page(client, person) -> str:
    return " ".join(client.get(person.get_absolute_url()).content.decode().split())


def test_people_on_record_are_listed_by_family_name(client):
    on_record("Zhang Yujun")
    on_record("Geng Cong")
    on_record("Ana Zola", sort_name="Zola Ana")
    factories.participation(factories.draft(), factories.person("Secret Person"))
    factories.person("Never Anywhere")
    listed = [person.name for person in client.get("/people/").context["page_obj"]]
    assert listed == ["Geng Cong", "Zhang Yujun", "Ana Zola"]


def test_a_card_shows_the_latest_post_and_part_on_record(client):
    li = on_record("Li Na", credited_as="Director", roles=["chair"])
    earlier = factories.event(start_date=date(2018, 1, 1))
    factories.participation(earlier, li, credited_as="Division head")
    later = factories.draft(start_date=date(2024, 1, 1))
    factories.participation(later, li, credited_as="Secret post")
    html = " ".join(client.get("/people/").content.decode().split())
    assert '<p class="sub">Director</p>' in html
    assert 'Chair, <time datetime="2022-11-23">23 November 2022</time>' in html
    assert "Division head" not in html
    assert "Secret post" not in html


@pytest.mark.parametrize("words", ["na", "LI na", "李娜"])
def test_a_person_is_found_by_any_of_the_names(client, words):
    on_record("Li Na").names.create(name="李娜", language="zh-Hans")
    on_record("Geng Cong")
    listed = [person.name for person in client.get("/people/", {"q": words}).context["page_obj"]]
    assert listed == ["Li Na"]


def test_a_name_that_nobody_has_says_so(client):
    on_record("Li Na")
    html = client.get("/people/?q=nobody").content.decode()
    assert "<h2>Nobody on record is named “nobody”</h2>" in html
    assert "1 person is on record" in html


def test_a_person_of_drafts_alone_has_no_page(client):
    secret = factories.person()
    factories.participation(factories.draft(), secret)
    assert client.get(secret.get_absolute_url()).status_code == 404


def test_a_person_keeps_the_address_that_the_world_knows(client):
    li = on_record("Li Na")
    assert li.get_absolute_url() == "/people/li-na/"
    assert client.get("/people/li-na/").status_code == 200


def test_posts_stand_as_printed_with_their_sources_the_latest_first(client):
    li = factories.person("Li Yonghong")
    for year, credit in [(2018, "Director of a division"), (2022, "Deputy"), (2021, "Deputy")]:
        event = factories.event(start_date=date(year, 5, 4))
        factories.participation(event, li, credited_as=credit)
    positions = client.get(li.get_absolute_url()).context["positions"]
    assert [
        (position.latest.printed_credit, [row.event.start_date.year for row in position.rows])
        for position in positions
    ] == [("Deputy", [2022, 2021]), ("Director of a division", [2018])]


def test_of_many_sources_of_a_post_the_latest_five_are_named(client):
    li = factories.person("Li Na")
    for year in range(2015, 2022):
        factories.participation(factories.event(start_date=date(year, 1, 1)), li)
    post = client.get(li.get_absolute_url()).context["positions"][0]
    assert [row.event.start_date.year for row in post.rows] == [2021, 2020, 2019, 2018, 2017]
    assert post.more == 2
    assert "and 2 more" in page(client, li)


def test_the_page_names_the_latest_post_and_its_bodies(client):
    first, second = factories.organization("Center"), factories.organization("Foreign Center")
    li = on_record("Li Na", credited_as="Director", organization=first, joint_with=second)
    html = page(client, li)
    assert '<p class="lede">Director</p>' in html
    assert (
        '<a href="/organizations/center/">Center</a> / '
        '<a href="/organizations/foreign-center/">Foreign Center</a>'
    ) in html


def test_each_remark_is_quoted_by_its_first_paragraph_and_leads_to_the_rest(client):
    event = factories.draft(slug="meeting")
    li = factories.person("Li Na")
    factories.remark(event, person=li, kind="opening", text="<p>First.</p><p>Then.</p><p>Last.</p>")
    publish(event, factories.PUBLICATION)
    html = page(client, li)
    assert "<blockquote><p>First.</p></blockquote>" in html
    assert "Then." not in html
    assert "Paragraph 2 of the report." in html
    assert '<a href="/events/2022/meeting/#li-na">Read paragraphs 2 to 4 in context</a>' in html


def test_a_credit_of_the_remark_alone_is_shown_with_it(client):
    event = factories.draft()
    li = factories.person("Li Na")
    factories.participation(event, li, credited_as="Director")
    factories.remark(event, person=li, credited_as="Director and Chair")
    publish(event, factories.PUBLICATION)
    assert '<p class="sub">Director and Chair</p>' in page(client, li)


def test_what_was_said_in_a_draft_is_not_shown(client):
    li = on_record("Li Na")
    factories.remark(factories.draft("Secret meeting"), person=li, text="<p>Secret words.</p>")
    html = page(client, li)
    assert "Secret" not in html
    assert "Remarks" not in html


def test_names_in_other_scripts_say_their_language(client):
    public_site.furnish()
    html = client.get("/people/li-na/").content.decode()
    assert '<p class="alt" lang="zh-Hans">李娜</p>' in html
    assert "<h1>Dr. Li Na</h1>" in html


def test_a_contact_that_is_not_public_stays_with_the_staff(client):
    li = on_record("Li Na")
    li.contacts.create(kind="email", value="private@example.org")
    assert "private@example.org" not in page(client, li)
    li.contacts.update(is_public=True)
    assert 'href="mailto:private@example.org"' in page(client, li)


def test_a_person_of_many_events_leads_to_the_list_of_all(client):
    li = factories.person("Li Na")
    for _number in range(11):
        factories.participation(factories.event(), li)
    assert '<a href="/events/?person=li-na">All 11 events</a>' in page(client, li)


def test_a_day_of_work_on_a_draft_changes_no_page(client):
    """Editing the directory's post leaves the page as the reports have it."""
    post = factories.membership(title="Director", body=factories.organization("Institute"))
    event = factories.draft()
    factories.participation(event, post.person, membership=post, credited_as="")
    publish(event, factories.PUBLICATION)
    before = page(client, post.person)
    post.title = "Minister"
    post.save()
    assert page(client, post.person) == before


def test_the_list_costs_the_same_for_one_person_and_for_three(client):
    factories.a_full_report(1)
    one = count_queries(lambda: client.get("/people/"))
    factories.a_full_report(3)
    assert count_queries(lambda: client.get("/people/")) == one <= 11


def test_a_page_costs_the_same_for_one_event_and_for_three(client):
    li = factories.person("Li Na", slug="li-na")

    def take_part(size):
        event = factories.a_full_report(size)
        factories.participation(event, li, position=99)
        factories.remark(event, person=li, position=99)
        publish(event, factories.PUBLICATION)

    take_part(1)
    one = count_queries(lambda: client.get("/people/li-na/"))
    take_part(3)
    take_part(3)
    assert count_queries(lambda: client.get("/people/li-na/")) == one <= 18
    assert Event.objects.count() == 3
