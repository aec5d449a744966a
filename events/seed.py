"""The first report of the site as records: the meeting of 23 November 2022 in Beijing.

Names, credits and sentences stand as that report printed them. `load_seed` reads this module.
Where a body's entry is a tuple its items are: slug, name, type, the slug of its parent body.
"""

from datetime import date
from uuid import UUID

from events.models import Event, EventOrganization, Participation, Remark
from lmec.contacts import Contact
from organizations.models import Organization, OrganizationName

Type = Organization.Classification
Kind = Remark.Kind
Role = Participation.Role

DAY = date(2022, 11, 23)
SOURCE = "Report of 23 November 2022"

LMEC = "lancang-mekong-environmental-cooperation-center"
FECC = "foreign-environmental-cooperation-center"
MEE = "ministry-of-ecology-and-environment"
MFA = "ministry-of-foreign-affairs"
DIC = "department-of-international-cooperation"
ASIA = "department-of-asian-affairs"
SECRETARIAT = "lancang-mekong-cooperation-china-secretariat"
DIVISION_II = "division-ii"
CIIS = "china-institute-of-international-studies"
CFAU = "china-foreign-affairs-university"
WATER_MINISTRY = "ministry-of-water-resources"
WATER_EXCHANGE = "international-economic-and-technical-cooperation-and-exchange-center"
NDRC = "national-development-and-reform-commission"
NDRC_CENTER = "international-cooperation-center"
AGRICULTURE = "ministry-of-agriculture-and-rural-affairs"
AGRICULTURE_CENTER = "foreign-economic-cooperation-center"
WATER_CENTER = "lancang-mekong-water-resources-cooperation-center"
COMMERCE = "ministry-of-commerce"
TRADE_ACADEMY = "chinese-academy-of-international-trade-and-economic-cooperation"
PEKING_UNIVERSITY = "peking-university"

ORGANIZATIONS = [
    (MEE, "Ministry of Ecology and Environment", Type.MINISTRY, None),
    (MFA, "Ministry of Foreign Affairs", Type.MINISTRY, None),
    (WATER_MINISTRY, "Ministry of Water Resources", Type.MINISTRY, None),
    (NDRC, "National Development and Reform Commission", Type.MINISTRY, None),
    (AGRICULTURE, "Ministry of Agriculture and Rural Affairs", Type.MINISTRY, None),
    (COMMERCE, "Ministry of Commerce", Type.MINISTRY, None),
    (FECC, "Foreign Environmental Cooperation Center", Type.CENTER, MEE),
    (LMEC, "Lancang-Mekong Environmental Cooperation Center", Type.CENTER, None),
    (DIVISION_II, "Division II", Type.DIVISION, LMEC),
    (DIC, "Department of International Cooperation", Type.DEPARTMENT, MEE),
    (ASIA, "Department of Asian Affairs", Type.DEPARTMENT, MFA),
    (SECRETARIAT, "Lancang-Mekong Cooperation China Secretariat", Type.SECRETARIAT, None),
    (CIIS, "China Institute of International Studies", Type.RESEARCH, None),
    (CFAU, "China Foreign Affairs University", Type.UNIVERSITY, None),
    (
        WATER_EXCHANGE,
        "International Economic and Technical Cooperation and Exchange Center",
        Type.CENTER,
        WATER_MINISTRY,
    ),
    (NDRC_CENTER, "International Cooperation Center", Type.CENTER, NDRC),
    (AGRICULTURE_CENTER, "Foreign Economic Cooperation Center", Type.CENTER, AGRICULTURE),
    (
        WATER_CENTER,
        "Lancang-Mekong Water Resources Cooperation Center",
        Type.CENTER,
        None,
    ),
    (
        TRADE_ACADEMY,
        "Chinese Academy of International Trade and Economic Cooperation",
        Type.RESEARCH,
        COMMERCE,
    ),
    (PEKING_UNIVERSITY, "Peking University", Type.UNIVERSITY, None),
]

# A whole sentence of the report, and where it stands.
DESCRIPTIONS = {
    LMEC: (
        "<p>“Through carrying out policy dialogues, capacity building, joint research and "
        "demonstration projects, LMEC has been promoting connectivity between Lancang-Mekong "
        "region and the rest of the world and building a platform for regional exchanges in "
        'environment and climate.” (<a href="/events/2022/fifth-anniversary-work-meeting/#p3">'
        "Report of 23 November 2022, paragraph 3</a>)</p>"
    ),
}

