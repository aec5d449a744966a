"""What templates need to show the record; loaded as a builtin."""

from django import template

register = template.Library()
