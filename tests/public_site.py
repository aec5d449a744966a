"""A small site with something of every kind, and the addresses of its public pages."""

from datetime import date, time, timedelta
from io import BytesIO

from django.contrib.flatpages.models import FlatPage
from django.contrib.sites.models import Site
from django.core.files.base import ContentFile
from PIL import Image
from pypdf import PdfWriter

from events.models import Series, Topic
from events.publishing import publish, withdraw
from organizations.models import Succession
from tests import factories

SITE_ORGANIZATION = "lancang-mekong-environmental-cooperation-center"
REPORT = "/events/2022/full-report/"
PAGES = [
    "/",
    "/events/",
    "/events/2022/",
    "/events/?q=meeting&year=2022&type=work-meeting&place=Beijing",
    "/events/?organization=peking-university&person=li-na&series=joint-committee",
    "/events/?year=1999&type=ceremony",
    REPORT,
    f"{REPORT}photographs/",
    "/events/2022/report-in-chinese/",
    "/events/2022/many-speakers/",
    "/events/2099/coming-forum/",
    "/topics/green-initiative/",
    "/series/joint-committee/",
    "/organizations/",
    "/organizations/?q=university&type=university",
    "/organizations/?q=nothing&type=ngo",
    "/organizations/by-parent/",
    "/organizations/by-country/",
    "/organizations/by-type/",
    f"/organizations/{SITE_ORGANIZATION}/",
    f"/organizations/{SITE_ORGANIZATION}/?on=2020-02-29",
    "/organizations/ministry-of-ecology-and-environment/?on=yesterday",
    "/organizations/peking-university/",
    "/organizations/division-ii/",
    "/people/",
    "/people/?q=nobody",
    "/people/li-na/",
    "/search/",
    "/search/?q=meeting",
    "/search/?q=the&organization=university&from=2010&sort=relevance",
    "/search/?q=xyzzy&country=LA",
    "/api/",
    "/about/",
    "/accessibility/",
    "/reuse/",
]
MISSING = ["/nowhere/", "/people/nobody/", "/events/1999/"]
WITHDRAWN = "/events/2022/withdrawn-report/"
ADDRESSES = {
    **dict.fromkeys(PAGES, 200),
    **dict.fromkeys(MISSING, 404),
    WITHDRAWN: 410,
}


def picture(color="#0a5963", size=(1200, 900)) -> ContentFile:
    content = BytesIO()
    Image.new("RGB", size, color).save(content, "JPEG")
    return ContentFile(content.getvalue(), "picture.jpg")


def document() -> ContentFile:
    content, writer = BytesIO(), PdfWriter()
    for _page in range(4):
        writer.add_blank_page(200, 200)
    writer.write(content)
    return ContentFile(content.getvalue(), "document.pdf")


def furnish(**fields):
    """Put one of everything on the site; the full report, whose `fields` a test may change."""
    bodies = _directory()
    people = _people(bodies)
    report = _full_report(bodies, people, **fields)
    _other_events(bodies, people)
    for url in ("/about/", "/accessibility/", "/reuse/"):
        page = FlatPage.objects.create(
            url=url, title=f"Page {url}", content="<p>Text.</p><h2>Part</h2><p>More.</p>"
        )
        page.sites.set(Site.objects.all())
    return report


def _directory() -> dict:
    ministry = factories.organization(
        "Ministry of Ecology and Environment", classification="ministry", country="CN"
    )
    ministry.names.create(name="MEE", kind="acronym")
    former = factories.organization("Ministry of Environmental Protection", country="CN")
    Succession.objects.create(predecessor=former, successor=ministry, date=date(2018, 3, 17))
    center = factories.organization(
        "Lancang-Mekong Environmental Cooperation Center",
        slug=SITE_ORGANIZATION,
        classification="center",
        country="CN",
        founding_date=date(2017, 11, 28),
        description="<p>The center carries out joint research.</p>",
        image=picture("#124650", (600, 300)),
        alt="Logo of the center",
    )
    center.names.create(name="LMEC", kind="acronym")
    center.names.create(name="澜沧江-湄公河环境合作中心", language="zh-Hans")
    for kind, value in [
        ("address", "No. 5 Houyingfang Hutong\nBeijing"),
        ("voice", "+86-10-82268242/8221"),
        ("email", "office@example.org"),
        ("url", "http://en.lmec.org.cn/"),
        ("wechat", "lancang-mekongec"),
    ]:
        center.contacts.create(kind=kind, value=value, is_public=True)
    foreign = factories.organization("Foreign Center", classification="center", country="CN")
    foreign.parentages.create(parent=ministry)
    division = factories.organization(
        "Division II", slug="division-ii", classification="division", country="CN"
    )
    division.parentages.create(parent=former, end_date=date(2018, 3, 17))
    division.parentages.create(parent=center, start_date=date(2018, 3, 18))
    division.names.create(name="Second Office", kind="former", end_date=date(2021, 5, 4))
    university = factories.organization(
        "Peking University",
        slug="peking-university",
        classification="university",
        country="CN",
    )
    thai = factories.organization("กรมควบคุมมลพิษ", language="th", country="TH", slug="thai-body")
    return {
        "ministry": ministry, "center": center, "foreign": foreign, "division": division,
        "university": university, "thai": thai,
    }  # fmt: skip


