"""Addresses of search, counts, papers and of how long clues are kept."""

from django.urls import path

from bihuan.interfaces.web.clues.views import counts, keeping, papers, search

URLS = [
    path("clues/search/", search.search, name="search"),
    path("clues/statistics/", counts.statistics, name="statistics"),
    path("clues/papers/", papers.papers, name="papers"),
    path("clues/papers/ledger/", papers.ledger, name="ledger"),
    path("clues/papers/check/", papers.check, name="check_paper"),
    path("clues/papers/of/<int:pk>/", papers.clue_paper, name="clue_paper"),
    path("clues/keeping/", keeping.keeping, name="keeping"),
    path("clues/keeping/propose/", keeping.propose, name="propose_end"),
    path("clues/keeping/hold/<int:pk>/", keeping.hold, name="hold"),
    path("clues/keeping/lift/<int:pk>/", keeping.lift, name="lift_hold"),
    path("clues/keeping/agree/<int:pk>/", keeping.agree, name="agree_end"),
    path("clues/keeping/return/<int:pk>/", keeping.give_back, name="return_end"),
    path("clues/keeping/stop/<int:pk>/", keeping.stop, name="stop_end"),
]
