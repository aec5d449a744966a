"""Prepare an empty site: the seed report, and somebody who can log in."""

import os
import secrets

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand

from events.models import Event


class Command(BaseCommand):
    help = (
        "On a site without reports, load the seed report; on a site without an administrator, make "
        "“admin” with the password in ADMIN_PASSWORD or one that is printed once."
    )

    def handle(self, *args, **options):
        if not Event.objects.exists():
            call_command("load_seed", stdout=self.stdout)
        users = get_user_model().objects
        if users.filter(is_superuser=True).exists():
            return
        given = os.environ.get("ADMIN_PASSWORD", "")
        password = given or secrets.token_urlsafe(12)
        users.create_superuser("admin", password=password, name="Administrator")
        shown = "the one in ADMIN_PASSWORD" if given else f"{password} (shown only now)"
        self.stdout.write(f"Made the administrator “admin”; password: {shown}")
