"""The service is told to end, or to read its configuration anew, while a server keeps it waiting."""
import os
import re
import select
import shutil
import signal
import socket
import sqlite3
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

    def start(self, clerk, *before):
        with open(os.path.join(self.folder, "log"), "w", encoding="utf-8") as log:
            process = subprocess.Popen([*before, *clerk.command("run")], stdin=subprocess.DEVNULL, stderr=log)
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
            until(lambda: "event=reloaded" in self.log(), 50)  # the next poll would come after a minute
            self.ends(process)


    def test_the_letter_at_hand_is_finished_and_the_rest_of_its_group_is_for_the_next_start(self):
        asked = []

        def slow(client, tag, rest):
            if b"HEADER" not in rest:
                return False
            asked.append(rest)
            time.sleep(0.4)
            client.send(b"* SEARCH\r\n" + tag + b" OK done\r\n")
            return None
        with HostileImap({"SEARCH": slow}, {number: sign_up(number) for number in range(1, 65)}) as server:
            clerk = self.clerk(server)
            process = self.start(clerk)
            until(lambda: len(asked) >= 3)
            self.ends(process)
            taken = len(clerk.roster())
            self.assertTrue(2 <= taken < 64, taken)
            with sqlite3.connect(clerk.store) as store:
                self.assertEqual(store.execute("SELECT count(*) FROM attempt").fetchone(), (0,), "held for deadly")
            server.behave["SEARCH"] = lambda client, tag, rest: b"HEADER" in rest and client.send(
                b"* SEARCH\r\n" + tag + b" OK done\r\n")
            process = self.start(clerk)
            until(lambda: len(clerk.sent()) == 64, 180)
            self.ends(process)
            self.assertEqual((len(clerk.roster()), clerk.status()["waiting"]), (64, 0))


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


@unittest.skipUnless(os.geteuid() == 0 and shutil.which("unshare") and
                     subprocess.run(["unshare", "-m", "true"], check=False).returncode == 0,
                     "a name server can be put in place only in a namespace of root's")
class SilentNameServer(Case):
    """The system's resolver waits half a minute for it, and cannot be interrupted."""
    ADDRESS = "127.9.0.53"

    def setUp(self):
        super().setUp()
        self.asked = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.addCleanup(self.asked.close)
        self.asked.bind((self.ADDRESS, 53))
        self.inside = ""
        for name, text in (("resolv.conf", f"nameserver {self.ADDRESS}\noptions timeout:30\n"),
                           ("nsswitch.conf", "hosts: files dns\n")):
            path = os.path.join(self.folder, name)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            self.inside += f"mount --bind {path} /etc/{name} && "

    def start(self, clerk, *before):
        return super().start(clerk, "unshare", "-m", "sh", "-c", self.inside + 'exec "$@"', "sh")

    def is_asked(self):
        return bool(select.select([self.asked], [], [], 0)[0])

    def ends_when_asked(self, clerk):
        process = self.start(clerk)
        until(self.is_asked)
        self.ends(process)

    def test_ends_while_it_is_asked_for_the_mailbox(self):
        clerk = Clerk(os.path.join(self.folder, "clerk"),
                      {"url": "imaps://imap.protect.example", "user": "clerk", "password_file": "imap"})
        clerk.secret("imap", "open sesame")
        self.ends_when_asked(clerk)

    def test_ends_while_it_is_asked_for_the_outgoing_server(self):
        clerk = Clerk(os.path.join(self.folder, "clerk"), outgoing={"url": "smtps://smtp.protect.example"})
        clerk.deliver(sign_up(1), "1.one")
        self.ends_when_asked(clerk)
        self.assertEqual(clerk.status()["outbox"]["later"], 1)

    def test_ends_while_it_is_asked_for_the_provider_of_tokens(self):
        clerk = Clerk(os.path.join(self.folder, "clerk"), {
            "url": "imaps://imap.protect.example", "user": "clerk", "oauth2": {
                "token_url": "https://login.protect.example/token", "client_id": "us", "refresh_token_file": "token"}})
        clerk.secret("token", "refresh")
        self.ends_when_asked(clerk)

    def test_ends_while_it_is_asked_for_the_road_of_the_alarm(self):
        self.ends_when_asked(Clerk(
            os.path.join(self.folder, "clerk"), {"url": "maildir:nowhere", "poll": "1s"},
            more="alert: {url: 'smtps://mx.elsewhere.example', to: [admin@elsewhere.example], after: 1s}\n"))

    def test_it_is_waited_for_no_longer_than_a_server(self):
        clerk = Clerk(os.path.join(self.folder, "clerk"), {"url": "imaps://imap.protect.example", "user": "clerk",
                                                           "password_file": "imap", "timeout": "1s"})
        clerk.secret("imap", "open sesame")
        process = self.start(clerk)
        until(lambda: self.log().count("no name server answers in time") >= 2)
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
