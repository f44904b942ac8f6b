"""Addresses of cockpit and reports."""

from django.urls import path

from bihuan.interfaces.web.reports import answer_card, changes, look_back, papers, views

app_name = "reports"
urlpatterns = [
    path("c/<slug:code>/", views.first, name="first"),
    path("c/<slug:code>/cockpit/", views.cockpit, name="cockpit"),
    path("c/<slug:code>/answer/", answer_card.card, name="answer_card"),
    path("c/<slug:code>/answer/<int:unit>/remind/", answer_card.remind_unit, name="remind_unit"),
    path("c/<slug:code>/answer/<int:unit>/<slug:level>/<str:day>/", answer_card.paper, name="chasing_paper"),
    path("c/<slug:code>/figures/", views.figures, name="figures"),
    path("c/<slug:code>/changes/", changes.changes, name="changes"),
    path("c/<slug:code>/changes/<int:pk>/", changes.made, name="changes_made"),
    path("c/<slug:code>/look-backs/<int:draw>/record/", look_back.look_back, name="look_back"),
    path("c/<slug:code>/papers/", papers.reports, name="reports"),
    path("c/<slug:code>/papers/draft/", papers.draft, name="draft"),
    path("c/<slug:code>/papers/<int:pk>/", papers.paper, name="paper"),
    path("c/<slug:code>/papers/<int:pk>/issue/", papers.issue, name="issue"),
    path("c/<slug:code>/papers/<int:pk>/file/", papers.file, name="file"),
]
