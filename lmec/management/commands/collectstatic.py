"""collectstatic, without the parts of the editor's package that no page of the site loads."""

from django.contrib.staticfiles.management.commands import collectstatic

from lmec.editor import unused_files


class Command(collectstatic.Command):
    def set_options(self, **options):
        super().set_options(**options)
        self.ignore_patterns = [*self.ignore_patterns, *unused_files()]
