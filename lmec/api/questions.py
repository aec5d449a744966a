"""What may be asked of each list, in the words of the search page."""

from typing import Annotated, Literal

from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import Field, StringConstraints

from events.models import Event, Remark

MOST = 100
# The default of a filter is None, which its type leaves out because no address can say it.
Year = Annotated[int, Field(ge=1, le=9998)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]


class Question(Schema):
    """Words, and the part of the list that is wanted."""

    q: str = Field(
        "", max_length=300, description=_("Words, as on the search page: all must occur.")
    )
    limit: int = Field(20, ge=1, le=MOST, description=_("How many entries at most."))
    cursor: str = Field(
        "", description=_("Where to go on: the cursor in the address that “next” gives.")
    )

    @property
    def filters(self) -> dict[str, str]:
        """What narrows the list, as the search page would be given it."""
        given = self.model_dump(by_alias=True, exclude={"limit", "cursor"}, exclude_unset=True)
        return {name: str(value) for name, value in given.items()}

    @classmethod
    def names(cls) -> set[str]:
        return {field.alias or name for name, field in cls.model_fields.items()}


class OrganizationQuestion(Question):
    country: str = Field(
        None, pattern="^[A-Za-z]{2}$", description=_("Two letters of ISO 3166, for example TH.")
    )


class EventQuestion(OrganizationQuestion):
    speaker: Name = Field(
        None, description=_("The id of a person, or words of a name in any script.")
    )
    organization: Name = Field(
        None,
        description=_(
            "The id of an organization, or words of a name: as it was on the day of the event, "
            "with the bodies below it."
        ),
    )
    topic: Name = Field(None, description=_("The id of a topic."))
    event: Literal[*Event.Kind.values] = Field(None, description=_("The kind of event."))
    from_year: Year = Field(None, alias="from", description=_("The first year."))
    to_year: Year = Field(None, alias="to", description=_("The last year."))


class RemarkQuestion(EventQuestion):
    remark: Literal[*Remark.Kind.values] = Field(None, description=_("The kind of remark."))