def _people(bodies) -> dict:
    li = factories.person(
        "Li Na",
        slug="li-na",
        honorific_prefix="Dr.",
        biography="<p>She studied rivers.</p><h2>Work</h2><p>She teaches.</p>",
        image=picture("#85500f", (400, 500)),
        alt="Portrait of Li Na",
    )
    li.names.create(name="李娜", language="zh-Hans")
    li.contacts.create(kind="email", value="li.na@example.org", is_public=True)
    post = factories.membership(li, bodies["center"], joint_with=bodies["foreign"])
    return {"li": li, "post": post, "somchai": factories.person("Somchai Example")}


def _full_report(bodies, people, **fields):
    report = factories.draft(**{
        "title": "Full Report of the Lancang-Mekong Meeting",
        "slug": "full-report",
        "standfirst": "A report with everything.",
        "series": Series.objects.create(name="Joint Committee"),
        "edition": 46,
        "theme": "Rivers in common",
        "end_date": date(2022, 11, 24),
        "start_time": time(9),
        "end_time": time(17, 30),
        "timezone": "Asia/Yangon",
        "mode": "hybrid",
        "summary": "<p>It was held.</p><h2>Background</h2><ul><li>One</li><li>Two</li></ul>",
        "outcomes": "<p>Plan.</p><table><tbody><tr><th>Year</th><td>2023</td></tr></tbody></table>",
    } | fields)  # fmt: skip
    report.places.create(city="Beijing", country="CN", venue="Hall of Rivers")
    report.places.create(city="Vientiane", country="LA", position=1)
    plates = [
        (bodies["center"], bodies["foreign"], "host", ""),
        (bodies["ministry"], None, "guidance", ""),
        (bodies["university"], None, "participant", "With two students"),
        (bodies["thai"], None, "participant", ""),
    ]
    for position, (body, joint, role, note) in enumerate(plates):
        factories.event_organization(
            report, body, joint_with=joint, role=role, note=note, position=position
        )
    li, somchai = people["li"], people["somchai"]
    factories.participation(
        report, li, roles=["chair", "opening"], scope="day 2", membership=people["post"],
        organization=bodies["center"], joint_with=bodies["foreign"], on_behalf_of="the Minister",
        credited_as="Director of the Center",
    )  # fmt: skip
    factories.participation(
        report, somchai, roles=["delegate"], note="Joined online", position=1, credited_as="Adviser"
    )
    words = "She said that the river is shared, and that sharing it asks for numbers, for patience "
    said = [
        {"person": li, "kind": "opening", "delivery": "video", "heading": "A river in common",
         "text": f"<p>{words}and for good will over many years.</p><h2>Then</h2><p>More.</p>"},
        {"person": li, "kind": "closing", "credited_as": "Chair of the meeting"},
        {"organization": bodies["division"], "kind": "presentation", "delivery": "proxy",
         "delivered_by": "Example Person, Division I"},
        {"attribution": "Delegates of six countries", "kind": "discussion", "language": "zh-Hans",
         "text": "<p>会议总结了进展。</p>"},
        {"person": factories.person("Khin Example"), "text": ""},
    ]  # fmt: skip
    for position, remark in enumerate(said):
        factories.remark(report, position=position, **remark)
    topic = Topic.objects.create(
        name="Green Initiative", slug="green-initiative", description="<p>An initiative.</p>"
    )
    report.eventtopics.create(topic=topic)
    report.photos.create(image=picture(), alt="People at a table", caption="At the table.")
    report.photos.create(image=picture("#333"), is_decorative=True, credit="LMEC", position=1)
    for position, color in enumerate(["#124650", "#dfeceb"], 2):
        image = picture(color, (300, 400))
        report.photos.create(image=image, alt="A pier", caption="The pier.", position=position)
    report.attachments.create(file=document(), title="Agenda", kind="agenda")
    report.attachments.create(url="https://example.org/video", title="录像", language="zh-Hans")
    publish(report, factories.PUBLICATION)
    corrected = factories.PUBLICATION + timedelta(days=3)
    report.corrections.create(at=corrected, note="The hall had the wrong name.")
    return report


def _other_events(bodies, people) -> None:
    chinese = factories.draft(
        "工作会议在北京召开", slug="report-in-chinese", language="zh-Hans",
        standfirst="会议总结了进展。", summary="<p>会议在北京召开。</p>",
        series=Series.objects.get(), edition=45, start_date=date(2022, 1, 5),
    )  # fmt: skip
    factories.event_organization(chinese, bodies["center"], role="host", name_as_printed="中心")
    publish(chinese, factories.PUBLICATION)
    many = factories.draft("Many Speakers", slug="many-speakers")
    for position in range(14):
        role = "chair" if position == 0 else "speaker"
        person = factories.person()
        factories.participation(many, person, roles=[role], position=position)
        factories.remark(many, person=person, position=position)
    publish(many, factories.PUBLICATION)
    factories.event(
        "Coming Forum", slug="coming-forum", start_date=date(2099, 5, 4), progress="postponed"
    )
    withdrawn = factories.event("Secret Withdrawn Report", slug="withdrawn-report")
    withdraw(withdrawn, factories.PUBLICATION, "It named a person by mistake.")
