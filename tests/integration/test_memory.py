"""What the idle service weighs. Sanitizers weigh many times as much as the program, so that a release build is asked:
the one under test, $GREFIER_RELEASE, or what contrib/try.sh has built."""
import os
import re
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))

import clerk as clerks  # noqa: E402
from clerk import Clerk, sign_up  # noqa: E402

SOURCE = os.environ["SOURCE_DIR"]
MIB = 1024
OWN_MOST = 12 * MIB  # KiB of its own, once it has let its compiled rules go
ALL_MOST = 25 * MIB  # with the libraries' code that it still has in hand
LETTERS = 8


def is_plain(program):
    if not program or not os.path.exists(program):
        return False
    with open(program, "rb") as file:
        return b"__asan_init" not in file.read()


PROGRAM = next(filter(is_plain, (os.environ["GREFIER"], os.environ.get("GREFIER_RELEASE"),
                                 os.path.join(SOURCE, "build", "grefier"))), None)


@unittest.skipUnless(PROGRAM, "there is no program without sanitizers: sh contrib/try.sh builds one, or GREFIER_RELEASE")
class Idle(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        before = clerks.GREFIER
        self.addCleanup(setattr, clerks, "GREFIER", before)
        clerks.GREFIER = PROGRAM
        self.clerk = Clerk(folder.name, {"poll": "1s"})
        for number in range(LETTERS):
            self.clerk.deliver(sign_up(number, phone=number % 2 == 0), f"{number}.letter")

    def rest(self, process):
        """Once it holds still: two looks a second apart that show the same."""
        until, last = time.monotonic() + 60, None
        while time.monotonic() < until:
            with open(f"/proc/{process.pid}/status", encoding="utf-8") as file:
                now = {name: int(kib) for name, kib in re.findall(r"^(VmRSS|RssAnon):\s+(\d+) kB$", file.read(), re.M)}
            if len(self.clerk.sent()) == LETTERS and now == last:
                return now
            last = now
            time.sleep(1)
        self.fail("it never held still")

    def test_after_some_letters_it_weighs_what_the_manual_says(self):
        process = subprocess.Popen(self.clerk.command("run"), stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            memory = self.rest(process)
        finally:
            process.kill()
            process.wait()
        self.assertLessEqual(memory["RssAnon"], OWN_MOST, memory)
        self.assertLessEqual(memory["VmRSS"], ALL_MOST, memory)


if __name__ == "__main__":
    unittest.main(verbosity=2)
