"""The editor is started by the site's own script, and loads nothing it does not need."""

import json
import re
from fnmatch import fnmatch

from django.contrib.staticfiles.finders import get_finders
from django.forms import CharField, Form
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation

from lmec.editor import EditorWidget, unused_files


class ReportForm(Form):
    summary = CharField(widget=EditorWidget)
    text = CharField(widget=EditorWidget(attrs={"rows": 3}))


def script_data():
    [script] = ReportForm().media._js
    return script.attributes


def config():
    return json.loads(script_data()["data-config"])


def test_a_form_of_several_editors_loads_one_script_of_the_site():
    scripts = re.findall(r'<script src="([^"]+)"', str(ReportForm().media))
    assert scripts == [static("admin/lmec/editor.js")]


def test_without_script_the_editor_is_a_textarea_with_the_text():
    html = str(ReportForm(initial={"summary": "<p>a</p>"})["summary"])
    assert re.fullmatch(
        r"(?s)<textarea .*data-rich-text.*>\s*&lt;p&gt;a&lt;/p&gt;</textarea>", html
    )


def test_attributes_may_be_given():
    assert 'rows="3"' in str(ReportForm()["text"])


def test_a_required_text_does_not_stop_the_browser_at_a_hidden_field():
    assert " required" not in str(ReportForm()["text"])


def test_pictures_are_sent_to_the_sites_own_address():
    assert script_data()["data-upload"] == reverse("admin:editor-upload")


def test_no_plugin_talks_to_another_host():
    removed = set(config()["removePlugins"].split(","))
    assert {"exportpdf", "scayt", "uploadimage", "wsc"} <= removed
    assert config()["versionCheck"] is False


def test_the_editor_speaks_the_language_of_the_page():
    with translation.override("zh-hans"):
        assert config()["language"] == "zh-cn"
    with translation.override("en"):
        assert config()["language"] == "en"


def collected():
    """The paths of the editor's package that collectstatic takes."""
    patterns = list(unused_files())
    return {
        path
        for finder in get_finders()
        for path, _ in finder.list(patterns)
        if path.startswith("ckeditor/")
    }


def test_what_the_editor_loads_is_collected():
    base = "ckeditor/ckeditor/"
    assert {
        f"{base}{path}"
        for path in [
            "ckeditor.js",
            "lang/en.js",
            "plugins/divarea/plugin.js",
            "plugins/image2/plugin.js",
            "plugins/image2/dialogs/image2.js",
            "plugins/link/dialogs/link.js",
            "plugins/pastefromword/filter/default.js",
            "plugins/table/dialogs/table.js",
            "skins/moono-lisa/editor.css",
        ]
    } <= collected()


def test_pages_and_unused_parts_of_the_package_are_not_published():
    paths = collected()
    assert not [path for path in paths if path.endswith(".html")]
    assert not [path for path in paths if fnmatch(path, "*/plugins/preview/*")]
    assert len(paths) < 100


def test_the_languages_of_the_site_are_collected(settings):
    settings.LANGUAGES = [("en", "English"), ("zh-hans", "Chinese"), ("lo", "Lao")]
    languages = {path for path in collected() if path.startswith("ckeditor/ckeditor/lang/")}
    assert languages == {f"ckeditor/ckeditor/lang/{code}.js" for code in ("en", "zh", "zh-cn")}
