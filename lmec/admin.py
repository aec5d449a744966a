"""Accounts, groups, and the pages about the site itself."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import Group
from django.contrib.flatpages.admin import FlatPageAdmin as DjangoFlatPageAdmin
from django.contrib.flatpages.models import FlatPage
from django.contrib.flatpages.views import flatpage
from django.contrib.sites.admin import SiteAdmin
from django.contrib.sites.models import Site
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from lmec.modeladmin import SiteModelAdmin
from lmec.richtext import RichTextFormField

from .models import User

# Pages that every page of the site links to.
STANDING = {"/about/", "/accessibility/", "/reuse/"}

# Django registers its own admins when they are imported; these take their places. The name and
# the address of the site are settings, so nobody edits a `Site`.
REPLACED = {FlatPage: DjangoFlatPageAdmin, Group: DjangoGroupAdmin, Site: SiteAdmin}
admin.site.unregister(list(REPLACED))


@admin.register(User)
class UserAdmin(SiteModelAdmin, DjangoUserAdmin):
    list_display = ["username", "name", "email", "is_active", "is_superuser", "last_login"]
    list_filter = ["is_active", "is_superuser", "groups"]
    search_fields = ["username", "name", "email"]
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]
    add_form = UserCreationForm
    rights = (
        _("What the account may do"),
        {
            "fields": ["is_active", "is_staff", "groups", "is_superuser"],
            "description": _(
                "Choose groups: Writers draft reports, Editors publish them as well, Directory "
                "managers keep organizations and people. When somebody leaves, untick “Active” "
                "instead of deleting the account, so that histories keep the name."
            ),
        },
    )
    fieldsets = [
        (None, {"fields": ["username", "password", "name", "email"]}),
        rights,
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "name", "email", "password1", "password2"]}),
        rights,
    ]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request):
        return {"is_staff": True, **super().get_changeform_initial_data(request)}


@admin.register(Group)
class GroupAdmin(SiteModelAdmin, DjangoGroupAdmin):
    pass


class FlatPageForm(forms.ModelForm):
    url = forms.RegexField(
        regex=r"^/[a-z0-9]+(-[a-z0-9]+)*/$",
        max_length=100,
        label=_("address"),
        help_text=_("For example “/privacy/”. Link to it from the text of another page."),
        error_messages={
            "invalid": _(
                "Write small letters, digits and hyphens between two slashes, as in “/privacy/”."
            )
        },
    )
    content = RichTextFormField(label=_("text"), required=False)

    class Meta:
        model = FlatPage
        fields = ["title", "url", "content"]

    def clean_url(self):
        url = self.cleaned_data["url"]
        if FlatPage.objects.filter(url=url).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Another page has this address."))
        try:
            taken = resolve(url).func is not flatpage
        except Resolver404:
            taken = True
        if taken:
            raise ValidationError(_("The site uses this address for something else."))
        return url


@admin.register(FlatPage)
class FlatPageAdmin(SiteModelAdmin):
    form = FlatPageForm
    fields = ["title", "url", "content"]
    list_display = ["title", "address"]
    search_fields = ["title", "content"]
    actions = None  # a selection might hold a page that has to stay

    @admin.display(description=_("address"), ordering="url")
    def address(self, page):
        return page.url

    def get_readonly_fields(self, request, obj=None):
        return ["url"] if obj and obj.url in STANDING else []

    def has_delete_permission(self, request, obj=None):
        stays = obj is not None and obj.url in STANDING
        return super().has_delete_permission(request, obj) and not stays

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        form.instance.sites.set(Site.objects.all())
