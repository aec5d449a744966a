"""The page of a report: what it shows, in which order, and at which cost."""

import re
from datetime import UTC, date, datetime, time

import pytest

from events.models import Event, Series
from events.publishing import publish, withdraw
from tests import factories, public_site
from tests.counting import count_queries

pytestmark = pytest.mark.django_db


def page(client, event: Event) -> str:
    """The page of a report, its white space folded."""
    answer = client.get(event.get_absolute_url())
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def section(html: str, anchor: str) -> str:
    """The section headed by an anchor."""
    return re.search(rf'<section[^>]*aria-labelledby="{anchor}">.*?</section>', html)[0]


def test_every_paragraph_has_its_number_and_its_address(client):
    event = factories.draft(summary="<p>First.</p>")
    factories.remark(event, text="<p>Second.</p>")
    publish(event, factories.PUBLICATION)
    html = page(client, event)
    for number in ("1", "2"):
        assert f'<div class="para" id="p{number}">' in html
        assert f'href="#p{number}" aria-label="Link to paragraph {number}">{number}</a>' in html


def test_a_turn_shows_the_speaker_in_the_post_of_the_day(client):
    event = factories.draft()
    li = factories.person("Li Na", slug="li-na")
    factories.participation(
        event, li, credited_as="Director of the Institute", on_behalf_of="the Minister"
    )
    factories.remark(event, person=li, kind="opening", delivery="video", heading="On rivers")
    publish(event, factories.PUBLICATION)
    html = page(client, event)
    turn = re.search(r'<article class="turn" id="li-na">.*?</article>', html)[0]
    assert '<span class="disc" aria-hidden="true">LN</span>' in turn
    assert '<p class="kicker"> Opening remarks, video message </p>' in turn
    assert '<a class="name" href="/people/li-na/">Li Na</a>' in turn
    assert "<p>Director of the Institute</p>" in turn
    assert "<p>On behalf of the Minister</p>" in turn
    assert "<h4>On rivers</h4>" in turn
    assert "Positions are those held on the day." in html


def test_a_change_of_post_changes_no_report(client):
    event = factories.draft()
    post = factories.membership(title="Director", body=factories.organization("Institute"))
    factories.participation(
        event, post.person, membership=post, organization=post.organization, credited_as=""
    )
    publish(event, factories.PUBLICATION)
    before = page(client, event)
    post.title = "Minister"
    post.save()
    assert "Director, Institute" in before
    assert page(client, event) == before


def test_groups_and_bodies_speak_too(client):
    event = factories.draft()
    body = factories.organization("Division II", slug="division-ii")
    factories.remark(event, attribution="Delegates from six countries", kind="discussion")
    factories.remark(
        event, organization=body, delivery="proxy", delivered_by="A colleague", position=1
    )
    publish(event, factories.PUBLICATION)
    html = page(client, event)
    assert "<h3> Delegates from six countries </h3>" in html
    assert '<a class="name" href="/organizations/division-ii/">Division II</a>' in html
    assert "<p>Delivered by A colleague</p>" in html


def test_remarks_without_a_summary_are_on_record_all_the_same(client):
    event = factories.draft()
    factories.remark(event, text="")
    publish(event, factories.PUBLICATION)
    assert "The record gives no summary of these remarks." in page(client, event)


def test_a_portrait_takes_the_place_of_the_initials(client):
    event = factories.draft()
    portrait = {"image": public_site.picture(), "alt": "Portrait of Li Na"}
    factories.remark(event, person=factories.person("Li Na", **portrait))
    publish(event, factories.PUBLICATION)
    html = page(client, event)
    assert 'alt="Portrait of Li Na" class="disc" loading="lazy"' in html
    assert ">LN<" not in html


