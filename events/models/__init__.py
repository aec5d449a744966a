"""Reports of events, in three files: the event, its parts, and what both share.

- `publicity`: when a report is public, said once.
- `event`: the event itself, and the series and topics that join events.
- `parts`: bodies, people, places and remarks of one event.
- `files`: its photographs and attachments.
"""

from events.models.event import Event, EventTopic, Place, Series, Topic
from events.models.files import Attachment, Photo
from events.models.parts import EventOrganization, Participation, Remark

__all__ = [
    "Attachment",
    "Event",
    "EventOrganization",
    "EventTopic",
    "Participation",
    "Photo",
    "Place",
    "Remark",
    "Series",
    "Topic",
]
