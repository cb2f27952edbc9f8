"""What is due goes out once, whatever the outgoing server does; a bad letter never keeps the others back."""
import os
import sqlite3
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))

from certificates import make_ca  # noqa: E402
from clerk import Clerk, sign_up  # noqa: E402
from smtp_server import SmtpServer  # noqa: E402

USER, PASSWORD = "clerk@protect.example", "open sesame"

work = certificate = authority = None


def setUpModule():  # noqa: N802
    global work, authority, certificate
    work = tempfile.TemporaryDirectory()
    authority = make_ca(os.path.join(work.name, "ca"))
    certificate = authority.issue("good")


def tearDownModule():  # noqa: N802
    work.cleanup()


class Outbox(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(dir=work.name)

    def tearDown(self):
        self.folder.cleanup()

    def server(self, **behave):
        return SmtpServer(certificate, users={USER: PASSWORD}, behave=behave)

    def clerk(self, server, messages=1):
        clerk = Clerk(self.folder.name)
        clerk.outgoing.update(url=server.url, user=USER, ca_file=authority.file,
                              password_file=clerk.secret("smtp", PASSWORD))
        clerk.write()
        for number in range(messages):
            clerk.deliver(sign_up(number), f"m{number}")
        return clerk

    def states(self, clerk):
        return {state: count for state, count in clerk.status()["outbox"].items() if count}

    def hurry(self, clerk):
        """What waits for its time is due now."""
        with sqlite3.connect(clerk.store) as store:
            store.execute("UPDATE outbox SET due = 0")
        store.close()

    def test_a_recipient_refused_for_now_does_not_keep_the_others_back(self):
        with self.server(RCPT=["451 4.2.1 later"]) as server:
            clerk = self.clerk(server, 3)
            self.assertEqual(clerk.once().returncode, 0)
            self.assertEqual(self.states(clerk), {"later": 1, "sent": 2})
            self.assertEqual(clerk.once().returncode, 0)
            self.assertEqual(self.states(clerk), {"later": 1, "sent": 2}, "it was tried before its time")
            self.hurry(clerk)
            self.assertEqual(clerk.once().returncode, 0)
            self.assertEqual(self.states(clerk), {"sent": 3})
            self.assertEqual(len({message["to"][0] for message in server.messages}), 3)

    def test_a_recipient_refused_for_good_is_unreachable(self):
        with self.server(RCPT=["550 5.1.1 no such user"]) as server:
            clerk = self.clerk(server, 2)
            self.assertEqual(clerk.once().returncode, 0)
            self.assertEqual(self.states(clerk), {"refused": 1, "sent": 1})
            self.assertEqual(sorted(row["status"] for row in clerk.roster()), ["complete", "unreachable"])
            self.hurry(clerk)
            self.assertEqual(clerk.once().returncode, 0)
            self.assertEqual(len(server.messages), 1)

    def test_a_server_in_trouble_keeps_everything_and_intake_goes_on(self):
        for stage, action in (("connect", "421 4.3.0 too busy"), ("MAIL", "451 4.3.0 later"), ("AUTH", "535 5.7.8 no"),
                              ("EHLO", "drop"), ("DATA", "drop")):
            with self.subTest(stage=stage), self.server(**{stage: action}) as server:
                clerk = self.clerk(server, 2)
                done = clerk.once()
                self.assertEqual(len(clerk.roster()), 2)
                self.assertEqual(server.messages, [])
                self.assertEqual(sum(self.states(clerk).get(state, 0) for state in ("queued", "later")), 2)
                if stage != "DATA":
                    self.assertEqual(done.returncode, 1, done.stderr)
                server.behave.clear()
                self.hurry(clerk)
                self.assertEqual(clerk.once().returncode, 0)
                self.assertEqual(self.states(clerk), {"sent": 2})
            self.folder.cleanup()
            self.folder = tempfile.TemporaryDirectory(dir=work.name)

    def test_no_reply_after_the_text_is_sent_once_more_and_never_a_third_time(self):
        with self.server(text=["drop", "drop"]) as server:
            clerk = self.clerk(server)
            self.assertEqual(clerk.once().returncode, 1)
            self.assertEqual(self.states(clerk), {"uncertain": 1})
            self.assertEqual(clerk.once().returncode, 0, "it was sent again at once")
            self.assertEqual(len(server.messages), 1)
            self.hurry(clerk)
            self.assertEqual(clerk.once().returncode, 1)
            self.assertEqual(self.states(clerk), {"held": 1})
            self.hurry(clerk)
            self.assertEqual(clerk.once().returncode, 0)
            self.assertEqual(len(server.messages), 2)
            self.assertEqual(len({message["data"] for message in server.messages}), 1)

    def test_no_reply_the_first_time(self):
        with self.server(text=["drop"]) as server:
            clerk = self.clerk(server)
            clerk.once()
            self.hurry(clerk)
            self.assertEqual(clerk.once().returncode, 0)
            self.assertEqual((self.states(clerk), len(server.messages)), ({"sent": 1}, 2))

    def test_the_total_cap_holds_the_rest_for_a_person(self):
        with self.server() as server:
            clerk = self.clerk(server, 5)
            clerk.outgoing["total"] = "2/hour"
            clerk.write()
            self.assertEqual(clerk.once().returncode, 0)
            self.assertEqual(self.states(clerk), {"sent": 2, "held": 3})
            self.assertEqual((len(clerk.roster()), clerk.status()["waiting"]), (5, 3))
            self.assertIn("gate.total-cap", clerk.run("why", "M5").stdout)


if __name__ == "__main__":
    unittest.main()
