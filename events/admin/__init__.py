"""How staff write reports: one form in the order in which a report is written.

- `event`: the form as a whole, the list of reports, publishing.
- `forms`: what the form and its rows check and show.
- `rows`: the parts of a report.
- `posts`: what the form asks the directory when a person is chosen.
- `joining`: series and topics.
"""

from events.admin.event import EventAdmin
from events.admin.joining import SeriesAdmin, TopicAdmin

__all__ = ["EventAdmin", "SeriesAdmin", "TopicAdmin"]
