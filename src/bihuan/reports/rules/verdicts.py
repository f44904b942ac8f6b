"""Words of a verdict on a file."""

from bihuan.foundation.kernel import Term, _


class Proof(Term):
    """What the signature or the book says about the register's own list."""

    FITS = "fits", _("相符")
    BROKEN = "broken", _("不符")
    NONE = "none", _("未留存")
