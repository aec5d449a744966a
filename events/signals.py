"""The search index follows the directory, and the days on which reports appear and leave.

Saving or deleting an entry of the directory brings its own up to date. Reports are indexed when
they are published; whoever only saves another moment for one has it appear and leave then.
"""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from events.indexing import index_moments, index_organizations, index_people, index_topics
from events.models import Event, Topic
from organizations.models import Organization, OrganizationName
from people.models import Person, PersonName

CHANGES = [post_save, post_delete]


@receiver(CHANGES, sender=Organization)
def index_organization(instance, **kwargs):
    index_organizations([instance.pk])


@receiver(CHANGES, sender=OrganizationName)
def index_organization_name(instance, **kwargs):
    index_organizations([instance.organization_id])


@receiver(CHANGES, sender=Person)
def index_person(instance, **kwargs):
    index_people([instance.pk])


@receiver(CHANGES, sender=PersonName)
def index_person_name(instance, **kwargs):
    index_people([instance.person_id])


@receiver(CHANGES, sender=Topic)
def index_topic(instance, **kwargs):
    index_topics([instance.pk])


@receiver(post_save, sender=Event)
def index_moments_of_event(instance, update_fields, **kwargs):
    # Most reports never leave, and a form that saves one indexes it anyway.
    named = {"published_at", "withdrawn_at"} & set(update_fields or [])
    if named or (update_fields is None and instance.withdrawn_at):
        index_moments(instance)
