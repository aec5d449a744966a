from django import template

from events.citation import Citation, center

register = template.Library()


@register.filter
def citation(event, organization) -> str:
    """How to cite an event's report; `organization` is the center's, None if unknown."""
    return Citation(event, organization.name if organization else center()).html