def test_the_facts_hold_all_that_is_known_of_time_and_place(client):
    event = factories.event(
        end_date=date(2022, 11, 24),
        start_time=time(9),
        end_time=time(17, 30),
        timezone="Asia/Yangon",
        mode="hybrid",
        series=Series.objects.create(name="Joint Committee"),
        edition=46,
        theme="Rivers in common",
    )
    event.places.create(venue="Hall of Rivers", city="Yangon", country="MM")
    event.places.create(city="Vientiane", country="LA", position=1)
    facts = section(page(client, event), "facts")
    assert '<time datetime="2022-11-23">23–24 November 2022</time>' in facts
    assert "from 09:00 on the first day to 17:30 on the last" in facts
    assert "UTC+6:30, Asia/Yangon" in facts
    assert "<span>Hall of Rivers</span>, Yangon, Myanmar </dd>" in facts
    assert "<dd>Vientiane, Lao PDR </dd>" in facts
    assert "<dd>In person and online</dd>" in facts
    assert '46th meeting of <a href="/series/joint-committee/">Joint Committee</a>' in facts
    assert "<dt>Theme</dt><dd>Rivers in common</dd>" in facts


def test_a_joint_host_keeps_its_slash_and_both_its_links(client):
    event = factories.draft()
    first = factories.organization("Center", slug="center")
    second = factories.organization("Foreign Center", slug="foreign")
    factories.event_organization(event, first, joint_with=second, role="host")
    publish(event, factories.PUBLICATION)
    plate = '<a href="/organizations/center/">Center</a> / <a href="/organizations/foreign/">'
    html = page(client, event)
    assert plate in section(html, "facts")
    assert plate in section(html, "participants")
    assert "Attendance" not in html


def test_a_body_shows_the_one_above_it_unless_its_name_says_so(client):
    event = factories.draft()
    factories.event_organization(
        event, name_as_printed="Center of the Ministry", parent_as_printed="Ministry"
    )
    factories.event_organization(
        event, name_as_printed="Bureau", parent_as_printed="Commission", note="With staff"
    )
    publish(event, factories.PUBLICATION)
    groups = section(page(client, event), "participants")
    assert '<span class="sub">Ministry</span>' not in groups
    assert '<span class="sub">Commission</span> <span class="sub">With staff</span>' in groups


def test_sections_without_content_are_left_out_with_their_entries(client):
    html = page(client, factories.event(summary="<p>All there is.</p>"))
    contents = re.search(r'<nav class="toc".*?</nav>', html)[0]
    assert re.findall(r'href="#(\w+)"', contents) == ["summary", "cite"]
    main = html[: html.index("</main>")]
    assert re.findall(r'<h2 id="([a-z-]+)">', main) == ["contents", "summary", "cite"]


def test_a_full_report_has_every_section_and_its_entry_in_one_order(client):
    html = page(client, public_site.furnish())
    contents = re.search(r'<nav class="toc".*?</nav>', html)[0]
    entries = re.findall(r'href="#([\w-]+)"', contents)
    headings = ["summary", "proceedings", "outcomes", "photographs", "attachments", "people"]
    headings += ["participants", "topics", "corrections", "cite", "contact"]
    assert [entry for entry in entries if entry in headings] == headings
    found = re.findall(r'<h2 id="([a-z-]+)">', html)
    assert [heading for heading in found if heading in headings] == headings


def test_photographs_and_documents_say_what_they_are(client):
    event = public_site.furnish()
    html = page(client, event)
    document = event.attachments.get(kind="agenda")
    assert f'<a href="{document.get_absolute_url()}"><b>Agenda</b></a>' in html
    assert "Agenda: PDF, 1 KB, 4 pages, English. Added" in html
    assert '<a href="https://example.org/video" lang="zh-Hans"><b>录像</b></a>' in html
    assert "link to example.org/video, Chinese, simplified." in html
    photographs = section(html, "photographs")
    assert "<figcaption> <span>At the table.</span> </figcaption>" in photographs
    assert "<small>Photo: LMEC</small>" in photographs
    assert 'alt="People at a table"' in photographs


