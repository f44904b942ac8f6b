"""How the body that issues a report is called in full: plans speak of 专班 or 领导小组办公室 and leave the rest to be understood."""

from bihuan.foundation.kernel import _

SHORT = (_("专班"), _("工作专班"), _("办公室"), _("整治办"), _("领导小组办公室"), _("指挥部办公室"))
"""Names that any campaign of any county might bear."""


def full_name(above: str, office: str) -> str:
    """澜川县 and 专班 give 澜川县专项整治专班; a name that already says whose it is stays."""
    told = _("专项整治") + office if office in SHORT else office
    return told if above in told else above + told
