"""The desk on the admin's first page."""

from django import template

from events.desk import sections

register = template.Library()


@register.inclusion_tag("admin/_desk.html", takes_context=True)
def desk(context):
    request = context["request"]
    return {"sections": sections(request), "may_add": request.user.has_perm("events.add_event")}
