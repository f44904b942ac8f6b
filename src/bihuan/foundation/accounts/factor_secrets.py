"""What a second factor is made from lies sealed in the table, to the key of the installation: whoever reads the database, or a copy of it
without the keys, makes nobody's codes."""

from django.conf import settings

from bihuan.foundation.kernel import NotNow, _
from bihuan.foundation.seals.sealing import Unopened
from bihuan.foundation.seals.texts import opened_text, sealed_text

_MARK = "sealed:"


def sealed(text: str) -> str:
    """As it is kept."""
    return _MARK + sealed_text(text, settings.BIHUAN_HOME, settings.BIHUAN_SEAL)


def opened(kept: str) -> str:
    """The text again, by whichever algorithm it was sealed; one from before they were sealed is given as it is. Raises NotNow where the key
    is not the one it was sealed to."""
    if not is_sealed(kept):
        return kept
    try:
        return opened_text(kept.removeprefix(_MARK), settings.BIHUAN_HOME)
    except Unopened as no:
        raise NotNow(_("您的动态口令打不开：系统的密钥换过，或者没有随备份恢复。请联系安全保密管理员代为解除，再重新绑定。")) from no


def is_sealed(kept: str) -> bool:
    """Or is it as it was written before?"""
    return kept.startswith(_MARK)
