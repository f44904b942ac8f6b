"""The search index of each reader, sealed (`rules.blind`): what was put on which shelf, and how far the book was read for it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.clues.models.clues import Clue
from bihuan.clues.models.keys import KeyHolder


class SearchShelf(models.Model):
    """Up to a thousand clues of one reader's index; `listed` tells which, sealed."""

    holder = models.ForeignKey(KeyHolder, models.CASCADE, related_name="+")
    size = models.PositiveIntegerField()
    listed = models.BinaryField(default=b"")

    class Meta:
        verbose_name = _("搜索索引")

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def bound(self) -> str:
        """What its sealed parts are bound to."""
        return f"shelf {self.holder_id} {self.pk}"


class SearchLeaf(models.Model):
    """One of the leaves of a shelf."""

    shelf = models.ForeignKey(SearchShelf, models.CASCADE, related_name="leaves", db_index=False)
    leaf = models.PositiveSmallIntegerField()
    body = models.BinaryField()

    class Meta:
        verbose_name = _("搜索索引页")
        constraints = (models.UniqueConstraint(fields=["shelf", "leaf"], name="clue_search_leaf"),)

    def __str__(self) -> str:
        return str(self.pk)


class SearchEntry(models.Model):
    """That a clue stands on a shelf as it was at a revision. Where one may no longer read it, its shelves go whole."""

    shelf = models.ForeignKey(SearchShelf, models.CASCADE, related_name="entries")
    clue = models.ForeignKey(Clue, models.CASCADE, related_name="+")
    revision = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("已编入搜索的线索")

    def __str__(self) -> str:
        return str(self.pk)


class SearchMark(models.Model):
    """Up to which record of the book a reader's index is whole, and when everything was last looked at: once a day, for a move in the
    organisation lets somebody read what he could not without a word in the book about the clue."""

    holder = models.OneToOneField(KeyHolder, models.CASCADE, related_name="+")
    position = models.BigIntegerField(default=0)
    looked_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("搜索索引进度")

    def __str__(self) -> str:
        return str(self.holder_id)
