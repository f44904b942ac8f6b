"""The ready catalogues that come with the product, as campaign files. A campaign starts from a copy; the files never change."""

from functools import cache
from importlib import resources

from bihuan.campaigns.rules.campaign_file import CampaignFile, load
from bihuan.foundation.kernel import Missing, _

READY = {
    "five-tendencies": _("五种倾向"),
    "six-cures": _("六治六提"),
    "four-ills": _("庸懒散软"),
    "five-areas": _("形式主义五领域"),
    "lying-flat": _("躺平"),
}


def catalogue_text(name: str) -> str:
    """The YAML of a ready catalogue, by its name or Chinese title. Raises `Missing` and names those that exist."""
    by_title = {title: key for key, title in READY.items()}
    key = by_title.get(name, name)
    if key not in READY:
        offered = "、".join(f"{title}（{key}）" for key, title in READY.items())
        raise Missing(_("没有“%(name)s”这个目录。现有：%(offered)s。"), name=name, offered=offered)
    folder = resources.files("bihuan.campaigns").joinpath("catalogues")
    return folder.joinpath(f"{key}.yaml").read_text(encoding="utf-8")


@cache
def ready_catalogue(name: str) -> CampaignFile:
    """A ready catalogue as a `CampaignFile`."""
    return load(catalogue_text(name))
