"""The same work against the other IMAP server that providers have: Debian's Cyrus."""
import os
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))

from certificates import make_ca  # noqa: E402
from clerk import Clerk, sign_up  # noqa: E402
from cyrus import Cyrus, Missing  # noqa: E402
from manager import Manager  # noqa: E402
from smtp_server import SmtpServer  # noqa: E402

CACHE = os.path.join(os.environ["BUILD_DIR"], "cyrus-packages")
USERS = {name: "open sesame" for name in ("one", "two", "three")}

work = authority = cyrus = None


def setUpModule():  # noqa: N802
    global work, authority, cyrus
    work = tempfile.TemporaryDirectory()
    os.chmod(work.name, 0o755)
    authority = make_ca(os.path.join(work.name, "ca"))
    try:
        cyrus = Cyrus(os.path.join(work.name, "cyrus"), CACHE, authority.issue("good"), USERS)
    except Missing as why:
        work.cleanup()
        raise unittest.SkipTest(str(why)) from None
    cyrus.__enter__()
    unittest.addModuleCleanup(work.cleanup)
    unittest.addModuleCleanup(cyrus.__exit__)


class Mailbox(unittest.TestCase):
    def clerk(self, url, user, server, **mailbox):
        clerk = Clerk(os.path.join(work.name, user), {"url": url, "user": user, "password_file": "imap",
                                                      "ca_file": authority.file, **mailbox},
                      {"url": server.url, "sent_folder": "Sent"})
        clerk.secret("imap", USERS[user])
        return clerk

    def put(self, user, folder, *messages):
        client = cyrus.connect(user)
        for message in messages:
            self.assertEqual(client.append(folder, None, None, message)[0], "OK")
        client.logout()

    def look(self, user, folder):
        """The flags of the messages and their text."""
        client = cyrus.connect(user)
        client.select(folder, readonly=True)
        flags = client.uid("fetch", "1:*", "(FLAGS)")[1]
        texts = [item[1] for item in client.uid("fetch", "1:*", "(BODY.PEEK[])")[1] if isinstance(item, tuple)]
        client.logout()
        return flags, texts

    def work_once(self, url, user):
        self.put(user, "INBOX", sign_up(1), sign_up(2, phone=False), b"Subject: lunch\r\n\r\nAt noon?\r\n")
        self.put(user, "Junk", sign_up(3))
        flags = self.look(user, "INBOX")[0]
        with SmtpServer() as server:
            clerk = self.clerk(url, user, server, also_inspect=["Junk"])
            for _ in range(2):
                done = clerk.once()
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertEqual(len(server.messages), 2)
        status = clerk.status()["messages"]
        self.assertEqual((status["taken"], status["review"]), (4, 1))
        self.assertEqual(self.look(user, "INBOX")[0], flags)
        copies = self.look(user, "Sent")[1]
        self.assertEqual(len(copies), 2)
        self.assertTrue(all(b"Auto-Submitted: auto-replied" in copy for copy in copies))

    def test_by_tls_from_the_start(self):
        self.work_once(cyrus.imaps_url, "one")

    def test_by_starttls(self):
        self.work_once(cyrus.imap_url, "two")

    def test_what_comes_while_the_service_waits_is_answered_and_not_only_at_the_next_poll(self):
        with SmtpServer() as server:
            clerk = self.clerk(cyrus.imaps_url, "three", server, poll="10m")
            manager = Manager(clerk.folder)
            self.addCleanup(manager.close)
            service = manager.start(clerk)
            self.addCleanup(service.communicate)
            self.addCleanup(service.kill)
            manager.wait(lambda message: "WATCHDOG" in message)
            for number in range(1, 3):
                self.put("three", "INBOX", sign_up(number))
                until = time.monotonic() + 60  # a tenth of the time to the next poll
                while len(server.messages) < number and time.monotonic() < until:
                    time.sleep(0.1)
                self.assertEqual(len(server.messages), number)


if __name__ == "__main__":
    unittest.main(verbosity=2)
