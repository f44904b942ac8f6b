"""The model of what a compromise surrenders: the page tells what it computes, and its rules about keys hold for true packages."""

from itertools import chain, combinations

import pytest
from pyrage import x25519

from bihuan.foundation.kernel import BadInput
from bihuan.foundation.sealedbox import codes
from bihuan.foundation.sealedbox.contents import Answer, Identity
from bihuan.foundation.sealedbox.custodians import half_open, seal_to_pairs
from bihuan.foundation.sealedbox.keys import ReportKeys
from bihuan.foundation.sealedbox.packages import seal, seal_plainly, unseal
from bihuan.foundation.sealedbox.vocabulary import Says
from tests.factories.town import TODAY
from tools import threats

HELD = ("desk", "alternate", "keeper", "keeper2", "code")


def test_the_page_tells_what_the_model_computes() -> None:
    assert threats.page() == threats.PAGE.read_text("utf-8"), "run python -m tools.threats"


def test_every_word_of_a_rule_is_known_and_comes_from_somewhere() -> None:
    needed = {one for needs, _gives in threats.RULES for one in needs.split()}
    given = {one for _needs, gives in threats.RULES for one in gives.split()}
    assert needed <= given | set(threats.COMPROMISES), needed - given
    assert set(threats.ASSETS) <= given and not given - needed - set(threats.ASSETS)


def test_more_in_one_hand_is_never_less() -> None:
    for some in map(frozenset, combinations(threats.COMPROMISES, 2)):
        for one in some:
            assert threats.surrendered(frozenset({one})) <= threats.surrendered(some)


def test_what_is_claimed_in_words_holds_in_every_set() -> None:
    """Names need two custodians in all of 65,535 sets, and nothing that lies on the public side opens anything that was handed in before."""
    both = {"keeper", "keeper2"}
    public = frozenset({"line", "proxy", "box", "door", "gate", "code", "kept"})
    dear = {"contents", "contents_alternate", "identities", "accused", "signature"}
    assert all(both <= some for some in threats.least("identities"))
    assert not dear & threats.surrendered(public)
    assert all({"alternate"} & some or "duties" in some or both <= some for some in threats.least("contents_alternate"))
    assert not dear & threats.surrendered(frozenset({"desk", "alternate", "keeper"}) | public), (
        "a passphrase is nothing without the database"
    )


class Thief:
    """Holds some keys and everything that lies anywhere, and opens what he can until nothing more opens."""

    def __init__(self, keys: list[x25519.Identity], lying: list[bytes]) -> None:
        self.keys, self.lying, self.read = keys, lying, set[bytes]()

    def opens_all(self) -> set[bytes]:
        waiting = list(self.lying)
        while waiting:
            package = waiting.pop()
            for found in self._opened(package):
                if found.startswith(b"AGE-SECRET-KEY-"):
                    self.keys.append(x25519.Identity.from_str(found.decode()))
                    waiting = list(self.lying)
                elif found.startswith(b"age-encryption.org"):
                    waiting.append(found)
                elif found not in self.read:
                    self.read.add(found)
        return self.read

    def _opened(self, package: bytes) -> list[bytes]:
        found = []
        for key in self.keys:
            for open_one in (lambda package, key: [unseal(package, [key])], half_open):
                try:
                    found += open_one(package, key)
                except BadInput:
                    continue
        return [one for one in found if one not in self.read and one.decode("latin-1") not in self._known()]

    def _known(self) -> set[str]:
        return {str(one) for one in self.keys}


@pytest.mark.parametrize("held", list(chain.from_iterable(combinations(HELD, size) for size in range(len(HELD) + 1))), ids="-".join)
def test_every_set_of_keys_opens_what_the_model_says(held: tuple[str, ...]) -> None:
    """True packages, sealed as the door and the office seal them; the thief has all of them and every set of keys in turn."""
    keys = {name: x25519.Identity.generate() for name in ("desk", "alternate", "keeper", "keeper2", "third")}
    public = {name: str(key.to_public()) for name, key in keys.items()}
    report = ReportKeys(codes.new())
    custodians = [public["keeper"], public["keeper2"], public["third"]]
    said = {"contents": b"content", "contents_alternate": b"past the desk", "identities": Identity("name", "phone").told()}
    answer = Answer(Says.MESSAGE, TODAY, "-").told()
    lying = [
        seal(said["contents"], [public["desk"]]), seal(said["contents_alternate"], [public["alternate"]]),
        seal_to_pairs(said["identities"], custodians), seal_plainly(answer, report.address),
        *(seal_to_pairs(str(keys[name]).encode(), custodians) for name in ("desk", "alternate")),
    ]  # fmt: skip
    mine = [report.reader if name == "code" else keys[name] for name in held]
    read = Thief(mine, lying).opens_all()
    model = threats.surrendered(frozenset({*held, "db"}))
    assert {name for name, text in said.items() if text in read} == set(said) & model
    assert (answer in read) == ("answers" in model)
