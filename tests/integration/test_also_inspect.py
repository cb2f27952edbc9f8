"""The folders besides the mailbox (Junk): what lies there is looked into and reported, and never answered."""
import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))

from certificates import make_ca  # noqa: E402
from clerk import Clerk, sign_up  # noqa: E402
from dovecot import Dovecot  # noqa: E402
from manager import Manager  # noqa: E402

REASON = "it lies in a folder that is only looked into (Junk)"
SPAM = (b"From: Shop <shop@offers.example>\r\nTo: inscrieri@protect.example\r\nSubject: Offers\r\n"
        b"Message-ID: <spam@offers.example>\r\nDate: Mon, 23 Nov 2026 09:00:00 +0200\r\n\r\nBuy now, cheap!\r\n")

work = authority = dovecot = None


def setUpModule():  # noqa: N802
    global work, authority, dovecot
    work = tempfile.TemporaryDirectory()
    authority = make_ca(os.path.join(work.name, "ca"))
    users = {name: "open sesame" for name in ("one", "two", "three", "four", "five")}
    dovecot = Dovecot(os.path.join(work.name, "dovecot"), authority.issue("good"), users=users)


def tearDownModule():  # noqa: N802
    dovecot.stop()
    work.cleanup()


class Junk(unittest.TestCase):
    def clerk(self, user, folders=("Junk",), **mailbox):
        clerk = Clerk(os.path.join(work.name, user), {
            "url": dovecot.imaps_url, "user": user, "ca_file": authority.file, "password_file": "imap",
            "also_inspect": list(folders), **mailbox})
        clerk.secret("imap", dovecot.users[user])
        return clerk

    def put(self, user, folder, *messages):
        client = dovecot.connect(user)
        if folder != "INBOX":
            client.create(folder)
        for message in messages:
            self.assertEqual(client.append(folder, None, None, message)[0], "OK")
        client.logout()

    def once(self, clerk):
        done = clerk.once()
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def test_a_sign_up_there_waits_for_a_person_and_nobody_is_answered(self):
        self.put("one", "INBOX", sign_up(1))
        self.put("one", "Junk", sign_up(2), SPAM)
        clerk, flags = self.clerk("one"), dovecot.flags("one", "Junk")
        self.once(clerk)
        self.assertEqual([b"asociatia1.example" in answer for answer in clerk.sent()], [True])
        status = clerk.status()
        self.assertEqual((status["messages"]["taken"], status["messages"]["review"]), (3, 1))
        self.assertIn(REASON, clerk.run("why", "2@asociatia2.example").stdout)
        self.assertIn("se află în dosarul Junk, în care grefierul doar se uită", clerk.run("digest", "--format", "text").stdout)
        self.assertEqual(dovecot.flags("one", "Junk"), flags)

    def test_the_next_pass_adds_nothing_and_reads_what_came_since(self):
        self.put("two", "Junk", sign_up(3))
        clerk = self.clerk("two")
        self.once(clerk)
        before = clerk.status()["messages"]
        self.once(clerk)
        self.assertEqual(clerk.status()["messages"], before)
        self.put("two", "Junk", sign_up(4))
        self.once(clerk)
        self.assertEqual(clerk.status()["messages"]["review"], before["review"] + 1)
        self.assertEqual(clerk.sent(), [])

    def test_what_lies_there_at_the_first_start_is_left_alone_as_in_the_mailbox(self):
        self.put("three", "Junk", sign_up(5))
        clerk = self.clerk("three", start="now")
        self.once(clerk)
        self.assertEqual(clerk.status()["messages"]["taken"], 0)

    def test_a_folder_that_is_not_there_is_said_and_the_mailbox_is_read(self):
        self.put("four", "INBOX", sign_up(6))
        clerk = self.clerk("four", folders=("Nowhere",))
        done = self.once(clerk)
        self.assertRegex(done.stderr, "event=folder-unseen .*Nowhere")
        self.assertEqual(len(clerk.sent()), 1)

    def test_the_service_says_a_missing_folder_once_and_sees_it_when_it_comes(self):
        clerk = self.clerk("five", poll="1s")
        manager = Manager(clerk.folder)
        self.addCleanup(manager.close)
        service = manager.start(clerk)
        self.addCleanup(service.kill)

        def read(message):
            return "WATCHDOG" in message
        index = manager.wait(read)
        for _ in range(3):
            index = manager.wait(read, index + 1)
        self.put("five", "Junk", sign_up(7))
        for _ in range(60):
            index = manager.wait(read, index + 1)
            if clerk.status()["messages"]["review"]:
                break
        self.assertEqual(clerk.status()["messages"]["review"], 1)
        service.terminate()
        log = service.communicate(timeout=60)[1]
        self.assertEqual(log.count("event=folder-unseen"), 1, log)
        self.assertEqual(clerk.sent(), [])


class Maildir(unittest.TestCase):
    def test_its_folders_are_looked_into_too(self):
        clerk = Clerk(os.path.join(work.name, "maildir"), {"also_inspect": ["Junk"]})
        clerk.deliver(sign_up(1), "1.one")
        for part in ("cur", "new", "tmp"):
            os.makedirs(os.path.join(clerk.folder, "in", ".Junk", part))
        with open(os.path.join(clerk.folder, "in", ".Junk", "new", "2.two"), "wb") as file:
            file.write(sign_up(2))
        for _ in range(2):
            done = clerk.once()
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual((clerk.status()["messages"]["taken"], len(clerk.sent())), (2, 1))
        self.assertIn(REASON, clerk.run("why", "2@asociatia2.example").stdout)


if __name__ == "__main__":
    unittest.main(verbosity=2)
