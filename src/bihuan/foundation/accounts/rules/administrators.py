"""The three administrators are three people (domain.md G2)."""

from collections.abc import Mapping

from bihuan.foundation.kernel import BadInput, _


def check_three(named: Mapping[str, str]) -> None:
    """`named` maps each of the three (system, security, audit) to the name of a person. Raises BadInput when one person would hold two."""
    seen: dict[str, str] = {}
    for kind, name in named.items():
        plain = "".join(name.split())
        if plain in seen:
            raise BadInput(_("三员须由三个不同的人担任，“%(name)s”出现了两次。请换一个人。"), name=plain)
        seen[plain] = kind
