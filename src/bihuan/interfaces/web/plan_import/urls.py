"""Addresses of plan reading."""

from django.urls import path

from bihuan.interfaces.web.plan_import import edits, launching, views

app_name = "plan_import"
urlpatterns = [
    path("plans/", views.drafts, name="list"),
    path("plans/upload/", views.upload, name="upload"),
    path("plans/reading/<int:pk>/", views.reading, name="reading"),
    path("plans/<int:pk>/", views.review, name="review"),
    path("plans/<int:pk>/answer/", edits.answer, name="answer"),
    path("plans/<int:pk>/edit/<str:place>/", edits.edit, name="edit"),
    path("plans/<int:pk>/undo/", edits.undo, name="undo"),
    path("plans/<int:pk>/add/<str:place>/", edits.add, name="add"),
    path("plans/<int:pk>/original/", views.original, name="original"),
    path("plans/<int:pk>/set-aside/", edits.set_aside, name="set_aside"),
    path("plans/<int:pk>/launch/", launching.launch, name="launch"),
]