# slug, name, kind. The misspelt ministry stands in the contact block that reports used to copy.
ORGANIZATION_NAMES = [
    (LMEC, "LMEC", OrganizationName.Kind.ACRONYM),
    (MEE, "MEE", OrganizationName.Kind.ACRONYM),
    (MEE, "Ministry of Environment and Ecology", OrganizationName.Kind.ALTERNATE),
]

CONTACTS = [
    (
        Contact.Kind.ADDRESS,
        "Foreign Environmental Cooperation Center, Ministry of Ecology and Environment, China\n"
        "No. 5 Houyingfang Hutong, Xicheng District, Beijing\n"
        "100035, P.R. China",
    ),
    (Contact.Kind.VOICE, "+86-10-82268242/8221"),
    (Contact.Kind.FAX, "+86-10-82200579"),
    (Contact.Kind.EMAIL, "qian.zhaohui@fecomee.org.cn"),
    (Contact.Kind.EMAIL, "li.xia@fecomee.org.cn"),
    (Contact.Kind.URL, "http://en.lmec.org.cn/"),
    (Contact.Kind.WECHAT, "lancang-mekongec"),
]

# slug, name, title of the post, body, second body of a joint name-plate.
PEOPLE = [
    ("zhang-yujun", "Zhang Yujun", "Director-General", LMEC, FECC),
    ("sun-xuefeng", "Sun Xuefeng", "Deputy Director-General", DIC, None),
    ("geng-cong", "Geng Cong", "Representative", ASIA, SECRETARIAT),
    ("li-yonghong", "Li Yonghong", "Deputy Director-General", LMEC, None),
]

TOPICS = [
    ("green-lancang-mekong-initiative", "Green Lancang-Mekong Initiative"),
    (
        "strategy-and-action-framework-2023-2027",
        "Lancang-Mekong Environmental Cooperation Strategy and Action Framework 2023-2027",
    ),
    ("global-development-initiative", "Global Development Initiative"),
    ("2030-sdgs", "2030 SDGs"),
]

EVENT = {
    "key": UUID("6f1c2b1e-3f0f-4f0e-9c55-20221123c0de"),
    "slug": "fifth-anniversary-work-meeting",
    "title": (
        "Fifth Anniversary of the Lancang-Mekong Environmental Cooperation Center "
        "Work Meeting Held in Beijing"
    ),
    "kind": Event.Kind.WORK_MEETING,
    "start_date": DAY,
    "standfirst": (
        "Representatives of ten organizations met to mark five years of LMEC, review the progress "
        "of regional cooperation and recommend priorities for its next stage."
    ),
    "summary": (
        "<p>Fifth Anniversary of the Lancang-Mekong Environmental Cooperation Center Work Meeting "
        "was held in Beijing on 23 November, 2022. The event was held by the Lancang-Mekong "
        "Environmental Cooperation Center / Foreign Environmental Cooperation Center of the "
        "Ministry of Ecology and Environment (MEE).</p>"
        "<p>Zhang Yujun, Director-General of Lancang-Mekong Environmental Cooperation Center and "
        "Sun Xuefeng, Deputy Director-General of the Department of International Cooperation of "
        "MEE delivered opening remarks. The Meeting was chaired by Li Yonghong, Deputy "
        "Director-General of Lancang-Mekong Environmental Cooperation Center. Geng Cong, "
        "representative of the Department of Asian Affairs of the Ministry of Foreign Affairs / "
        "Lancang-Mekong Cooperation China Secretariat, delivered special remarks.</p>"
    ),
}

