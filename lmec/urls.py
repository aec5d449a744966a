"""Every address of the site."""

from django.contrib import admin
from django.contrib.flatpages.views import flatpage
from django.urls import include, path, re_path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from events.views import SeriesDetail, TopicDetail
from lmec.api.documentation import documentation
from lmec.api.v1 import api
from lmec.pages import directory, home, organizations, people, review, search, sitemaps
from lmec.pages.feeds import OrganizationFeed, PersonFeed, TopicFeed
from lmec.uploads import serve_picture
from organizations.downloads import contact_card, directory_table

organization_urls = [
    path("", directory.organization_list, name="list"),
    path("by-parent/", directory.organizations_by_parent, name="by-parent"),
    path("by-country/", directory.organizations_by_country, name="by-country"),
    path("by-type/", directory.organizations_by_type, name="by-type"),
    path("directory.csv", directory_table, name="table"),
    path("<slug:slug>/", organizations.organization_detail, name="detail"),
    path("<slug:slug>/contact.vcf", contact_card, name="card"),
    path("<slug:slug>/feed.atom", require_safe(OrganizationFeed()), name="feed"),
]
people_urls = [
    path("", people.PersonList.as_view(), name="list"),
    path("<slug:slug>/", people.person_detail, name="detail"),
    path("<slug:slug>/feed.atom", require_safe(PersonFeed()), name="feed"),
]
# Django's own view would answer a POST too.
standing_page = require_safe(flatpage)
series_urls = [path("<slug:slug>/", SeriesDetail.as_view(), name="detail")]
topic_urls = [
    path("<slug:slug>/", TopicDetail.as_view(), name="detail"),
    path("<slug:slug>/feed.atom", require_safe(TopicFeed()), name="feed"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("events/", include("events.urls")),
    path("organizations/", include((organization_urls, "organizations"))),
    path("people/", include((people_urls, "people"))),
    path("series/", include((series_urls, "series"))),
    path("topics/", include((topic_urls, "topics"))),
    path("review/<str:token>/", review.report, name="review"),
    path(
        "review/<str:token>/attachments/<uuid:key>/",
        review.attachment,
        name="review-attachment",
    ),
    path("api/", documentation, name="documentation"),
    path("api/v1/", RedirectView.as_view(pattern_name="documentation")),
    path("api/v1/", api.urls),
    path("about/", standing_page, {"url": "/about/"}, name="about"),
    path("accessibility/", standing_page, {"url": "/accessibility/"}, name="accessibility"),
    path("reuse/", standing_page, {"url": "/reuse/"}, name="reuse"),
    path("media/pictures/<str:name>", serve_picture, name="picture"),
    path("favicon.ico", RedirectView.as_view(url="/static/site/favicon.ico", permanent=True)),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.section, name="sitemap-section"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("admin/", admin.site.urls),
    # Further pages that administrators add; their form accepts no other address.
    re_path("^(?P<url>[a-z0-9-]+/)$", flatpage),
]
