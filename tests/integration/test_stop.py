"""The service is told to end, or to read its configuration anew, while a server keeps it waiting."""
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))

from clerk import Clerk, sign_up  # noqa: E402
from hostile_imap import HostileImap  # noqa: E402
from manager import Manager  # noqa: E402
from smtp_server import SmtpServer  # noqa: E402

with open(os.path.join(os.environ["SOURCE_DIR"], "contrib", "systemd", "grefier.service"), encoding="utf-8") as unit:
    STOP_SECONDS = int(re.search(r"^TimeoutStopSec=(\d+)s$", unit.read(), re.M)[1])


def until(happened, seconds=60):
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            raise AssertionError("it never happened")
        time.sleep(0.05)


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def start(self, clerk):
        with open(os.path.join(self.folder, "log"), "w", encoding="utf-8") as log:
            process = subprocess.Popen(clerk.command("run"), stdin=subprocess.DEVNULL, stderr=log)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def log(self):
        with open(os.path.join(self.folder, "log"), encoding="utf-8") as file:
            return file.read()

    def ends(self, process):
        """Before the service manager would kill it: long before a server's minute is over."""
        process.send_signal(signal.SIGTERM)
        try:
            self.assertEqual(process.wait(STOP_SECONDS), 0, self.log())
        except subprocess.TimeoutExpired:
            self.fail("the service manager would have killed it\n" + self.log())
        self.assertIn("event=stopped", self.log())


class SilentMailbox(Case):
    def clerk(self, server, **more):
        clerk = Clerk(os.path.join(self.folder, "clerk"), {"url": server.url, "user": "clerk", "password_file": "imap"},
                      **more)
        clerk.secret("imap", "open sesame")
        return clerk

    def test_ends_at_every_step(self):
        for step in ("GREETING", "CAPABILITY", "AUTHENTICATE", "EXAMINE", "SEARCH", "FETCH", "IDLE"):
            reached = []

            def hold(client, *_, reached=reached):
                reached.append(True)
                client.hold()
            with self.subTest(step=step), HostileImap({step: hold}, {1: sign_up(1)}) as server:
                process = self.start(self.clerk(server))
                until(lambda reached=reached: reached)
                self.ends(process)
                self.assertNotIn("event=poll-failed", self.log())

    def test_an_outage_is_not_what_the_end_is(self):
        with HostileImap({"FETCH": lambda client, *_: client.hold()}, {1: sign_up(1)}) as server:
            clerk = self.clerk(server)
            process = self.start(clerk)
            until(lambda: b"FETCH" in server.received)
            self.ends(process)
            self.assertIsNone(clerk.status()["poll_error"])

    def test_a_reload_that_comes_during_a_pass_is_not_left_for_the_next(self):
        def slow(client, *_):
            time.sleep(2)
            return False
        with HostileImap({"FETCH": slow}, {1: sign_up(1)}) as server:
            process = self.start(self.clerk(server))
            until(lambda: b"FETCH" in server.received)
            process.send_signal(signal.SIGHUP)
            until(lambda: "event=reloaded" in self.log(), 30)  # the next poll would come after a minute
            self.ends(process)


class SilentServer(Case):
    def test_ends_at_every_step_and_the_letter_is_due_or_in_doubt(self):
        for step in ("connect", "EHLO", "MAIL", "RCPT", "DATA", "upload", "text"):
            with self.subTest(step=step), SmtpServer(behave={step: "hang"}) as server:
                clerk = Clerk(os.path.join(self.folder, step), outgoing={"url": server.url})
                clerk.deliver(sign_up(1), "1.one")
                process = self.start(clerk)
                until(lambda server=server, step=step: server.connections and (
                    step == "connect" or server.commands({"upload": "DATA", "text": "DATA"}.get(step, step))))
                time.sleep(0.5 if step in ("upload", "text") else 0)  # for the text to be on its way
                self.ends(process)
                outbox = clerk.status()["outbox"]
                self.assertEqual(outbox["later"] + outbox["uncertain"], 1, outbox)
                if step == "text":
                    self.assertEqual(outbox["uncertain"], 1)

    def test_ends_while_the_alarm_is_not_taken(self):
        with SmtpServer(behave={"connect": "hang"}) as server:
            clerk = Clerk(os.path.join(self.folder, "clerk"), {"url": "maildir:nowhere", "poll": "1s"},
                          more=f"alert: {{url: '{server.url}', to: [admin@elsewhere.example], after: 1s}}\n")
            process = self.start(clerk)
            until(lambda: server.connections)
            self.ends(process)


class Provider(Case):
    def test_ends_while_no_token_comes(self):
        with HostileImap({"GREETING": lambda client, *_: client.hold()}) as provider, HostileImap() as server:
            url = f"http://127.0.0.1:{provider.port}/token"
            clerk = Clerk(os.path.join(self.folder, "clerk"), {
                "url": server.url, "user": "clerk",
                "oauth2": {"token_url": url, "client_id": "us", "refresh_token_file": "token"}})
            clerk.secret("token", "refresh")
            process = self.start(clerk)
            until(lambda: provider.connections)
            self.ends(process)


if __name__ == "__main__":
    unittest.main(verbosity=2)
