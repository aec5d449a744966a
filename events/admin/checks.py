"""The checks of a report beside its form, each with the way to where it is put right."""

from django.contrib.admin.utils import flatten

from events.checks import Finding, findings
from lmec.richtext import RichTextField


class ChecksAdmin:
    """Shows what there is to correct in the report as it is saved."""

    def render_change_form(self, request, context, *args, **kwargs):
        event = context.get("original")
        if event and self.has_change_permission(request, event):
            context["checks"] = [
                (finding, self.place(finding, context["sections"])) for finding in findings(event)
            ]
        return super().render_change_form(request, context, *args, **kwargs)

    def place(self, finding: Finding, sections: list) -> str:
        """The id of the field, the row or the section where something is put right."""
        fields = {field.name: field for field in self.opts.fields}
        if finding.where not in fields:
            return finding.where if "-" in finding.where else f"{finding.where}-heading"
        if not isinstance(fields[finding.where], RichTextField):
            return f"id_{finding.where}"
        # An editor stands in the place of the field, so the way leads to the section.
        return next(
            f"fieldset-0-{number}-heading"
            for number, (section, _has_errors) in enumerate(sections)
            if not hasattr(section, "formset") and finding.where in flatten(section.fields)
        )