def test_a_citation_names_title_place_day_and_address(client):
    event = factories.event("On Rivers", slug="on-rivers")
    event.places.create(city="Beijing")
    citation = re.search(r'<p id="citation">(.*?)</p>', page(client, event))[1]
    assert re.sub("<[^>]*>", "", citation).strip() == (
        "Lancang-Mekong Environmental Cooperation Center. “On Rivers.” "
        "Event report, Beijing, 23 November 2022. "
        "http://127.0.0.1:8000/events/2022/on-rivers/"
    )
    assert "Published on 25 November 2022." in page(client, event)


@pytest.mark.parametrize("progress", ["cancelled", "postponed"])
def test_the_page_of_an_event_that_is_not_held_says_so(client, progress):
    html = page(client, factories.event(progress=progress, start_date=date(2099, 1, 1)))
    assert f"This event was {progress}." in html
    assert "Event: work meeting" in html


def test_texts_in_another_language_say_which(client):
    public_site.furnish()
    html = page(client, Event.objects.get(slug="report-in-chinese"))
    for words in ("<h1{}>工作会议在北京召开</h1>", '<p class="lede"{}>会议总结了进展。</p>'):
        assert words.format(' lang="zh-Hans"') in html
    assert '<div class="para" id="p1" lang="zh-Hans">' in html
    assert f'href="/organizations/{public_site.SITE_ORGANIZATION}/" lang="zh-Hans">中心</a>' in html


def test_no_anchor_of_a_remark_is_one_that_the_page_uses(client):
    """A body called "Summary" speaks under another anchor than the summary's."""
    html = page(client, public_site.furnish())
    said = {"li-na", "li-na-2", "division-ii", "discussion", "khin-example"}
    used = set(re.findall(r' id="([^"]+)"', html)) - said
    event = factories.draft("Anchors")
    for position, name in enumerate(sorted(used)):
        body = factories.organization(name, slug=name)
        factories.remark(event, organization=body, position=position)
    publish(event, factories.PUBLICATION)
    anchors = set(event.remarks.values_list("anchor", flat=True))
    assert len(anchors) == len(used) > 20
    assert anchors & used == set()


def test_corrections_stand_below_the_report_with_their_days_the_latest_first(client):
    event = factories.event()
    for day, note in [(24, "The hall had the <wrong> name."), (26, "Paragraph 7 named nobody.")]:
        event.corrections.create(at=datetime(2022, 11, day, 16, tzinfo=UTC), note=note)
    found = re.findall(r"<h3>(.*?)</h3> <p>(.*?)</p>", section(page(client, event), "corrections"))
    assert found == [  # past midnight where the center is
        ("Corrected on 27 November 2022", "Paragraph 7 named nobody."),
        ("Corrected on 25 November 2022", "The hall had the &lt;wrong&gt; name."),
    ]


def test_a_withdrawn_report_shows_no_corrections(client):
    event = factories.event()
    event.corrections.create(note="Her name was wrong.")
    withdraw(event, factories.PUBLICATION, "A mistake")
    assert "Her name" not in client.get(event.get_absolute_url()).content.decode()


def test_a_report_ends_with_the_latest_others_and_names_none_twice(client):
    series = Series.objects.create(name="Committee")
    event = factories.event(series=series)
    factories.event("Same series", series=series, start_date=date(2001, 1, 1))
    for year in (2023, 2021, 2020, 2019):
        factories.event(str(year), start_date=date(year, 1, 1))
    others = client.get(event.get_absolute_url()).context["others"]
    assert [other.title for other in others] == ["2023", "2021", "2020"]


def test_a_report_costs_the_same_with_one_part_of_each_kind_and_with_three(client):
    def cost(size: int) -> int:
        event = factories.a_full_report(size)
        for position in range(size):
            event.photos.create(image=public_site.picture(), alt="A river", position=position)
            event.attachments.create(file=public_site.document(), title="Agenda", position=position)
            event.places.create(city="Vientiane", country="LA", position=position)
            factories.participation(event, roles=["delegate"], position=position)
            event.corrections.create(note="A name was wrong.")
        return count_queries(lambda: client.get(event.get_absolute_url()))

    cost(1)
    assert cost(1) == cost(3) <= 20
