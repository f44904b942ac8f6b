"""Words of what is said about files and figures."""

from bihuan.foundation.kernel import Term, _


class Proof(Term):
    """What the signature or the book says about the register's own list."""

    FITS = "fits", _("相符")
    BROKEN = "broken", _("不符")
    NONE = "none", _("未留存")
