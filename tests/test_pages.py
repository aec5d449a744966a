"""Promises of every public page: its outline, its headers, what it links to and what it loads."""

import json
from datetime import timedelta
from urllib.parse import quote, urldefrag, urljoin, urlsplit
from uuid import UUID

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone

from events.models import Attachment, Event, Remark
from lmec.richtext import plain
from organizations.models import Organization
from tests import factories, public_site
from tests.markup import Markup

# In one process, since the record is furnished and asked for every page once.
pytestmark = pytest.mark.xdist_group("site")

every_page = pytest.mark.parametrize("address", public_site.ADDRESSES)
POLICY = {
    "default-src 'none'",
    "img-src 'self'",
    "style-src 'self'",
    "script-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    """The answers of a site with something of every kind: the named pages, and all they link to."""
    media = tmp_path_factory.mktemp("media")
    attachments = settings.STORAGES["attachments"]
    storages = {
        **settings.STORAGES,
        "attachments": {**attachments, "OPTIONS": {"location": media / "attachments"}},
    }
    files = override_settings(MEDIA_ROOT=media, STORAGES=storages)
    with django_db_blocker.unblock(), files, transaction.atomic():
        public_site.furnish()
        answers = {}
        waiting = list(public_site.ADDRESSES)
        while waiting:
            address = waiting.pop()
            answers[address] = answer = Client().get(address)
            if answer.streaming:
                answer.getvalue()
            elif answer.status_code == 200:
                waiting += links(answer, address) - answers.keys() - set(waiting)
        transaction.set_rollback(True)
    return answers


def links(answer, base: str) -> set[str]:
    """The pages of this site that a page links to."""
    found = set()
    for link in Markup(answer.content.decode()).all("a"):
        address = urldefrag(urljoin(base, link["href"]))[0]
        if not urlsplit(address).scheme and address:
            found.add(address)
    return found


@pytest.fixture
def answer(site, address):
    return site[address]


@pytest.fixture
def markup(answer) -> Markup:
    return Markup(answer.content.decode())


@every_page
def test_a_page_answers_with_its_status(answer, address):
    assert answer.status_code == public_site.ADDRESSES[address]


@every_page
def test_a_page_has_one_h1_and_skips_no_level(markup):
    levels = [int(element.tag[1]) for element in markup.all("h1", "h2", "h3", "h4", "h5", "h6")]
    main = [
        int(element.tag[1])
        for element in markup.all("h1", "h2", "h3", "h4", "h5", "h6")
        if "main" in element.ancestors
    ]
    assert levels.count(1) == 1
    assert main[0] == 1
    assert [pair for pair in zip(levels, levels[1:], strict=False) if pair[1] > pair[0] + 1] == []


@every_page
def test_a_page_has_its_language_one_main_and_a_link_that_skips_to_it(markup):
    (html,) = markup.all("html")
    (main,) = markup.all("main")
    assert (html["lang"], main["id"]) == ("en", "main")
    assert markup.all("a")[0].attributes == {"class": "skip", "href": "#main"}


@every_page
def test_every_id_is_there_once_and_every_reference_finds_one(markup):
    ids = [element["id"] for element in markup.elements if "id" in element.attributes]
    wanted = {
        word
        for element in markup.elements
        for name in ("aria-labelledby", "aria-describedby", "for", "data-from", "data-out")
        for word in element[name].split()
    }
    wanted |= {link["href"][1:] for link in markup.all("a") if link["href"].startswith("#")}
    assert sorted(ids) == sorted(set(ids))
    assert "" not in ids
    assert wanted - set(ids) == set()


@every_page
def test_nothing_in_the_markup_runs_or_styles_by_itself(markup):
    inline = [
        (element.tag, name)
        for element in markup.elements
        for name in element.attributes
        if name == "style" or name.startswith("on")
    ]
    assert inline == []
    assert markup.all("style", "base", "iframe", "object", "embed") == []
    executable = [script for script in markup.all("script") if script["type"] == "module"]
    assert [script["src"] for script in executable] == ["/static/site/site.js"]


@every_page
def test_a_page_loads_nothing_from_elsewhere(markup):
    loaded = [element["src"] for element in markup.elements if "src" in element.attributes]
    loaded += [part.split()[0] for e in markup.elements for part in e["srcset"].split(",") if part]
    loaded += [link["href"] for link in markup.all("link") if link["rel"] != "canonical"]
    loaded += [form["action"] for form in markup.all("form")]
    assert [address for address in loaded if not address.startswith("/")] == []
    assert [address for address in loaded if address.startswith("//")] == []


@every_page
def test_a_page_knows_no_visitor(answer):
    assert "Set-Cookie" not in answer.headers
    assert not answer.cookies
    assert "cookie" not in answer.get("Vary", "").lower()
    assert answer.wsgi_request.session.accessed is False


@every_page
def test_a_page_carries_the_policy_of_the_design(answer):
    directives = answer["Content-Security-Policy"].split(";")
    assert {directive.strip() for directive in directives if directive.strip()} == POLICY


@every_page
def test_a_page_is_described_or_kept_from_search_engines(markup, address):
    (title,) = markup.all("title")
    robots = [meta for meta in markup.all("meta") if meta["name"] == "robots"]
    canonical = [link["href"] for link in markup.all("link") if link["rel"] == "canonical"]
    is_kept_out = "?" in address or address == "/search/" or public_site.ADDRESSES[address] != 200
    if is_kept_out:
        assert ([meta["content"] for meta in robots], canonical) == (["noindex"], [])
    else:
        assert (robots, canonical) == ([], [f"{settings.SITE_URL}{address}"])


@every_page
def test_what_a_page_tells_machines_can_be_read(answer, markup):
    for text in markup.scripts:
        graph = json.loads(text)
        assert graph["@context"] == "https://schema.org"
        assert all("@type" in thing for thing in graph["@graph"])
        assert not [value for value in values(graph) if value in (None, "", [], {})]


def values(thing):
    """All values in JSON, however deep."""
    yield thing
    if isinstance(thing, dict):
        thing = thing.values()
    if not isinstance(thing, str) and hasattr(thing, "__iter__"):
        for part in thing:
            yield from values(part)


@every_page
def test_a_page_stays_within_40_kb(answer):
    assert len(answer.content) <= 40 * 1024


@every_page
def test_pictures_say_what_they_show_and_how_large_they_are(markup):
    for picture in markup.all("img"):
        assert {"alt", "width", "height"} <= picture.attributes.keys()
        assert (picture["loading"], picture["decoding"]) == ("lazy", "async")


@every_page
def test_a_button_that_needs_the_script_is_hidden_without_it(markup):
    assert [b for b in markup.all("button") if b["data-js"] and "hidden" not in b.attributes] == []


def test_no_page_links_to_a_page_that_is_not_there(site):
    dead = {
        address: answer.status_code
        for address, answer in site.items()
        if answer.status_code != 200 and address not in public_site.ADDRESSES
    }
    assert len(site) > len(public_site.ADDRESSES) + 20
    assert dead == {}


def test_every_page_has_a_title_of_its_own(site):
    titles = {}
    for address, status in public_site.ADDRESSES.items():
        html = site[address].content.decode()
        if status == 200 and "?" not in address and "/reuse/" != address != "/accessibility/":
            titles.setdefault(html[html.index("<title>") : html.index("</title>")], []).append(
                address
            )
    assert [addresses for addresses in titles.values() if len(addresses) > 1] == []


@pytest.mark.django_db
def test_every_page_answers_head_and_refuses_post(client):
    public_site.furnish()
    answers = {}
    for address in public_site.PAGES:
        head, post = client.head(address), client.post(address)
        answers[address] = (head.status_code, head.content, post.status_code)
    assert answers == dict.fromkeys(public_site.PAGES, (200, b"", 405))


GARBAGE = [
    "x",
    "0",
    "-1",
    "9" * 20,
    "1.5",
    "é",
    "²",
    "٢٠٢٢",
    "<script>",
    "' OR 1=1 --",
    "a" * 10_000,
]
GARBAGE += ["\0", "\n", "%", "_", "\u202e", "[]", "{{7*7}}", "last"]
BYTES = [*map(quote, GARBAGE), "%F0%28%8C%28", "%", "%ED%A0%80"]
ASKED = [
    *("/events/?page", "/events/?q", "/events/?year", "/events/?type", "/events/?place"),
    *("/events/?person", "/events/?organization", "/events/?series", "/events/2022/?page"),
    *("/events/?organization=peking-university&role", "/organizations/peking-university/?on"),
    *("/people/?q", "/people/?page", "/people/li-na/?page"),
    *("/organizations/?q", "/organizations/?type", "/organizations/?letter"),
    *("/organizations/by-country/?country", "/organizations/by-type/?type"),
    *("/organizations/by-parent/?letter", "/organizations/by-country/?page"),
    *("/organizations/peking-university/?page", "/topics/green-initiative/?page"),
]


@pytest.mark.django_db
def test_no_word_in_an_address_breaks_a_page(client):
    public_site.furnish()
    broken = {}
    for path, name in (asked.split("?") for asked in ASKED):
        for word in BYTES:
            answer = client.get(path, QUERY_STRING=f"{name}={word}")
            if answer.status_code not in {200, 404} or b"<script>" in answer.content:
                broken[path, name, word] = answer.status_code
    assert broken == {}


NOWHERE = ["/events/99999999999/", "/events/0/", "/events/02022/", "/people/%00/"]
NOWHERE += ["/events/99999999999/a/", f"/events/0000/a/attachments/{UUID(int=0)}/"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", NOWHERE)
def test_a_path_that_means_nothing_is_missing(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_a_report_that_is_not_public_is_seen_nowhere(client):
    """Every event is made a draft, and every address asked for again, those of its parts too."""
    public_site.furnish()
    reports = list(Event.objects.all())
    documents = Attachment.objects.exclude(file="").select_related("event")
    files = [document.get_absolute_url() for document in documents]
    secrets = {report.title for report in reports}
    for remark in Remark.objects.all():
        secrets |= {remark.attribution, remark.credited_as, plain(remark.text)} - {""}
    secrets |= {"Li Na", "李娜", "Somchai", "Green Initiative", "Joint Committee", "Hall of Rivers"}
    secrets |= {"full-report", "A river in common", "Rivers in common", "mistake"}
    secrets -= set(Organization.objects.values_list("name", flat=True))  # the directory is public
    Event.objects.update(status=Event.Status.DRAFT, published_at=None, withdrawn_at=None)
    for address in [*public_site.ADDRESSES, *(report.get_absolute_url() for report in reports)]:
        path, _mark, query = address.partition("?")
        html = client.get(path, QUERY_STRING=query).content.decode()
        assert [secret for secret in secrets if secret in html] == [], address
    gone = ["/people/li-na/", "/topics/green-initiative/", public_site.REPORT, *files]
    gone += [public_site.WITHDRAWN]
    assert {client.get(address).status_code for address in gone} == {404}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {"status": Event.Status.DRAFT},
        {"published_at": factories.PUBLICATION + timedelta(days=36_500)},
        {"status": Event.Status.WITHDRAWN, "withdrawn_at": factories.PUBLICATION},
        {"withdrawn_at": factories.PUBLICATION},
    ],
    ids=["draft", "scheduled", "withdrawn", "withdrawn by its time"],
)
def test_a_report_leaves_every_list_count_and_relation(client, fields):
    public_site.furnish()
    Event.objects.filter(slug="full-report").update(**fields)
    for address in public_site.PAGES:
        if address not in {public_site.REPORT, "/people/li-na/", "/topics/green-initiative/"}:
            html = client.get(address).content.decode()
            assert "Full Report" not in html, address
            assert "/people/li-na/" not in html, address
    assert client.get("/people/li-na/").status_code == 404
    assert client.get("/").context["event_count"] == Event.objects.published(timezone.now()).count()


@pytest.mark.django_db
def test_a_withdrawn_report_leaves_its_notice_alone(client):
    public_site.furnish()
    notice = client.get(public_site.WITHDRAWN).content.decode()
    assert "It named a person by mistake." in notice
    for address in public_site.PAGES:
        assert "Secret Withdrawn Report" not in client.get(address).content.decode()
    assert "Secret Withdrawn Report" not in notice