# body, second body of a joint name-plate, role, name as printed, the body above it.
PARTICIPANT = EventOrganization.Role.PARTICIPANT
EVENT_ORGANIZATIONS = [
    (
        LMEC,
        FECC,
        EventOrganization.Role.HOST,
        "Lancang-Mekong Environmental Cooperation Center / "
        "Foreign Environmental Cooperation Center of the Ministry of Ecology and Environment (MEE)",
        MEE,
    ),
    (DIC, None, PARTICIPANT, "Department of International Cooperation of MEE", MEE),
    (
        ASIA,
        SECRETARIAT,
        PARTICIPANT,
        "Department of Asian Affairs of the Ministry of Foreign Affairs / "
        "Lancang-Mekong Cooperation China Secretariat",
        MFA,
    ),
    (CIIS, None, PARTICIPANT, "China Institute of International Studies", None),
    (CFAU, None, PARTICIPANT, "China Foreign Affairs University", None),
    (
        WATER_EXCHANGE,
        None,
        PARTICIPANT,
        "International Economic and Technical Cooperation and Exchange Center of the "
        "Ministry of Water Resources",
        WATER_MINISTRY,
    ),
    (
        NDRC_CENTER,
        None,
        PARTICIPANT,
        "International Cooperation Center of National Development and Reform Commission",
        NDRC,
    ),
    (
        AGRICULTURE_CENTER,
        None,
        PARTICIPANT,
        "Foreign Economic Cooperation Center of the Ministry of Agriculture and Rural Affairs",
        AGRICULTURE,
    ),
    (WATER_CENTER, None, PARTICIPANT, "Lancang-Mekong Water Resources Cooperation Center", None),
    (
        TRADE_ACADEMY,
        None,
        PARTICIPANT,
        "Chinese Academy of International Trade and Economic Cooperation of the "
        "Ministry of Commerce",
        COMMERCE,
    ),
    (PEKING_UNIVERSITY, None, PARTICIPANT, "Peking University", None),
]

# person, roles, credit as the summary prints it.
PARTICIPATIONS = [
    (
        "zhang-yujun",
        [Role.OPENING],
        "Director-General of Lancang-Mekong Environmental Cooperation Center",
    ),
    (
        "sun-xuefeng",
        [Role.OPENING],
        "Deputy Director-General of the Department of International Cooperation of MEE",
    ),
    (
        "li-yonghong",
        [Role.CHAIR],
        "Deputy Director-General of Lancang-Mekong Environmental Cooperation Center",
    ),
    (
        "geng-cong",
        [Role.SPECIAL],
        "Representative of the Department of Asian Affairs of the Ministry of Foreign Affairs / "
        "Lancang-Mekong Cooperation China Secretariat",
    ),
]

