from datetime import date, timedelta
from html.parser import HTMLParser

import pytest
from django.core.management import call_command
from django.utils import timezone

from events.models import Event
from events.publishing import publish, withdraw
from lmec.search.models import Kind, SearchEntry
from tests import factories
from tests.counting import count_queries

pytestmark = pytest.mark.django_db


class Hits(HTMLParser):
    """The links of the hits of a search page, in order."""

    def __init__(self, html: str):
        super().__init__()
        self.links, self.inside = [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "ol" and given.get("class") == "hits":
            self.inside = True
        if tag == "a" and self.inside:
            self.links.append(given["href"])

    def handle_endtag(self, tag):
        if tag == "ol":
            self.inside = False


@pytest.fixture
def search(client):
    """Ask the search page, and give the addresses of its hits."""

    def ask(**parameters) -> list[str]:
        response = client.get("/search/", parameters)
        assert response.status_code == 200
        return Hits(response.content.decode()).links

    return ask


def a_report(slug: str, *texts: str, **fields) -> Event:
    """A published report with a remark for each text."""
    report = factories.draft(slug, slug=slug, summary="", **fields)
    for position, text in enumerate(texts):
        factories.remark(report, text=f"<p>{text}</p>", position=position)
    publish(report, factories.PUBLICATION)
    return report


def test_a_hit_leads_to_the_very_paragraph(search):
    a_report("meeting", "Nothing here.", "The rivers rose.")
    assert search(q="rivers") == ["/events/2022/meeting/#p2"]


def test_newer_reports_come_first(search):
    a_report("old", "The rivers rose.", start_date=date(2019, 5, 1))
    a_report("new", "The rivers rose.", start_date=date(2021, 5, 1))
    assert search(q="rivers") == ["/events/2021/new/#p1", "/events/2019/old/#p1"]


def test_by_relevance_the_better_match_comes_first(search):
    a_report("rivers-alone", "Rivers. Rivers. Rivers.", start_date=date(2019, 5, 1))
    a_report("in-passing", "A long text " * 30 + "of rivers.", start_date=date(2021, 5, 1))
    first = search(q="rivers", sort="relevance", kind="remark")
    assert first == ["/events/2019/rivers-alone/#p1", "/events/2021/in-passing/#p1"]


def test_one_can_ask_for_what_one_speaker_said(search):
    report = a_report("meeting", "The rivers rose.", "The rivers fell.")
    speaker = report.remarks.last().person
    assert search(q="rivers", speaker=speaker.slug) == ["/events/2022/meeting/#p2"]
    assert search(q="rivers", speaker=speaker.name, kind="remark") == ["/events/2022/meeting/#p2"]
    assert search(q="rivers", speaker="Nobody") == []


def test_an_organization_includes_the_bodies_below_it_on_the_day(search):
    ministry, unit = factories.organization("Ministry"), factories.organization("Unit")
    unit.parentages.create(parent=ministry, end_date=date(2020, 12, 31))
    for slug, day in (("then", date(2020, 5, 1)), ("now", date(2022, 5, 1))):
        report = factories.draft(slug, slug=slug, start_date=day, summary="")
        post = factories.membership(body=unit, start_date=date(2015, 1, 1))
        factories.participation(report, post.person, membership=post, organization=unit)
        factories.remark(report, person=post.person, text="<p>The rivers rose.</p>")
        publish(report, factories.PUBLICATION)
    asked = {"q": "rivers", "kind": "remark"}
    assert search(**asked, organization="ministry") == ["/events/2020/then/#p1"]
    assert len(search(**asked, organization="unit")) == 2


def test_years_kinds_topics_and_countries_narrow_the_search(search):
    report = factories.draft("a", slug="a", start_date=date(2020, 1, 1), kind="forum", summary="")
    factories.remark(report, text="<p>The rivers rose.</p>", kind="keynote")
    topic = factories.topic("Water")
    report.eventtopics.create(topic=topic)
    body = factories.organization(country="TH")
    factories.event_organization(report, body)
    publish(report, factories.PUBLICATION)
    a_report("b", "The rivers rose.")
    hit = ["/events/2020/a/#p1"]
    assert search(q="rivers", to="2021") == hit
    assert search(q="rivers", **{"from": "2021"}) == ["/events/2022/b/#p1"]
    assert search(q="rivers", event="forum") == hit
    assert search(q="rivers", remark="keynote") == hit
    assert search(q="rivers", topic="water") == hit
    assert search(kind="report", country="TH") == ["/events/2020/a/"]
    assert search(q="rivers", country="XX") == []


def test_counts_stand_beside_the_kinds(client):
    a_report("meeting", "The rivers rose.", "The rivers fell.")
    html = client.get("/search/", {"q": "rivers"}).content.decode()
    assert "Remarks (2)" in html
    assert "Reports (0)" in html


def test_following_next_shows_every_hit_once(search, client):
    for n in range(12):
        a_report(f"meeting-{n}", "The rivers rose.", "The rivers fell.")
    seen, address = [], "/search/?q=rivers"
    while address:
        response = client.get(address)
        seen += Hits(response.content.decode()).links
        address = response.context["next_address"]
    assert len(seen) == len(set(seen)) == 24


@pytest.mark.parametrize("hide", ["draft", "withdrawn", "scheduled", "ended"])
def test_what_is_not_public_is_found_by_nobody(search, hide):
    report = a_report("meeting", "The rivers rose.")
    speaker = report.remarks.get().person
    now = timezone.now()
    match hide:
        case "draft":
            report = factories.draft("Rivers")
            factories.remark(report, text="<p>The seas rose.</p>", person=factories.person("Sea"))
            assert search(q="seas") == search(q="Sea") == []
            return
        case "withdrawn":
            withdraw(report, now, "A mistake.")
        case "scheduled":
            report.published_at = now + timedelta(hours=1)
            report.save()
            publish(report, now)
        case "ended":
            report.withdrawn_at = now - timedelta(hours=1)
            report.save()
    assert search(q="rivers") == search(q=speaker.name) == []


def counted(client, words: str) -> dict[str, int]:
    context = client.get("/search/", {"q": words}).context
    return {str(kind): n for kind, n, _address in context["kinds"] if n}


def test_what_is_due_to_be_withdrawn_is_counted_until_that_moment(client, monkeypatch):
    report = a_report("rivers", "The rivers rose.")
    report.eventtopics.create(topic=factories.topic("Rivers in common"))
    now = timezone.now()
    report.withdrawn_at = now + timedelta(hours=1)
    report.save()
    assert counted(client, "rivers") == {"report": 1, "remark": 1, "topic": 1}
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=59))
    assert counted(client, "rivers") == {"report": 1, "remark": 1, "topic": 1}
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(hours=1))
    assert counted(client, "rivers") == {}


