"""Addresses of ratings and cards: whoever may know of none finds none."""

from django.urls import path

from bihuan.interfaces.web.accountability.views import cards, mark_papers, mark_steps, ratings, referrals

_AT = "c/<slug:code>/marks/"
_MOTION = f"{_AT}motions/<int:number>/"
urlpatterns = [
    path(_AT, ratings.overview, name="marks"),
    path(f"{_AT}rules/new/", ratings.cite, name="cite_rule"),
    path(f"{_AT}rules/<int:pk>/end/", ratings.end, name="end_rule"),
    path(f"{_AT}motions/new/", mark_steps.propose, name="new_motion"),
    path(_MOTION, cards.motion, name="motion"),
    path(f"{_MOTION}paper/", mark_papers.decision, name="motion_paper"),
    path(f"{_MOTION}appeal/", mark_steps.appeal, name="motion_appeal"),
    path(f"{_MOTION}proposal/", referrals.proposal, name="motion_proposal"),
    path(f"{_MOTION}<slug:action>/", mark_steps.step, name="motion_step"),
    path(f"{_AT}sayings/<int:pk>/answer/", mark_steps.answer, name="answer_saying"),
    path(f"{_AT}appeals/<int:pk>/<slug:action>/", mark_steps.review, name="card_review"),
    path(f"{_AT}cards/<int:pk>/", cards.card, name="card"),
    path(f"{_AT}cards/<int:pk>/hat-off/", mark_steps.hat_off, name="card_hat_off"),
    path(f"{_AT}cards/<int:pk>/training/", mark_steps.training, name="card_training"),
    path(f"{_AT}cards/<int:pk>/training/<int:training>/paper/", mark_papers.training, name="training_paper"),
    path(f"{_AT}cards/<int:pk>/<slug:kind>/", mark_steps.move, name="card_move"),
    path(f"{_AT}ratings/<int:pk>/", cards.rating, name="rating"),
    path(f"{_AT}ratings/<int:pk>/hat-off/", mark_steps.rating_hat_off, name="rating_hat_off"),
    path(f"{_AT}referrals/new/", referrals.rewards, name="new_rewards"),
    path(f"{_AT}referrals/ask/", referrals.ask, name="ask_record"),
    path(f"{_AT}referrals/<int:number>/", referrals.referral, name="referral"),
    path(f"{_AT}referrals/<int:number>/answer/", referrals.answer, name="answer_referral"),
    path(f"{_AT}referrals/<int:number>/paper/", mark_papers.referral, name="referral_paper"),
]
