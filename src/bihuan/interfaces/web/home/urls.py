"""Addresses of the first page."""

from django.urls import path

from bihuan.interfaces.web.home import activation, digests, jobs, mine, tokens, views

app_name = "home"
urlpatterns = [
    path("", views.start, name="start"),
    path("activate/", activation.activation, name="activate"),
    path("todo/", views.todo, name="todo"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<int:pk>/revoke/", tokens.revoke, name="revoke_token"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<int:pk>/", jobs.job, name="job"),
    path("jobs/<int:pk>/stop/", jobs.stop, name="stop_job"),
    path("todo/done/", mine.done, name="done"),
    path("todo/started/", mine.started, name="started"),
    path("todo/told/", mine.told, name="told"),
    path("todo/digests/", digests.digests, name="digests"),
    path("todo/digests/<int:pk>/read/", digests.read, name="read_digest"),
]
