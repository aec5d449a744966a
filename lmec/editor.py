"""The rich text editor: django-ckeditor's widget, cut down to what the site stores.

No other module imports the package. docs/decisions/rich-text.md says why it is this editor and
how to change it.
"""

from collections.abc import Iterator
from pathlib import Path

import ckeditor
from ckeditor.widgets import CKEditorWidget, json_encode
from django import forms
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from lmec.languages import Language

# What static/admin/lmec/editor.js says in place of the editor's own words, or adds to them.
TEXTS = {
    "format": {
        "tag_p": _("Paragraph"),
        "tag_h2": _("Heading"),
        "tag_h3": _("Subheading"),
        "tag_h4": _("Minor heading"),
    },
    "choose": _("Choose a picture…"),
    "picture": _("Picture"),
    "alt": _("What the picture shows"),
    "alt_missing": _("Say what the picture shows, for those who cannot see it."),
    "failed": _("The picture could not be sent. Check the connection and try again."),
}
CONFIG = {
    "toolbar": [
        ["Format", "Bold", "Italic", "Subscript", "Superscript", "RemoveFormat"],
        ["BulletedList", "NumberedList", "Blockquote"],
        ["Link", "Unlink", "Image", "Table", "SpecialChar", "Language"],
        ["Source", "Maximize"],
    ],
    "format_tags": "p;h2;h3;h4",
    # A div instead of an iframe: it works without inline script and survives being dragged.
    "extraPlugins": "divarea,image2",
    "removePlugins": ",".join(
        # Cloud services and pages of their own
        ["exportpdf", "scayt", "wsc", "preview", "print", "newpage", "save", "templates"]
        # What the site does not store
        + ["bidi", "colorbutton", "colordialog", "copyformatting", "dialogadvtab", "div", "font"]
        + ["forms", "iframe", "image", "indentblock", "justify", "liststyle", "pagebreak"]
        + ["showblocks", "smiley", "stylescombo", "uploadimage"]
        # What an editor does not need
        + ["about", "elementspath", "filebrowser", "find", "resize"]
    ),
    # lmec.safe_html decides what is stored; this only keeps surprises out of sight. It turns
    # h1, h5 and h6, which often come from Word, into headings.
    "allowedContent": {
        "h1 h2 h3 h4 h5 h6 p blockquote ul li hr table caption thead tbody tfoot tr figcaption"
        " br em s strong sub sup": True,
        "a": {"attributes": "!href"},
        "figure": {"classes": "image"},
        "img": {"attributes": "!src,alt,width,height"},
        "ol": {"attributes": "start"},
        "span": {"attributes": "!lang"},
        "td": {"attributes": "colspan,rowspan"},
        "th": {"attributes": "colspan,rowspan,scope"},
        "*": {"attributes": "lang,dir"},
    },
    "autoUpdateElement": False,
    "clipboard_handleImages": False,
    "customConfig": "",
    "disableNativeSpellChecker": False,
    "entities": False,
    "linkDefaultProtocol": "https://",
    "linkShowAdvancedTab": False,
    "linkShowTargetTab": False,
    "removeDialogTabs": "link:upload",
    "stylesSet": False,
    "versionCheck": False,
    "width": "100%",
}


class EditorWidget(CKEditorWidget):
    """A textarea that static/admin/lmec/editor.js turns into an editor when it is looked at.

    A form may hold 60 of them, so the package's own script, which starts all at once, and its
    template, which repeats the configuration in each, are not used.
    """

    def __init__(self, attrs=None):
        super().__init__(
            template_name="django/forms/widgets/textarea.html",
            attrs={"rows": 8, "data-rich-text": "", **(attrs or {})},
        )

    def use_required_attribute(self, initial):
        # A browser refuses to send an empty required field without a word if it is hidden.
        return False

    def editor_language(self) -> str:
        """The editor's name for the language in force."""
        self._set_config()
        return self.config["language"]

    @property
    def media(self):
        config = {
            **CONFIG,
            "language": self.editor_language(),
            "language_list": [
                f"{language.value}:{language.label}"
                for language in Language
                if language != Language.ENGLISH
            ],
        }
        script = forms.Script(
            "admin/lmec/editor.js",
            **{
                "data-base": static("ckeditor/ckeditor/"),
                "data-config": json_encode(config),
                "data-media": settings.MEDIA_URL,
                "data-source": static("ckeditor/ckeditor/ckeditor.js"),
                "data-texts": json_encode(TEXTS),
                "data-upload": reverse("admin:editor-upload"),
                "defer": True,
            },
        )
        return forms.Media(css={"all": ["admin/lmec/editor.css"]}, js=[script])


# By folder, what of the package an editor loads; the rest includes test pages and other plugins.
USED_FILES = {
    "": {"ckeditor"},
    "ckeditor": {"LICENSE.md", "ckeditor.js", "lang", "plugins", "skins"},
    "ckeditor/plugins": {"a11yhelp", "clipboard", "dialog", "divarea", "icons.png"}
    | {"icons_hidpi.png", "image2", "language", "link", "magicline", "pastefromgdocs"}
    | {"pastefromlibreoffice", "pastefromword", "pastetools", "specialchar", "table"}
    | {"tableselection", "tabletools", "widget"},
    "ckeditor/skins": {"moono-lisa"},
}


def unused_files() -> Iterator[str]:
    """Patterns, for collectstatic, of the package's files that are never loaded.

    Of its languages there remain those of LANGUAGES and English, in which it fills gaps.
    """
    package = Path(ckeditor.__file__).parent / "static" / "ckeditor"
    for folder, used in USED_FILES.items():
        for path in (package / folder).iterdir():
            if path.name not in used:
                pattern = str(path.relative_to(package.parent))
                yield f"{pattern}/*" if path.is_dir() else pattern
    languages = {"en"}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            language = EditorWidget().editor_language()
        languages |= {language, language.partition("-")[0]}
    for path in (package / "ckeditor" / "lang").iterdir():
        if path.stem not in languages:
            yield f"ckeditor/*/lang/{path.name}"