# Each remark: kind, speaker (person, organization or attribution), own credit, paragraphs.
REMARKS = [
    {
        "kind": Kind.OPENING,
        "person": "zhang-yujun",
        "credited_as": (
            "Director-General of Lancang-Mekong Environmental Cooperation Center / "
            "Foreign Environmental Cooperation Center of MEE"
        ),
        "paragraphs": [
            "Zhang Yujun, Director-General of Lancang-Mekong Environmental Cooperation Center / "
            "Foreign Environmental Cooperation Center of MEE, pointed out that since its "
            "establishment, Lancang-Mekong Environmental Cooperation Center (LMEC) has been "
            'actively promoting the implementation of the "Green Lancang-Mekong Initiative". '
            "Through carrying out policy dialogues, capacity building, joint research and "
            "demonstration projects, LMEC has been promoting connectivity between Lancang-Mekong "
            "region and the rest of the world and building a platform for regional exchanges in "
            "environment and climate.",
            "LMEC has also been providing science-based knowledge products and solutions for "
            "Lancang-Mekong green, low-carbon and sustainable development, and promoting the "
            'implementation of "small and beautiful" demonstration projects and continue to carry '
            "out practical cooperation in Lancang-Mekong region.",
            "In the future, LMEC will work with Mekong countries to jointly develop and implement "
            "the Lancang-Mekong Environmental Cooperation Strategy and Action Framework 2023-2027, "
            "promote the realization of 2030 SDGs and build the Lancang-Mekong region into a pilot "
            "zone for the Global Development Initiative.",
        ],
    },
    {
        "kind": Kind.OPENING,
        "person": "sun-xuefeng",
        "paragraphs": [
            "Sun Xuefeng, Deputy Director-General of the Department of International Cooperation "
            "of MEE, pointed out that the establishment of Lancang-Mekong Environmental "
            "Cooperation Center was proposed at the First Lancang-Mekong Cooperation Leaders' "
            "Meeting in 2016. In the past five years, environmental authorities of Lancang-Mekong "
            "countries have been engaged in environmental cooperation under the coordination of "
            "LMEC.",
            "Impressive progress has been made in jointly addressing global and regional "
            "environmental challenges, developing low-carbon and sustainable infrastructure, "
            "implementing demonstration projects in climate and environment, and promoting "
            "sustainable ecosystem management.",
            "It is hoped that LMEC will be able to further improve the global competitiveness and "
            "influence of Lancang-Mekong environmental cooperation through adopting more ambitious "
            "plans and taking more practical actions.",
        ],
    },
    {
        "kind": Kind.SPECIAL,
        "person": "geng-cong",
        "paragraphs": [
            "Geng Cong extended his congratulations to the 5th anniversary of the establishment of "
            "LMEC, and pointed out that as a deliverable of the First Lancang-Mekong Cooperation "
            "Leaders' Meeting, LMEC has been making constant efforts to promote coordinated "
            "development of the economy, the society and the environment in the six Lancang-Mekong "
            "countries.",
            "In the past five years, actions have been taken to explore for a sustainable "
            "development path towards economic prosperity, social progress and environmental "
            "improvement, so as to achieve a win-win situation among economic development, "
            "livelihood improvement and environmental protection.",
            "Lancang-Mekong Cooperation China Secretariat will continue to support LMEC and make "
            "greater contributions to the long-term sustainable development of the region and the "
            "wellbeing of the people.",
        ],
    },
    {
        "kind": Kind.DISCUSSION,
        "attribution": "Representatives attending the meeting",
        "paragraphs": [
            "Representatives attending the meeting recognized the progress of Lancang-Mekong "
            "environmental cooperation and carried out in-depth discussion on Lancang-Mekong "
            "cooperation against the backdrop of global climate change and post-pandemic economic "
            "recovery, and priority areas for future regional cooperation in ecology and "
            "environment, proposing recommendations for Lancang-Mekong environmental cooperation "
            "in the next stage.",
            "Representatives expressed the expectation that LMEC continue to build platforms for "
            "exchanges and cooperation, promote regional cooperation in sustainable infrastructure "
            "and green value chain, and make full use of the engagement of multiple stakeholders "
            "to provide Lancang-Mekong solutions for the global sustainable development process.",
        ],
    },
    {
        "kind": Kind.CHAIR,
        "person": "li-yonghong",
        "paragraphs": [
            "Li Yonghong expressed his appreciation for the brilliant remarks of representatives "
            "and their trust in and expectations for LMEC.",
            "According to Li Yonghong, LMEC will enhance collaboration and coordination with the "
            "Ministry of Foreign Affairs and lead organizations for Lancang-Mekong cooperation in "
            "other areas in the future to create new momentum for Lancang-Mekong cooperation, "
            "build the Lancang-Mekong region into a pilot zone for the Global Development "
            "Initiative, and set an example for cooperation in the subregion.",
        ],
    },
    {
        "kind": Kind.PRESENTATION,
        "organization": DIVISION_II,
        "name_as_printed": "Colleagues of the Division II",
        "credited_as": "Lancang-Mekong Environmental Cooperation Center",
        "paragraphs": [
            "Colleagues of the Division II of Lancang-Mekong Environmental Cooperation Center "
            "attended the Meeting and introduced the outcomes of the first phase of "
            '"Green Lancang-Mekong Initiative", priority areas for cooperation under the new phase '
            "of Lancang-Mekong Environmental Cooperation Strategy and Action Framework, models of "
            "cooperation and action plan for facilitating the implementation of the Global "
            "Development Initiative.",
        ],
    },
]

PAGES = [
    (
        "/about/",
        "About LMEC",
        "<p>The Lancang-Mekong Environmental Cooperation Center (LMEC) publishes here the record "
        "of its meetings: what was said and by whom, and the organizations that took part. The "
        "center was proposed at the First Lancang-Mekong Cooperation Leaders' Meeting in 2016.</p>"
        "<h2>How reports are made</h2>"
        "<p>Remarks are reported in the third person. Every speaker is shown in the post held on "
        "the day, and every paragraph has a permanent number and link. A correction after "
        "publication adds a paragraph such as 7a and never renumbers.</p>",
    ),
    (
        "/accessibility/",
        "Accessibility",
        "<p>This site is built to the Web Content Accessibility Guidelines 2.2 at level AA. It "
        "works with a keyboard, with a screen reader, enlarged to 400%, in dark mode, in print and "
        "without scripts.</p>"
        "<h2>If something does not work for you</h2>"
        "<p>Write to the address at the foot of every page, and say which page it was and what "
        "you used to read it.</p>",
    ),
    (
        "/reuse/",
        "Reuse and privacy",
        "<h2>Reuse</h2>"
        "<p>Reports may be quoted with the citation that stands below each. Quote whole sentences "
        "and give the paragraph number. Photographs may be used with the credit printed beside "
        "them.</p>"
        "<h2>Privacy</h2>"
        "<p>The public pages set no cookies, load nothing from other sites and keep no profile of "
        "their readers.</p>",
    ),
]
