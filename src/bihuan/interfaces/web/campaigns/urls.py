"""Addresses of campaigns."""

from django.urls import path

from bihuan.interfaces.web.campaigns.views import commendations, duties, groups, plan, roster, settings, slips, stages, starting, tasks

app_name = "campaigns"
urlpatterns = [
    path("campaigns/", plan.campaign_list, name="list"),
    path("campaigns/new/", starting.prepare, name="prepare"),
    path("c/<slug:code>/start/", starting.start, name="start"),
    path("c/<slug:code>/plan/", plan.plan, name="plan"),
    path("c/<slug:code>/plan/gap/", plan.gap, name="gap"),
    path("c/<slug:code>/plan/file/", plan.file, name="file"),
    path("c/<slug:code>/stages/add/", stages.add, name="add_stage"),
    path("c/<slug:code>/stages/<int:order>/extend/", stages.extend, name="extend_stage"),
    path("c/<slug:code>/stages/<int:order>/finish/", stages.finish, name="finish_stage"),
    path("c/<slug:code>/stages/<int:order>/dates/", stages.date_it, name="date_stage"),
    path("c/<slug:code>/duties/", duties.duties, name="duties"),
    path("c/<slug:code>/duties/grant/", duties.grant, name="grant"),
    path("c/<slug:code>/duties/sheet/", duties.sheet, name="duty_sheet"),
    path("c/<slug:code>/duties/template.xlsx", duties.template, name="duty_template"),
    path("c/<slug:code>/duties/<int:pk>/end/", duties.end, name="end_duty"),
    path("c/<slug:code>/slips/", slips.slips, name="slips"),
    path("c/<slug:code>/people/", duties.people, name="people"),
    path("c/<slug:code>/groups/", groups.groups, name="groups"),
    path("c/<slug:code>/groups/new/", groups.new, name="new_group"),
    path("c/<slug:code>/groups/<int:pk>/", groups.group, name="group"),
    path("c/<slug:code>/groups/<int:pk>/dissolve/", groups.dissolve, name="dissolve_group"),
    path("c/<slug:code>/groups/<int:pk>/units/", groups.charge, name="charge"),
    path("c/<slug:code>/groups/<int:pk>/seats/<int:seat>/leave/", groups.unseat, name="unseat"),
    path("c/<slug:code>/roster/", roster.roster, name="roster"),
    path("c/<slug:code>/roster/join/", roster.join, name="join_roster"),
    path("c/<slug:code>/roster/threshold/", roster.threshold, name="threshold"),
    path("c/<slug:code>/roster/units/", roster.cover, name="cover_units"),
    path("c/<slug:code>/roster/<int:pk>/post/", roster.move, name="change_post"),
    path("c/<slug:code>/roster/<int:pk>/<slug:how>/", roster.end, name="leave_roster"),
    path("c/<slug:code>/settings/", settings.settings, name="settings"),
    path("c/<slug:code>/commendations/", commendations.commendations, name="commendations"),
    path("c/<slug:code>/commendations/new/", commendations.commend, name="commend"),
    path("c/<slug:code>/commendations/<int:pk>/withdraw/", commendations.withdraw, name="withdraw_commendation"),
    path("c/<slug:code>/close/", settings.close, name="close"),
    path("c/<slug:code>/tasks/", tasks.tasks, name="tasks"),
    path("c/<slug:code>/tasks/add/", tasks.add, name="add_task"),
    path("c/<slug:code>/tasks/<int:pk>/finish/", tasks.finish, name="finish_task"),
]
