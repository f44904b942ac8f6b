"""How the body that issues a report is called in full: plans speak of 专班 or 领导小组办公室 and leave the rest to be understood."""

SHORT = ("专班", "工作专班", "办公室", "整治办", "领导小组办公室", "指挥部办公室")
"""Names that any campaign of any county might bear."""


def full_name(above: str, office: str) -> str:
    """澜川县 and 专班 give 澜川县专项整治专班; a name that already says whose it is stays."""
    told = "专项整治" + office if office in SHORT else office
    return told if above in told else above + told
