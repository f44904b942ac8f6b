"""The public door flooded by a program, beside honest reporters who run no scripts (bar: 20,000 beside 50, all 50 accepted).

    .venv/bin/python -m bench.door_flood [--scripted 20000] [--honest 50] [--at-once 16]

The program sends the last form of a report as fast as it is answered, each with a secret field of its own and no token. The honest come all along:
first page, form, check, send; told to wait they wait, asked a question they answer it. All of theirs must be in the box, and each code must open.
"""

import argparse
import html
import re
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

from bihuan.foundation.sealedbox import codes
from bihuan.foundation.sealedbox.codes import ReceiptCode
from bihuan.foundation.sealedbox.keys import ReportKeys
from tests.interfaces.portal.serving import Served, form_of, open_door

LATIN, TOKEN, SEED = (
    re.compile(one) for one in (r'<p class="latin">([^<]+)', r'name="token" value="([^"]+)"', r'name="seed" value="([^"]+)"')
)
WAIT, SUM = re.compile(r"请等 (\d+) 秒"), re.compile(r'<label for="sum">(.)加(.)等于几')
SPAM = "某某干部收钱不办事，请领导严肃处理，全县人民都知道。" * 8
HAN = "一二三四五六七八九"


def honest(door: Served, number: int) -> tuple[ReceiptCode, float]:
    """One reporter, until he has his code; and how long it took. Raises TimeoutError after ten minutes."""
    begun = time.monotonic()
    page = _answered(door, "GET /zh/report/")
    fields = {"seed": SEED.findall(page)[-1], "token": TOKEN.findall(page)[-1], "concerns": "no", "named": "no", "do": "check"}
    fields["text"] = f"第{number}位：{chr(0x4E00 + number * 37)}窗口三次让我补交材料，没有一次性告知。"
    page = _answered(door, "POST /zh/report/", fields)
    fields["token"], fields["do"] = TOKEN.findall(page)[-1], "send"
    while time.monotonic() - begun < 600:
        if asked := SUM.search(page):
            fields["sum"] = str(HAN.index(asked[1]) + HAN.index(asked[2]) + 2)
        page = _answered(door, "POST /zh/report/", fields)
        if found := LATIN.search(page):
            return codes.read(found[1]), time.monotonic() - begun
        fields["token"] = TOKEN.findall(page)[-1]
        wait = WAIT.search(page)
        time.sleep(int(wait[1]) if wait else 0.5)
    raise TimeoutError


def _answered(door: Served, head: str, fields: dict[str, str] | None = None) -> str:
    body, kind = (urlencode(fields).encode(), "application/x-www-form-urlencoded") if fields else (b"", "")
    return html.unescape(door.ask(head, body, kind).decode())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scripted", type=int, default=20_000)
    parser.add_argument("--honest", type=int, default=50)
    parser.add_argument("--at-once", type=int, default=16)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bihuan-flood-") as folder, open_door(Path(folder) / "home") as door:
        left, taken, lock = iter(range(told.scripted)), [0, 0], threading.Lock()

        def scripted() -> None:
            while True:
                with lock:
                    if next(left, None) is None:
                        return
                try:
                    door.report(*form_of(text=SPAM))
                    result = 1
                except (OSError, ValueError):
                    result = 0
                with lock:
                    taken[result] += 1

        before, begun = door.seconds, time.monotonic()
        threads = [threading.Thread(target=scripted) for _one in range(told.at_once)]
        for one in threads:
            one.start()
        with ThreadPoolExecutor(10) as many:

            def reporter(number: int) -> tuple[ReceiptCode, float] | None:
                while sum(taken) < told.scripted * 0.9 * number / told.honest:  # all along, not all before it costs anything
                    time.sleep(0.1)
                return _tried(door, number)

            found = [one for one in many.map(reporter, range(told.honest)) if one]
        for one in threads:
            one.join()
        seconds, cpu = time.monotonic() - begun, door.seconds - before
        held = [code for code, _took in found if door.office.box.holds(ReportKeys(code).place)]
    print(
        f"{told.scripted} scripted: {taken[1]} taken before it cost anything, {taken[0]} told to pay; {len(held)} of {told.honest} honest accepted, "
        f"in {max((took for _code, took in found), default=0):.0f} s at most; {seconds:.0f} s, CPU {cpu / told.scripted * 1000:.1f} ms a scripted one"
    )
    return 0 if len(held) == told.honest else 1


def _tried(door: Served, number: int) -> tuple[ReceiptCode, float] | None:
    for _again in range(5):
        try:
            return honest(door, number)
        except TimeoutError:
            return None
        except (OSError, IndexError):  # the line was cut: he presses once more
            continue
    return None


if __name__ == "__main__":
    sys.exit(main())
