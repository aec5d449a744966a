"""The search index follows the directory: saving or deleting an entry brings its own up to date."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from events.indexing import index_organizations, index_people, index_topics
from events.models import Topic
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
