"""Reading a real Dovecot: everything once, in order, with nothing changed there."""
import hashlib
import os
import re
import shutil
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))

import source_tool  # noqa: E402
from certificates import make_ca  # noqa: E402
from dovecot import Dovecot  # noqa: E402

LONG_AGO = "2020-01-01"
USERS = {"clerk": source_tool.PASSWORD, "ana": "parolă cu ș și \\\"ghilimele\"", "mihai": "x" * 500}


def message(number, size=0):
    text = f"Message-ID: <{number}@example.org>\r\nSubject: number {number}\r\n\r\n".encode()
    return text + b"line of the text, as long as it gets\r\n" * (size // 38)


def sha256(data):
    return hashlib.sha256(data).hexdigest()


class Story(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.authority = make_ca(os.path.join(cls.folder, "ca"))
        cls.dovecot = Dovecot(os.path.join(cls.folder, "dovecot"), cls.authority.issue("good"), USERS)

    @classmethod
    def tearDownClass(cls):
        cls.dovecot.stop()
        shutil.rmtree(cls.folder)

    def setUp(self):
        self.dovecot.clear()

    def options(self, **more):
        return {"url": self.dovecot.imaps_url, "user": "clerk", "ca": self.authority.file, **more}

    def read(self, **more):
        return source_tool.run("read", **self.options(**more))

    def deliver(self, *messages, **more):
        return [self.dovecot.deliver(text, **more) for text in messages]


class Reading(Story):
    def test_over_tls_and_starttls_every_message_as_it_is(self):
        texts = [message(number, number * 1000) for number in range(20)]
        self.deliver(*texts)
        for url in (self.dovecot.imaps_url, self.dovecot.imap_url):
            result = self.read(url=url, **{"from": LONG_AGO})
            self.assertEqual(result.status, 0, result)
            self.assertEqual([mail["sha256"] for mail in result.mails], [sha256(text) for text in texts])
            self.assertEqual(result.uids, sorted(result.uids))
            self.assertTrue(result.renewed)

    def test_nothing_is_marked_or_moved(self):
        self.deliver(*[message(number) for number in range(5)])
        client = self.dovecot.connect()
        client.select("INBOX")
        client.uid("store", "1:2", "+FLAGS", "(\\Seen \\Flagged)")
        client.logout()
        self.deliver(message(6), message(7))
        files, flags = self.dovecot.listing(), self.dovecot.flags()
        result = self.read(**{"from": LONG_AGO})
        self.assertEqual(len(result.mails), 7, result)
        self.assertEqual(self.dovecot.listing(), files)
        self.assertEqual(self.dovecot.flags(), flags)
        self.assertEqual(sum("\\Recent" in marks for marks in flags.values()), 2)

    def test_only_the_first_256_kib_are_read(self):
        text = message(1, 600_000)
        self.deliver(text, b"", b"no header at all", text[:262_144])
        result = self.read(**{"from": LONG_AGO})
        self.assertEqual([mail["length"] for mail in result.mails[:3]], [262_144, 0, 16], result)
        self.assertEqual([mail["truncated"] for mail in result.mails], [True, False, False, False])
        self.assertEqual(result.mails[0]["size"], len(text))
        self.assertEqual(result.mails[0]["sha256"], sha256(text[:262_144]))

    def test_the_instant_is_the_servers(self):
        self.deliver(message(1), date=1_700_000_000)
        self.assertEqual(self.read(**{"from": LONG_AGO}).mails[0]["internal_date"], 1_700_000_000)

    def test_the_place_names_folder_validity_and_uid(self):
        self.deliver(message(1))
        mail = self.read(**{"from": LONG_AGO}).mails[0]
        self.assertEqual(mail["place"], f"INBOX:{mail['uid_validity']}:{mail['uid']}")

    def test_a_folder_with_a_romanian_name(self):
        client = self.dovecot.connect()
        client.create('"&AM4-nscrieri &- &Ahs-"')
        client.append('"&AM4-nscrieri &- &Ahs-"', "", None, message(5))
        client.logout()
        result = self.read(folder="Înscrieri & ț", **{"from": LONG_AGO})
        self.assertEqual(len(result.mails), 1, result)

    def test_ten_thousand_messages_in_little_memory(self):
        for number in range(10_000):
            self.dovecot.deliver(message(number, 4000), user="mihai")
        few = self.read(user="mihai", password=USERS["mihai"], limit=10, **{"from": LONG_AGO})
        result = self.read(user="mihai", password=USERS["mihai"], **{"from": LONG_AGO})
        self.assertEqual(len(set(result.uids)), 10_000, result)
        self.assertLess(result.peak_kib - few.peak_kib, 24 * 1024)
        self.dovecot.stop()  # then all is in its log
        sent = int(re.findall(r"imap\(mihai\).*body_count=(\d+)", self.dovecot.log())[-1])
        self.dovecot.start()
        self.assertEqual(sent, 10_000, "something was asked for twice")


class Login(Story):
    def test_a_wrong_password_is_refused(self):
        for url in (self.dovecot.imaps_url, self.dovecot.imap_url):
            result = self.read(url=url, password="not this one")
            self.assertEqual((result.status, result.kind), (1, "refused"), result)
            self.assertIn("login was refused", result.error)
            self.assertNotIn("not this one", result.out + result.errors)

    def test_any_letters_and_any_length(self):
        for user in ("ana", "mihai"):
            result = self.read(user=user, password=USERS[user])
            self.assertEqual(result.status, 0, result)

    def test_a_folder_that_is_not_there_is_refused(self):
        result = self.read(folder="Nowhere")
        self.assertEqual((result.status, result.kind), (1, "refused"), result)
        self.assertIn("Nowhere", result.error)

    def test_a_server_that_is_down_is_for_later(self):
        self.dovecot.stop()
        try:
            result = self.read()
        finally:
            self.dovecot.start()
        self.assertEqual((result.status, result.kind), (1, "try later"), result)
        self.assertIn(f"localhost:{self.dovecot.imaps_port}", result.error)

    def test_a_host_that_does_not_exist_is_for_later(self):
        result = self.read(url="imaps://nobody.invalid")
        self.assertEqual((result.status, result.kind), (1, "try later"), result)


class Cursor(Story):
    def test_a_first_start_reads_nothing_old(self):
        self.deliver(message(1), message(2))
        first = self.read()
        self.assertEqual((first.mails, first.renewed), ([], True), first)
        self.deliver(message(3))
        second = self.read(cursor=first.cursor)
        self.assertEqual((len(second.mails), second.renewed), (1, False), second)

    def test_it_goes_on_where_it_was(self):
        self.deliver(*[message(number) for number in range(40)])
        first = self.read(limit=7, **{"from": LONG_AGO})
        second = self.read(cursor=first.cursor, limit=20)
        third = self.read(cursor=second.cursor)
        fourth = self.read(cursor=third.cursor)
        uids = first.uids + second.uids + third.uids
        self.assertEqual(uids, list(range(uids[0], uids[0] + 40)))
        self.assertEqual((fourth.mails, fourth.cursor), ([], third.cursor))

    def test_a_day_to_begin_at(self):
        day = 86_400
        now = int(time.time()) // day * day
        for age in (30, 20, 10, 0):
            self.deliver(message(age), date=now - age * day)
        start = time.strftime("%Y-%m-%d", time.gmtime(now - 12 * day))
        self.assertEqual(len(self.read(**{"from": start}).mails), 2)
        future = time.strftime("%Y-%m-%d", time.gmtime(now + 12 * day))
        self.assertEqual(self.read(**{"from": future}).mails, [])

    def test_another_uidvalidity_is_said_and_begins_anew(self):
        self.deliver(message(1), message(2))
        first = self.read(**{"from": LONG_AGO})
        self.dovecot.change_uidvalidity()
        second = self.read(cursor=first.cursor)
        self.assertEqual((second.renewed, second.mails), (True, []), second)
        third = self.read(cursor=first.cursor, **{"from": LONG_AGO})
        self.assertEqual((third.renewed, len(third.mails)), (True, 2), third)

    def test_a_cursor_beyond_the_end_begins_anew(self):
        self.deliver(message(1))
        first = self.read(**{"from": LONG_AGO})
        beyond = first.cursor.split(":")[0] + ":4000000000"
        second = self.read(cursor=beyond, **{"from": LONG_AGO})
        self.assertEqual((second.renewed, len(second.mails)), (True, 1), second)


class Changing(Story):
    def test_expunged_before_it_is_read(self):
        self.deliver(*[message(number) for number in range(10)])
        first = self.read(limit=3, **{"from": LONG_AGO})
        self.dovecot.expunge(first.uids[0] + 4)
        second = self.read(cursor=first.cursor)
        self.assertEqual(second.uids, [uid for uid in range(first.uids[0] + 3, first.uids[0] + 10)
                                       if uid != first.uids[0] + 4])

    def test_files_that_vanish_under_the_server(self):
        names = self.deliver(*[message(number) for number in range(60)])
        uids = self.read(**{"from": LONG_AGO}).uids
        for name in names[10:40:3]:
            os.unlink(os.path.join(self.dovecot.maildir(), "new", name))
        result = self.read(**{"from": LONG_AGO})
        self.assertEqual(result.status, 0, result)
        self.assertEqual(result.uids, [uid for place, uid in enumerate(uids) if place not in range(10, 40, 3)])

    def test_idle_wakes(self):
        waiting = source_tool.Waiting(wait=50, **self.options())
        waiting.ready()
        self.deliver(message(1))
        result = waiting.result()
        self.assertEqual((result.status, result.woken, len(result.mails)), (0, [1], 1), result)

    def test_waiting_ends_with_its_time(self):
        result = self.read(wait=1)
        self.assertEqual((result.status, result.woken, result.mails), (0, [0], []), result)

    def test_a_server_killed_while_we_wait_is_noticed(self):
        waiting = source_tool.Waiting(wait=600, **self.options())
        waiting.ready()
        self.dovecot.kill()
        try:
            result = waiting.result(30)
        finally:
            self.dovecot.start()
        self.assertEqual((result.status, result.kind), (1, "try later"), result)
        self.assertIn("closed", result.error)


class OtherFolders(Story):
    def test_a_draft_is_kept_and_found(self):
        before = self.dovecot.listing()
        text = b"Message-ID: <draft.1@example.org>\nSubject: draft\n\nLine\n.\n"
        result = source_tool.run("append", input=text, **self.options(to="Drafts", flags="\\Draft \\Seen"))
        self.assertEqual(result.status, 0, result)
        self.assertEqual(self.dovecot.messages(folder="Drafts"), [text.replace(b"\n", b"\r\n")])
        self.assertEqual({"\\Draft", "\\Seen"} - set().union(*self.dovecot.flags(folder="Drafts").values()), set())
        for identity, found in (("<draft.1@example.org>", True), ("<draft.2@example.org>", False)):
            result = source_tool.run("has", **self.options(to="Drafts", id=identity))
            self.assertEqual((result.status, result.found), (0, [found]), result)
        self.assertEqual(self.dovecot.listing(), before)

    def test_nothing_is_added_to_the_folder_that_is_read(self):
        for name in ("INBOX", "inbox"):
            result = source_tool.run("append", input=message(1), **self.options(to=name))
            self.assertEqual((result.status, result.kind), (1, "bad input"), result)

    def test_a_folder_that_is_not_there(self):
        result = source_tool.run("append", input=message(1), **self.options(to="Nowhere"))
        self.assertEqual((result.status, result.kind), (1, "refused"), result)

    def test_an_id_cannot_carry_a_command(self):
        result = source_tool.run("has", **self.options(to="Sent", id="<a@b>\r\nx LOGOUT"))
        self.assertEqual((result.status, result.kind), (1, "bad input"), result)


if __name__ == "__main__":
    unittest.main()
