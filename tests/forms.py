"""What a browser sends when somebody presses a button of a form."""

from html.parser import HTMLParser


class _Form(HTMLParser):
    """Collects the successful controls of one form; what is in a <template> is not part of it."""

    def __init__(self, form_id: str):
        super().__init__()
        self.form_id = form_id
        self.fields: dict[str, list[str]] = {}
        self.is_inside = False
        self.templates = 0
        self.textarea = self.select = None
        self.options = []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.is_inside = attrs.get("id") == self.form_id
        elif tag == "template":
            self.templates += 1
        elif not self.is_inside or self.templates:
            return
        elif tag == "input":
            kind = attrs.get("type", "text")
            is_off = kind in {"checkbox", "radio"} and "checked" not in attrs
            if kind not in {"submit", "button", "file"} and not is_off:
                self.add(attrs.get("name"), attrs.get("value", "on" if kind == "checkbox" else ""))
        elif tag == "textarea":
            self.textarea = [attrs.get("name"), ""]
        elif tag == "select":
            self.select, self.options = attrs.get("name"), []
        elif tag == "option":
            self.options.append((attrs.get("value", ""), "selected" in attrs))

    def handle_endtag(self, tag):
        if tag == "form":
            self.is_inside = False
        elif tag == "template":
            self.templates -= 1
        elif tag == "textarea" and self.textarea:
            # The line break right after the tag is not part of the text.
            self.add(self.textarea[0], self.textarea[1].removeprefix("\r\n").removeprefix("\n"))
            self.textarea = None
        elif tag == "select" and self.select:
            chosen = [value for value, is_selected in self.options if is_selected]
            for value in chosen or [value for value, _ in self.options[:1]]:
                self.add(self.select, value)
            self.select = None

    def handle_data(self, data):
        if self.textarea:
            self.textarea[1] += data

    def add(self, name, value):
        if name:
            self.fields.setdefault(name, []).append(value)


def fields_of(response, form_id: str) -> dict[str, list[str]]:
    """The fields of the form with that id, ready to be posted by the test client."""
    form = _Form(form_id)
    form.feed(response.content.decode())
    assert form.fields, f"no form #{form_id} on the page"
    return form.fields


def add_row(fields: dict, prefix: str, **values) -> int:
    """Add a row as the button does; the number by which its fields are named."""
    number = int(fields[f"{prefix}-TOTAL_FORMS"][0])
    fields[f"{prefix}-TOTAL_FORMS"] = [str(number + 1)]
    for name, value in values.items():
        is_ready = isinstance(value, list) or hasattr(value, "read")
        fields[f"{prefix}-{number}-{name}"] = value if is_ready else [str(value)]
    return number
