"""Who gets in where: one row for each address of the site, and for each action on a list.

V is a visitor, N an account of staff in no group, W a writer, E an editor, D a directory manager
and A an administrator. Where the state of the report decides, the roles stand by state, and
nobody gets in in a state that is not named.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils import timezone

ROLES = {"V": None, "N": [], "W": ["Writers"], "E": ["Editors"], "D": ["Directory managers"]}
ROLES["A"] = None
STATES = ["draft", "review", "scheduled", "published", "withdrawn", "copy"]
ALL, STAFF, READERS, WRITERS, PUBLISHERS = "VNWEDA", "NWEDA", "WEDA", "WEA", "EA"
MANAGERS, ADMINISTRATORS, NOBODY = "DA", "A", ""

Who = str | dict[str, str]


@dataclass
class Row:
    """Who may read an address (`get`) and, where it changes something, send to it (`post`).

    `args` fills in what the record does not tell of the address; `query` and `data` are sent.
    All three may be functions of the record and the state.
    """

    get: Who = NOBODY
    post: Who | None = None
    data: dict | Callable = field(default_factory=dict)
    query: dict | Callable = field(default_factory=dict)
    args: dict | Callable = field(default_factory=dict)
    path: str = ""  # of an address that is a regular expression
    is_undone: bool = False  # what it writes, it takes back

    def who(self, method: str, state: str) -> str | None:
        who = getattr(self, method)
        return who.get(state, NOBODY) if isinstance(who, dict) else who

    @property
    def states(self) -> list[str]:
        by_state = isinstance(self.get, dict) or isinstance(self.post, dict)
        return STATES if by_state else ["published"]


def each(who: str, *states: str) -> dict[str, str]:
    return dict.fromkeys(states or STATES, who)


UNREAD = ["draft", "review", "scheduled", "copy"]
OPEN = ["draft", "review", "copy"]  # to those who write
SEEN = each(READERS)
CHANGED = each(WRITERS, *OPEN) | each(PUBLISHERS, "scheduled", "published", "withdrawn")
PUBLISHED = each(ALL, "published", "copy")  # a copy shares the address of the public report
YES = {"post": "yes"}


def stock(name: str, see: str, add: str, change: str, delete: str) -> dict[str, Row]:
    """The addresses that every admin has."""
    app, _line, model = name.partition("_")
    return {
        f"admin:{name}_changelist": Row(see),
        f"admin:{name}_add": Row(add, add),
        f"admin:{name}_change": Row(see, change),
        f"admin:{name}_history": Row(see),
        f"admin:{name}_delete": Row(delete, delete, data=YES),
        f"admin/{app}/{model}/<path:object_id>/": Row(),  # leads to the form
    }


def recorded(name: str, add: str, change: str, delete: str) -> dict[str, Row]:
    """The addresses of an admin that keeps histories and what is typed."""
    both = "".join(role for role in add if role in delete)
    return {
        f"admin:{name}_compare": Row(READERS, query=compared),
        f"admin:{name}_revision": Row(READERS),
        f"admin:{name}_restore": Row(change, change),
        f"admin:{name}_deleted": Row(both),
        f"admin:{name}_recover": Row(both, both, args=deleted(name)),
        f"admin:{name}_open_form": Row(NOBODY, change),
        f"admin:{name}_open_new_form": Row(NOBODY, add),
    }


def compared(record, state, thing) -> dict:
    return {"to": record.revision(thing)}


def deleted(name: str) -> Callable:
    return lambda record, state, thing: {"revision": record.deleted[name]}


def chosen(record, state, thing) -> dict:
    """A report as the page of a work on several shows it, and the rest that works ask for."""
    given = {"event": f"{thing.pk}:{record.revision(thing)}", "confirm": "yes"}
    return {**given, "reason": "A mistake", "topic": record.things["events_topic"].pk}


def today(record, state, thing) -> dict:
    return {"on": timezone.localdate().isoformat()}


REPORTS = {
    **stock("events_event", SEEN, WRITERS, CHANGED, each(WRITERS, *OPEN)),
    "admin:events_event_changelist": Row(READERS),
    "admin:events_event_posts": Row(WRITERS),
    "admin:events_event_preview": Row(SEEN, SEEN, is_undone=True),
    "admin:events_event_preview_new": Row(WRITERS, WRITERS, is_undone=True),
    "admin/events/event/attachments/<path:name>": Row(SEEN),
    "admin:events_event_next": Row(WRITERS, WRITERS, data={"day": "2024-01-01"}),
    "admin:events_event_draft": Row(NOBODY, each(WRITERS, "scheduled", "published")),
    "admin:events_event_catch_up": Row(NOBODY, each(WRITERS, "copy")),
    "admin:events_event_credits": Row("EDA"),
    "admin:events_event_credit": Row(
        NOBODY,
        PUBLISHERS,
        args=lambda record, state, thing: {"key": record.credit.row.pk},
        data=lambda record, state, thing: {"seen": record.credit.seen, "why": "It was so"},
    ),
    "admin:events_event_review_links": Row(
        each(READERS, *UNREAD),
        each(WRITERS, *OPEN) | each(PUBLISHERS, "scheduled"),
        data={"reader": "A Reviewer", "days": 7},
    ),
    "admin:events_event_revoke_review_link": Row(NOBODY, each(PUBLISHERS)),
    # History
    "admin:events_event_compare": Row(SEEN, query=compared),
    "admin:events_event_revision": Row(SEEN),
    "admin:events_event_restore": Row(CHANGED, CHANGED),
    "admin:events_event_deleted": Row(WRITERS),
    "admin:events_event_recover": Row(WRITERS, WRITERS, args=deleted("events_event")),
    "admin:events_event_seen": Row(
        each(READERS, *(state for state in STATES if state != "copy")), query=today
    ),
    "admin:events_event_open_again": Row(
        NOBODY,
        each(WRITERS, "published"),
        args=lambda record, state, thing: {"revision": record.left_draft(thing)},
    ),
    # What is being typed
    "admin:events_event_open_form": Row(NOBODY, CHANGED),
    "admin:events_event_open_new_form": Row(NOBODY, WRITERS),
}

# The page of a work on several reports is one address; what it does is a row each.
WORKS = {
    "submit": each(WRITERS, "draft", "copy"),
    "publish": each(PUBLISHERS, "draft", "review"),
    "withdraw": each(PUBLISHERS, "published"),
    "add-topic": {state: who for state, who in CHANGED.items() if state != "copy"},
    "remove-topic": {},  # none of the reports has the topic
}

DIRECTORY = {
    **stock("organizations_organization", READERS, READERS, MANAGERS, MANAGERS),
    **recorded("organizations_organization", READERS, MANAGERS, MANAGERS),
    **stock("people_person", READERS, READERS, MANAGERS, MANAGERS),
    **recorded("people_person", READERS, MANAGERS, MANAGERS),
    **stock("events_series", READERS, WRITERS, PUBLISHERS, PUBLISHERS),
    **stock("events_topic", READERS, WRITERS, PUBLISHERS, PUBLISHERS),
}

OTHERS = {
    **stock("flatpages_flatpage", PUBLISHERS, ADMINISTRATORS, PUBLISHERS, ADMINISTRATORS),
    **stock("lmec_user", *[ADMINISTRATORS] * 4),
    **stock("auth_group", *[ADMINISTRATORS] * 4),
    **stock("axes_accessattempt", ADMINISTRATORS, NOBODY, ADMINISTRATORS, ADMINISTRATORS),
    **stock("axes_accesslog", ADMINISTRATORS, NOBODY, ADMINISTRATORS, ADMINISTRATORS),
    **stock("axes_accessfailurelog", ADMINISTRATORS, NOBODY, ADMINISTRATORS, ADMINISTRATORS),
    "admin:auth_user_password_change": Row(ADMINISTRATORS, ADMINISTRATORS),
    "admin:index": Row(STAFF),
    "admin:login": Row("V", ALL),
    "admin:logout": Row(NOBODY, STAFF),
    "admin:password_change": Row(STAFF, STAFF),
    "admin:password_change_done": Row(STAFF),
    "admin:jsi18n": Row(STAFF),
    "admin:autocomplete": Row(
        READERS,
        query={"app_label": "events", "model_name": "remark", "field_name": "person", "term": "a"},
    ),
    "admin:editor-upload": Row(NOBODY, READERS),
    "admin:app_list": Row(READERS, path="admin/events/"),
    "admin/(?P<url>.*)$": Row(path="admin/no-such-page/"),
}

PUBLIC = {
    **dict.fromkeys(
        [
            "events:detail", "events:photographs", "events:event-calendar",
            "events:citation-text", "events:citation-bibtex", "events:attachment",
            "api:events", "api:remarks",
        ],
        Row(PUBLISHED),
    ),
    **dict.fromkeys(
        [
            "home", "search", "events:list", "events:feed", "events:calendar", "events:table",
            "events:year", "organizations:list", "organizations:by-parent",
            "organizations:by-country", "organizations:by-type", "organizations:table",
            "organizations:detail", "organizations:card", "organizations:feed", "people:list",
            "people:detail", "people:feed", "series:detail", "topics:detail", "topics:feed",
            "documentation", "api:openapi-json", "api:list_events", "api:list_remarks",
            "api:list_people", "api:people", "api:list_organizations", "api:organizations",
            "api:list_topics", "api:topics", "api:get_popolo", "about", "accessibility", "reuse",
            "picture", "sitemap", "robots",
        ],
        Row(ALL),
    ),
    "sitemap-section": Row(ALL, args={"section": "events"}),
    "^(?P<url>[a-z0-9-]+/)$": Row(ALL, path="privacy/"),
    # Whoever has the link
    "review": Row(each(ALL, *UNREAD)),
    "review-attachment": Row(each(ALL, *UNREAD)),
    # Lead elsewhere
    **dict.fromkeys(["api/v1/", "api:api-root", "favicon.ico"], Row()),
}  # fmt: skip

ROWS = {**REPORTS, **DIRECTORY, **OTHERS, **PUBLIC}

# Actions on lists, by model.
ACTIONS = {
    "events.event": {
        "submit": WRITERS,
        "publish": PUBLISHERS,
        "withdraw": PUBLISHERS,
        "add_topic": WRITERS,
        "remove_topic": WRITERS,
    },
    "events.series": {"delete_selected": PUBLISHERS},
    "events.topic": {"delete_selected": PUBLISHERS},
    "organizations.organization": {"delete_selected": MANAGERS},
    "people.person": {"delete_selected": MANAGERS},
    "flatpages.flatpage": {},
    "lmec.user": {"delete_selected": ADMINISTRATORS},
    "auth.group": {"delete_selected": ADMINISTRATORS},
}
