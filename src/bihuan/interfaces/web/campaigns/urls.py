"""Addresses of campaigns."""

from django.urls import path

from bihuan.interfaces.web.campaigns import views

app_name = "campaigns"
urlpatterns = [
    path("campaigns/", views.campaign_list, name="list"),
    path("c/<slug:code>/plan/", views.plan, name="plan"),
    path("c/<slug:code>/plan/gap/", views.gap, name="gap"),
    path("c/<slug:code>/plan/file/", views.file, name="file"),
    path("c/<slug:code>/stages/<int:order>/extend/", views.extend, name="extend_stage"),
    path("c/<slug:code>/roster/", views.roster, name="roster"),
    path("c/<slug:code>/groups/", views.groups, name="groups"),
    path("c/<slug:code>/tasks/", views.tasks, name="tasks"),
    path("c/<slug:code>/tasks/<int:pk>/finish/", views.finish, name="finish_task"),
]
