"""One ordinary thing of each kind; a test says only what differs.

Every function saves what it returns. What a thing needs and the test does not name is made.
"""

from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from events.models import Event, Topic
from events.publishing import publish
from organizations.models import Organization
from people.models import Person

numbers = count(1)
DAY = date(2022, 11, 23)
PUBLICATION = datetime(2022, 11, 25, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def user(*groups: str, **fields):
    """A member of staff in the named groups."""
    number = next(numbers)
    given = {"username": f"staff{number}", "name": f"Staff Member {number}", "is_staff": True}
    account = get_user_model().objects.create_user(**given | fields)
    account.groups.set([Group.objects.get(name=name) for name in groups])
    return account


def administrator(**fields):
    number = next(numbers)
    return get_user_model().objects.create_superuser(**{"username": f"admin{number}"} | fields)


def organization(name: str = "", **fields):
    return Organization.objects.create(name=name or f"Example Institute {next(numbers)}", **fields)


def person(name: str = "", **fields):
    return Person.objects.create(name=name or f"Example Person {next(numbers)}", **fields)


def membership(holder=None, body=None, **fields):
    """A post held since 2020."""
    holder = holder or person()
    given = {"title": "Director", "start_date": date(2020, 1, 1)}
    return holder.memberships.create(organization=body or organization(), **given | fields)


def topic(name: str = "", **fields):
    return Topic.objects.create(name=name or f"Example Initiative {next(numbers)}", **fields)


def draft(title: str = "", **fields):
    """A report of one day that visitors cannot see."""
    given = {"start_date": DAY, "summary": "<p>The meeting was held.</p>"}
    return Event.objects.create(title=title or f"Example Meeting {next(numbers)}", **given | fields)


def event(title: str = "", **fields):
    """A published report of one day."""
    report = draft(title, **fields)
    publish(report, PUBLICATION)
    return report


def event_organization(report=None, body=None, **fields):
    return (report or event()).eventorganizations.create(
        organization=body or organization(), **fields
    )


def participation(report=None, holder=None, **fields):
    """A speaker with a printed credit."""
    given = {"roles": ["speaker"], "credited_as": "Director, Example Institute"}
    return (report or event()).participations.create(person=holder or person(), **given | fields)


def remark(report=None, **fields):
    """A statement of one paragraph by a person, unless another speaker is named."""
    given = {"text": "<p>The speaker made a statement.</p>"}
    if not fields.keys() & {"person", "organization", "attribution"}:
        given["person"] = person()
    return (report or event()).remarks.create(**given | fields)


def a_full_report(size: int, **fields):
    """A published report with `size` bodies, people, remarks and topics, in two countries."""
    report = draft(**fields)
    report.places.create(city="Beijing", country="CN")
    for position in range(size):
        body = organization(country=["CN", "TH"][position % 2])
        event_organization(report, body, position=position)
        post = membership(body=body)
        participation(report, post.person, membership=post, organization=body, position=position)
        remark(report, person=post.person, position=position)
        report.eventtopics.create(topic=topic(), position=position)
    publish(report, PUBLICATION + timedelta(days=1))
    return report