def test_the_index_itself_does_not_decide_what_is_public(search):
    a_report("meeting", "The rivers rose.")
    Event.objects.update(status="draft")  # behind the index's back
    assert SearchEntry.objects.exists()
    assert search(q="rivers") == []


def test_publishing_again_leaves_one_entry_for_each_thing():
    report = a_report("meeting", "The rivers rose.")
    before = set(SearchEntry.objects.values_list("pk", flat=True))
    publish(Event.objects.get(pk=report.pk), timezone.now())
    assert set(SearchEntry.objects.values_list("pk", flat=True)) == before


def test_an_event_that_moves_to_another_day_is_found_there(search):
    report = a_report("meeting", "The rivers rose.")
    report = Event.objects.get(pk=report.pk)
    report.start_date = date(2010, 1, 1)
    report.save()
    publish(report, timezone.now())
    assert search(q="rivers", to="2015") == ["/events/2010/meeting/#p1"]
    assert search(q="rivers", **{"from": "2016"}) == []


def test_rebuilding_gives_the_same_index_and_drops_what_is_gone(capsys):
    a_report("meeting", "The rivers rose.")
    factories.organization()
    before = set(SearchEntry.objects.values_list("pk", "kind", "object_id"))
    SearchEntry.objects.create(id=7, kind="topic", object_id=999)
    call_command("rebuild_search")
    assert set(SearchEntry.objects.values_list("pk", "kind", "object_id")) == before


def test_a_new_name_of_a_body_finds_it_at_once(search):
    body = factories.organization("A Center")
    assert search(q="湄公河") == []
    body.names.create(name="湄公河中心")
    assert search(q="湄公河") == [body.get_absolute_url()]
    body.delete()
    assert search(q="湄公河") == []


@pytest.mark.parametrize(
    "parameters",
    [
        {"q": "x" * 10_000},
        {"q": "\x00"},
        {"q": '"'},
        {"q": "-"},
        {"q": "' OR 1=1 --"},
        {"q": "(" * 500},
        {"q": "a", "below": "99999999999999999999999"},
        {"q": "a", "below": "-1"},
        {"q": "a", "page": "0", "sort": "relevance"},
        {"q": "a", "page": "999999", "sort": "relevance"},
        {"q": "a", "from": "abcd", "to": "٢٠٢٢"},
        {"q": "a", "from": "0", "to": "99999"},
        {"q": "a", "kind": "<script>"},
        {"speaker": "\x00'"},
        {"organization": "%"},
        {"topic": "no-such-topic"},
    ],
)
def test_nothing_typed_is_an_error(client, parameters):
    a_report("meeting", "A river.")
    assert client.get("/search/", parameters).status_code == 200


def test_the_page_without_a_question_explains_how_to_ask(client):
    response = client.get("/search/")
    assert "How to ask" in response.content.decode()


def test_what_was_typed_is_shown_and_never_run(client):
    html = client.get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_a_page_of_hits_costs_the_same_for_few_and_for_many(client, django_assert_max_num_queries):
    for n in range(3):
        a_report(f"meeting-{n}", *["The rivers rose."] * (1 if n == 0 else 5))
    with django_assert_max_num_queries(12):
        client.get("/search/?q=rivers")


@pytest.mark.parametrize("name", ["organization", "speaker"])
def test_each_word_of_a_name_costs_one_look_at_the_names(client, name):
    """Joined once for each word, 14 names and 8 words would make 14 to the 8th rows."""
    row = factories.participation(factories.event(), factories.person("A person"))
    for thing in (row.person, factories.organization("A body")):
        for number in range(14):
            thing.names.create(name=f"A name {number}")
    assert client.get("/search/", {name: "a " * 8}).status_code == 200


def test_many_hits_are_counted_once_for_each_state_of_the_record(client, monkeypatch):
    monkeypatch.setattr("lmec.search.index.FEW", 1)
    a_report("first", "The rivers rose.", "The rivers fell.")
    assert counted(client, "rivers") == {"remark": 2}
    first = count_queries(lambda: client.get("/search/?q=rivers&kind=remark"))
    a_report("second", "The rivers rose.")
    again = count_queries(lambda: client.get("/search/?q=rivers&kind=remark"))
    # Whether they are many, their counts, and for either when to ask next
    assert again == first + 1 + len(Kind) + 2
    assert counted(client, "rivers") == {"remark": 3}
