"""Forms that show what was typed as it was typed, without judging it before it is sent."""

from django import forms
from django.forms.utils import ErrorDict, ErrorList
from django.http import QueryDict


class AsTyped:
    """A form that is bound to a draft, and finds no fault in it."""

    typed: QueryDict

    def __init__(self, *args, initial=None, **kwargs):
        super().__init__(self.typed, *args, **kwargs)

    def full_clean(self):
        self._errors, self.cleaned_data = ErrorDict(), {}


def as_typed(form: type[forms.ModelForm], typed: QueryDict) -> type[forms.ModelForm]:
    return type(form.__name__, (AsTyped, form), {"typed": typed})


def rows_as_typed(formsets: list[forms.BaseInlineFormSet]) -> None:
    """Let rows be called after what was typed in them, without errors."""
    for formset in formsets:
        for form in formset.forms:
            form.full_clean()
            form._errors = ErrorDict()
        formset._errors, formset._non_form_errors = [], ErrorList()
