"""Older mail is taken in on request, and answered only on request."""
import os
import pty
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))

from certificates import make_ca  # noqa: E402
from clerk import Clerk, sign_up  # noqa: E402
from dovecot import Dovecot  # noqa: E402

MANY = 30
work = authority = dovecot = None


def setUpModule():  # noqa: N802
    global work, authority, dovecot
    work = tempfile.TemporaryDirectory()
    authority = make_ca(os.path.join(work.name, "ca"))
    dovecot = Dovecot(os.path.join(work.name, "dovecot"), authority.issue("good"))


def tearDownModule():  # noqa: N802
    dovecot.stop()
    work.cleanup()


class Backfill(unittest.TestCase):
    def setUp(self):
        dovecot.clear()
        folder = tempfile.TemporaryDirectory(dir=work.name)
        self.addCleanup(folder.cleanup)
        for number in range(MANY):
            dovecot.deliver(sign_up(number))
        self.clerk = Clerk(folder.name, {"url": dovecot.imaps_url, "user": "clerk", "password_file": "password",
                                         "ca_file": authority.file, "start": "now"})
        self.clerk.secret("password", "open sesame")
        done = self.clerk.once()  # the first start: nothing of before is looked at
        self.assertEqual((done.returncode, self.clerk.roster()), (0, []), done.stderr)

    def backfill(self, *arguments):
        done = self.clerk.run("backfill", "--since", "2026-11-01", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def test_takes_in_and_answers_nobody_then_or_later(self):
        flags = dovecot.flags()
        done = self.backfill()
        self.assertEqual(done.stdout, f"taken in {MANY}, known already 0, answered 0\n")
        self.assertEqual(len(self.clerk.roster()), MANY)
        self.assertEqual(self.clerk.once().returncode, 0)
        self.assertEqual(self.clerk.sent(), [])
        self.assertEqual(dovecot.flags(), flags)

    def test_a_second_time_everybody_is_known(self):
        self.backfill()
        self.assertIn("taken in 0,", self.backfill().stdout)
        self.assertEqual(len(self.clerk.roster()), MANY)

    def test_answers_when_told_to_each_once(self):
        self.backfill("--answer")
        self.backfill("--answer")
        self.assertEqual(self.clerk.once().returncode, 0)
        self.assertEqual(len(self.clerk.sent()), MANY)

    def test_what_comes_afterwards_is_answered_as_ever(self):
        self.backfill()
        dovecot.deliver(sign_up(MANY + 1).replace(b"23 Nov 2026", b"23 Nov 2036"))
        self.assertEqual(self.clerk.once().returncode, 0)
        self.assertEqual(len(self.clerk.sent()), 1)

    def test_a_terminal_shows_how_far_it_is_and_a_file_does_not(self):
        main, terminal = pty.openpty()
        with subprocess.Popen(self.clerk.command("backfill", "--since", "2026-11-01"), stdout=subprocess.DEVNULL,
                              stderr=terminal) as process:
            os.close(terminal)
            seen = b""
            try:
                while piece := os.read(main, 4096):
                    seen += piece
            except OSError:
                pass  # the terminal is closed
            self.assertEqual(process.wait(60), 0, seen)
        os.close(main)
        self.assertIn(b"100 %", seen)
        self.assertIn(f"{MANY} of {MANY}".encode(), seen)
        self.assertNotIn("%", self.backfill().stderr)

    def test_while_the_service_runs_it_says_so(self):
        service = self.clerk.start("run")
        try:
            for line in service.stderr:
                if "event=started" in line:
                    break
            done = self.clerk.run("backfill", "--since", "2026-11-01")
        finally:
            service.kill()
            service.communicate()
        self.assertEqual(done.returncode, 1)
        self.assertIn("another", done.stderr)

    def test_a_day_is_needed(self):
        for words in ((), ("--since", "yesterday"), ("--since", "2026-02-30")):
            self.assertEqual(self.clerk.run("backfill", *words).returncode, 2)


if __name__ == "__main__":
    unittest.main(verbosity=2)
