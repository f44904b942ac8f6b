"""What a second factor is made from lies sealed in the table, to the key of the installation: whoever reads the database, or a copy of it
without the keys, makes nobody's codes."""

from base64 import b64decode, b64encode
from io import BytesIO

from django.conf import settings

from bihuan.foundation.kernel import NotNow, _
from bihuan.foundation.seals.keys import sealing_pair
from bihuan.foundation.seals.sealing import Unopened, seal, told, unseal

_MARK = "sealed:"


def sealed(text: str) -> str:
    """As it is kept."""
    held, name = BytesIO(), settings.BIHUAN_SEAL
    seal(BytesIO(text.encode()), held, [sealing_pair(settings.BIHUAN_HOME, name).public], name)
    return _MARK + b64encode(held.getvalue()).decode()


def opened(kept: str) -> str:
    """The text again, by whichever algorithm it was sealed; one from before they were sealed is given as it is. Raises NotNow where the key
    is not the one it was sealed to."""
    if not is_sealed(kept):
        return kept
    held, found = BytesIO(b64decode(kept.removeprefix(_MARK))), BytesIO()
    try:
        algorithm, _recipients = told(held)
        held.seek(0)
        unseal(held, found, sealing_pair(settings.BIHUAN_HOME, algorithm))
    except Unopened as no:
        raise NotNow(_("您的动态口令打不开：系统的密钥换过，或者没有随备份恢复。请联系安全保密管理员代为解除，再重新绑定。")) from no
    return found.getvalue().decode()


def is_sealed(kept: str) -> bool:
    """Or is it as it was written before?"""
    return kept.startswith(_MARK)
