"""The public pages of the directory: A to Z, by country, by type and by parent body."""

import pytest

from lmec.pages import directory
from tests import factories
from tests.counting import count_queries

pytestmark = pytest.mark.django_db


def page(client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def lines(client, address="/organizations/") -> dict[str, list[str]]:
    """What stands under each letter, or other part; an abbreviation as "MEE: Ministry"."""
    return {
        part.key: [
            f"{entry.abbreviation}: {entry.organization.name}" if entry.abbreviation else str(body)
            for entry in entries
            for body in [entry.organization]
        ]
        for part, entries in client.get(address).context["sections"]
    }


# A to Z


def test_bodies_stand_under_their_letters_and_abbreviations_refer_to_them(client):
    ministry = factories.organization("Ministry of Ecology")
    ministry.names.create(name="MEE", kind="acronym")
    factories.organization("academy")
    factories.organization("Academy of Water")
    factories.organization("生态环境部", language="zh-Hans")
    assert lines(client) == {
        "A": ["academy", "Academy of Water"],
        "M": ["MEE: Ministry of Ecology", "Ministry of Ecology"],
        "#": ["生态环境部"],
    }


def test_an_abbreviation_of_two_bodies_refers_to_each(client):
    for country in ("Lao PDR", "Thailand"):
        body = factories.organization(f"Ministry of {country}")
        body.names.create(name="MONRE", kind="acronym")
    assert lines(client)["M"][2:] == ["MONRE: Ministry of Lao PDR", "MONRE: Ministry of Thailand"]


def test_a_letter_without_entries_is_no_link(client):
    factories.organization("Academy")
    html = page(client, "/organizations/")
    assert '<a href="#letter-a">A</a>' in html
    assert '<span aria-hidden="true">B</span>' in html


@pytest.mark.parametrize("words", ["ecology", "MEE", "生态", "ministry ecology"])
def test_a_body_is_found_by_any_of_its_names(client, words):
    ministry = factories.organization("Ministry of Ecology")
    ministry.names.create(name="MEE", kind="acronym")
    ministry.names.create(name="生态环境部", language="zh-Hans")
    factories.organization("Ministry of Commerce")
    found = client.get("/organizations/", {"q": words}).context
    assert (found["total"], found["kinds"]) == (1, [("other", "Other body", 1)])


def test_types_are_offered_with_their_counts_and_narrow_the_list(client):
    factories.organization("A", classification="university")
    factories.organization("B", classification="university")
    factories.organization("C", classification="ngo")
    context = client.get("/organizations/?type=university").context
    assert context["kinds"] == [
        ("university", "University", 2),
        ("ngo", "Non-governmental organization", 1),
    ]
    assert (context["total"], context["of_every_kind"]) == (2, 3)


def test_a_search_in_vain_says_what_was_asked_and_how_to_drop_it(client):
    factories.organization("Academy", classification="research")
    html = page(client, "/organizations/?q=academy&type=ngo")
    assert "<b>academy</b>, <b>Non-governmental organization</b>. There is 1 organization" in html
    assert 'href="/organizations/?type=ngo">Remove “academy” (0)</a>' in html
    assert 'href="/organizations/?q=academy">Remove “Non-governmental organization” (1)' in html


def test_a_large_directory_is_shown_by_letter(client, monkeypatch):
    monkeypatch.setattr(directory, "ONE_PAGE", 2)
    for name in ("Academy", "Bureau", "Center"):
        factories.organization(name)
    factories.organization("Ministry").names.create(name="BM", kind="acronym")
    assert lines(client) == {"A": ["Academy"]}
    assert lines(client, "/organizations/?letter=b") == {"B": ["BM: Ministry", "Bureau"]}
    assert lines(client, "/organizations/?letter=Q") == {"A": ["Academy"]}
    html = page(client, "/organizations/?letter=B")
    assert '<a href="?letter=B" aria-current="true">B</a>' in html
    assert "data-filter" not in html


def test_the_list_has_what_the_instant_filter_needs(client):
    ministry = factories.organization("Ministry")
    ministry.names.create(name="环境部", language="zh-Hans")
    ministry.names.create(name="MEE", kind="acronym")
    ministry.names.create(name="Umweltministerium", kind="alternate", language="vi")
    center = factories.organization("Center")
    center.parentages.create(parent=ministry)
    html = page(client, "/organizations/")
    assert '<li data-also="MEE Umweltministerium">' in html
    assert "<li><span><a" in html
    assert 'data-filter="#directory" data-out="count"' in html
    assert '<span class="sub" lang="zh-Hans">环境部</span>' in html


def test_the_list_costs_the_same_for_one_body_and_for_three(client):
    def add():
        body = factories.organization()
        body.parentages.create(parent=factories.organization())
        body.names.create(name="ABC", kind="acronym")

    add()
    one = count_queries(lambda: client.get("/organizations/"))
    add()
    add()
    assert count_queries(lambda: client.get("/organizations/")) == one <= 10


def test_a_part_that_is_too_long_goes_on_on_the_next_page(client, monkeypatch):
    monkeypatch.setattr(directory, "ONE_PAGE", 2)
    for name in ("Academy", "Agency", "Authority", "Bureau"):
        factories.organization(name)
    assert lines(client) == {"A": ["Academy", "Agency"]}
    assert lines(client, "/organizations/?letter=A&page=2") == {"A": ["Authority"]}
    html = page(client, "/organizations/?letter=A&page=2")
    assert 'href="http://127.0.0.1:8000/organizations/?letter=A&amp;page=2"' in html
    assert '<a href="?letter=B">B</a>' in html


def test_three_hundred_lines_stay_within_a_hundred_kilobytes(client):
    """With long names, as the names of such bodies are."""
    for number in range(150):
        name = f"{number} Department of Environmental Quality and Climate Change Adaptation"
        factories.organization(name).names.create(name=f"DEQ{number}", kind="acronym")
    answer = client.get("/organizations/")
    assert answer.context["part"] is None
    assert len(answer.content) < 100 * 1024


# By country and by type


def test_bodies_stand_under_their_countries_the_river_first_and_the_rest_last(client):
    for name, country in [("F", "FR"), ("T", "TH"), ("C", "CN"), ("A", "CN"), ("I", "")]:
        factories.organization(name, country=country)
    address = "/organizations/by-country/"
    assert lines(client, address) == {"CN": ["A", "C"], "TH": ["T"], "FR": ["F"], "none": ["I"]}
    assert list(lines(client, address)) == ["CN", "TH", "FR", "none"]
    html = page(client, address)
    assert '<h2 id="country-cn">China <span class="count">2</span></h2>' in html
    assert '<h2 id="country-none">No country on record <span class="count">1</span></h2>' in html
    assert '<a class="tag" href="#country-cn">China (2)</a>' in html


def test_bodies_stand_under_their_types_with_the_country_of_each(client):
    factories.organization("Academy", classification="research", country="TH")
    ministry = factories.organization("Ministry", classification="ministry")
    ministry.names.create(name="MIN", kind="acronym")
    address = "/organizations/by-type/"
    assert lines(client, address) == {"ministry": ["Ministry"], "research": ["Academy"]}
    html = page(client, address)
    assert '<h2 id="type-ministry">Ministry or commission <span class="count">1</span></h2>' in html
    assert '<span class="tag">Thailand</span>' in html
    assert '<select id="type"' not in html


@pytest.mark.parametrize("view", ["by-country", "by-type"])
def test_words_narrow_every_order(client, view):
    factories.organization("Academy").names.create(name="科学院", language="zh-Hans")
    factories.organization("Bureau")
    answer = client.get(f"/organizations/{view}/", {"q": "科学"})
    assert answer.context["total"] == 1
    assert f'<form class="filter sec2" action="/organizations/{view}/"' in answer.content.decode()
    html = page(client, f"/organizations/{view}/?q=nothing")
    assert f'href="/organizations/{view}/">Remove “nothing” (2)</a>' in html


def test_a_large_directory_is_shown_by_one_country_or_type(client, monkeypatch):
    monkeypatch.setattr(directory, "ONE_PAGE", 2)
    factories.organization("A", country="CN", classification="ngo")
    factories.organization("B", country="TH", classification="ngo")
    factories.organization("C", classification="company")
    assert lines(client, "/organizations/by-country/") == {"CN": ["A"]}
    assert lines(client, "/organizations/by-country/?country=th") == {"TH": ["B"]}
    assert lines(client, "/organizations/by-country/?country=none") == {"none": ["C"]}
    assert lines(client, "/organizations/by-country/?country=XX") == {"CN": ["A"]}
    assert lines(client, "/organizations/by-type/?type=company") == {"company": ["C"]}
    html = page(client, "/organizations/by-country/?country=TH")
    assert "<title>Organizations by country: Thailand – LMEC</title>" in html
    assert '<a class="tag" href="?country=TH" aria-current="true">Thailand (1)</a>' in html
    assert 'href="http://127.0.0.1:8000/organizations/by-country/?country=TH"' in html


@pytest.mark.parametrize("view", ["by-country", "by-type"])
def test_each_order_costs_the_same_for_one_body_and_for_three(client, view):
    def add(country, kind):
        body = factories.organization(country=country, classification=kind)
        body.parentages.create(parent=factories.organization())
        body.names.create(name="名", language="zh-Hans")

    add("CN", "ngo")
    one = count_queries(lambda: client.get(f"/organizations/{view}/"))
    add("TH", "company")
    add("", "ministry")
    assert count_queries(lambda: client.get(f"/organizations/{view}/")) == one <= 10


# By parent


def test_the_tree_keeps_joint_bodies_beside_each_other(client):
    ministry, center = factories.organization("Ministry"), factories.organization("Center")
    joint, division = factories.organization("Joint"), factories.organization("Division")
    center.parentages.create(parent=ministry)
    division.parentages.create(parent=joint)
    factories.organization("Alone")
    event = factories.event()
    factories.event_organization(event, joint, joint_with=center, role="host")
    html = page(client, "/organizations/by-parent/")
    assert (
        '<a href="/organizations/center/">Center</a> / <a href="/organizations/joint/">Joint</a>'
    ) in html
    assert '<span class="sub">recorded together, 2022</span>' in html
    assert html.index(">Joint<") < html.index(">Division<") < html.index(">Alone<")


def test_the_tree_costs_the_same_for_one_family_and_for_three(client):
    def add():
        first, second = factories.organization(), factories.organization()
        first.parentages.create(parent=factories.organization())
        factories.event_organization(factories.event(), first, joint_with=second)

    add()
    one = count_queries(lambda: client.get("/organizations/by-parent/"))
    add()
    add()
    assert count_queries(lambda: client.get("/organizations/by-parent/")) == one <= 6


def test_the_trees_of_a_large_directory_are_shown_by_letter(client, monkeypatch):
    monkeypatch.setattr(directory, "ONE_PAGE", 3)
    factories.organization("Office").parentages.create(parent=factories.organization("Ministry"))
    factories.organization("Academy")
    assert '<nav aria-label="A to Z"' not in page(client, "/organizations/by-parent/")
    factories.organization("Mint")
    html = page(client, "/organizations/by-parent/")
    assert '<a href="?letter=M">M</a>' in html
    assert (">Academy<" in html, ">Office<" in html, ">Mint<" in html) == (True, False, False)
    html = page(client, "/organizations/by-parent/?letter=M")
    assert (">Academy<" in html, ">Office<" in html, ">Mint<" in html) == (False, True, True)


def test_each_word_costs_one_look_at_the_names(client):
    """Joined once for each word, 14 names and 8 words would make 14 to the 8th rows."""
    body = factories.organization("A body")
    for number in range(14):
        body.names.create(name=f"A name {number}")
    assert client.get("/organizations/", {"q": "a " * 8}).context["total"] == 1


def test_one_letter_of_a_long_directory_adds_nothing_to_the_way_back(client, monkeypatch):
    monkeypatch.setattr(directory, "ONE_PAGE", 1)
    for name in ("Alpha", "Beta"):
        factories.organization(name)
    assert '<li><a href="/">Home</a></li> </ol>' in page(client, "/organizations/?letter=b")
