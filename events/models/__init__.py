"""Reports of events, in files by subject.

- `publicity`: when a report is public, said once.
- `event`, `querysets`: the event itself, its places, and what one asks of it.
- `joining`: the series and topics that join one event to others.
- `parts`, `remark`: the bodies and people of an event, and what was said.
- `files`: its photographs and attachments.
- `reviewing`: corrections, and links for reviewers.
"""

from events.models.event import Event, Place
from events.models.files import Attachment, Photo
from events.models.joining import EventTopic, Series, Topic
from events.models.parts import EventOrganization, Participation
from events.models.remark import Remark
from events.models.reviewing import Correction, ReviewLink

__all__ = [
    "Attachment",
    "Correction",
    "Event",
    "EventOrganization",
    "EventTopic",
    "Participation",
    "Photo",
    "Place",
    "Remark",
    "ReviewLink",
    "Series",
    "Topic",
]
