"""Posting the admin's forms as a browser does."""

from django.forms import FileField


def filled(response) -> dict:
    """What a browser would send from an admin form as it was opened."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {"_base": response.context.get("base", "")}
    for form in forms:
        for field in form:
            value = field.value()
            if isinstance(field.field, FileField) or value is False:
                continue
            data[field.html_name] = "on" if value is True else "" if value is None else value
    return data


def with_row(data: dict, prefix: str, **values) -> dict:
    """The same with one more row in an inline."""
    total = int(data[f"{prefix}-TOTAL_FORMS"])
    row = {f"{prefix}-{total}-{name}": value for name, value in values.items()}
    return {**data, f"{prefix}-TOTAL_FORMS": total + 1, **row}


def errors(response) -> list[str]:
    """Every sentence that a refused form shows."""
    found = response.context["errors"]
    return [sentence for item in found for sentence in (item if isinstance(item, list) else [item])]
