"""How the fields of forms are written."""

from django.forms.renderers import DjangoTemplates, Jinja2


class FieldRenderer(DjangoTemplates):
    """Writes Django's own widgets by Jinja2, for which Django has them as well.

    A report's form has hundreds of fields of two or three templates each; Jinja2 is several times
    as fast at these. The admin's widgets, which Django has for its own templates only, stay.
    """

    def __init__(self):
        self.jinja = Jinja2()

    def get_template(self, template_name):
        if template_name.startswith("django/forms/widgets/"):
            return self.jinja.get_template(template_name)
        return super().get_template(template_name)
