"""The main job, end to end: real mail in a real Dovecot over imaps, answers over smtps, a roster."""
import email
import email.policy
import email.utils
import json
import os
import re
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))

from certificates import make_ca  # noqa: E402
from clerk import OURS, Clerk, sign_up  # noqa: E402
from dovecot import Dovecot, free_port  # noqa: E402
from smtp_server import SmtpServer  # noqa: E402

CORPUS = os.path.join(os.environ["SOURCE_DIR"], "tests", "corpus", "dev1")
SMTP_USER, SMTP_PASSWORD = "clerk@protect.example", "sésame, ouvre-toi"
TWENTY = 20

work = authority = stranger = dovecot = None
certificate = {}


def setUpModule():  # noqa: N802
    global work, authority, stranger, dovecot
    work = tempfile.TemporaryDirectory()
    authority = make_ca(os.path.join(work.name, "ca"))
    stranger = make_ca(os.path.join(work.name, "stranger"))
    certificate["good"] = authority.issue("good")
    certificate["for another host"] = authority.issue("other", hosts=("mail.elsewhere.example",))
    certificate["expired"] = authority.issue("expired", expired=True)
    certificate["of an unknown authority"] = stranger.issue("unknown")
    dovecot = Dovecot(os.path.join(work.name, "dovecot"), certificate["good"])


def tearDownModule():  # noqa: N802
    dovecot.stop()
    work.cleanup()


def corpus():
    with open(os.path.join(CORPUS, "labels.jsonl"), encoding="utf-8") as file:
        labels = [json.loads(line) for line in file if line.strip()][:TWENTY]
    for label in labels:
        with open(os.path.join(CORPUS, label["file"]), "rb") as file:
            label["bytes"] = file.read()
        label["from"] = email.utils.parseaddr(
            email.message_from_bytes(label["bytes"], policy=email.policy.default)["From"])[1].lower()
    return labels


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(dir=work.name)
        dovecot.clear()

    def tearDown(self):
        self.folder.cleanup()

    def clerk(self, imap=None, smtp=None, imap_password=None, **outgoing):
        clerk = Clerk(self.folder.name)
        if imap:
            clerk.mailbox.update(url=imap, user="clerk", ca_file=authority.file,
                                 password_file=clerk.secret("imap", imap_password or dovecot.users["clerk"]))
        if smtp:
            clerk.outgoing.update(url=smtp, user=SMTP_USER, ca_file=authority.file,
                                  password_file=clerk.secret("smtp", SMTP_PASSWORD))
        clerk.outgoing.update(outgoing)
        clerk.write()
        return clerk

    def failed(self, done, *words):
        """Exit 1 and one clear line for a person."""
        self.assertEqual(done.returncode, 1, done.stderr)
        lines = [line for line in done.stderr.splitlines() if line.startswith("grefier: ")]
        self.assertEqual(len(lines), 1, done.stderr)
        for word in words:
            self.assertIn(word, lines[0])


class MainJob(Case):
    def test_twenty_messages_are_read_answered_and_kept(self):
        labels = corpus()
        for label in labels:
            dovecot.deliver(label["bytes"])
        connection = dovecot.connect()
        connection.select("INBOX")
        connection.store("3", "+FLAGS", "(\\Seen \\Flagged)")
        connection.logout()
        flags, listing = dovecot.flags(), dovecot.listing()
        with SmtpServer(certificate["good"], users={SMTP_USER: SMTP_PASSWORD}) as server:
            clerk = self.clerk(imap=dovecot.imaps_url, smtp=server.url)
            done = clerk.once()
            self.assertEqual(done.returncode, 0, done.stderr)
            first = list(server.messages)
            again = clerk.once()
            self.assertEqual(again.returncode, 0, again.stderr)
            self.assertEqual(len(server.messages), len(first), "the second run sent something")
        self.assertEqual(dovecot.flags(), flags)
        self.assertEqual(dovecot.listing(), listing)
        self.check_answers(labels, first)
        self.check_roster(clerk, labels, {message["to"][0].lower() for message in first})
        self.assertEqual(clerk.status()["messages"]["taken"], TWENTY)

    def check_answers(self, labels, messages):
        expected = {label["from"]: label for label in labels if label["action"] in ("acknowledge", "ask")}
        self.assertGreaterEqual(len(messages), len(expected) * 3 // 4)
        for message in messages:
            self.assertTrue(message["tls"])
            self.assertEqual(message["from"], OURS)
            self.assertEqual(len(message["to"]), 1)
            self.assertIn(message["to"][0].lower(), expected)
            parsed = email.message_from_bytes(message["data"], policy=email.policy.default)
            original = email.message_from_bytes(expected[message["to"][0].lower()]["bytes"],
                                                policy=email.policy.default)
            self.assertEqual(parsed["Auto-Submitted"], "auto-replied")
            self.assertEqual(parsed["In-Reply-To"].strip(), original["Message-ID"].strip())
        self.assertEqual(len({message["to"][0] for message in messages}), len(messages))

    def check_roster(self, clerk, labels, answered):
        phones = {row["phone"] for row in clerk.roster()}
        for label in labels:
            if label["from"] in answered and label["action"] == "acknowledge":
                for person in label["people"]:
                    self.assertTrue(phones & set(person["phone"]), label["file"])

    def test_what_is_there_at_the_first_start_is_left_alone(self):
        dovecot.deliver(sign_up(1))
        clerk = self.clerk(imap=dovecot.imaps_url, answers="send")
        clerk.mailbox["start"] = "now"
        clerk.write()
        self.assertEqual(clerk.once().returncode, 0)
        self.assertEqual((clerk.status()["messages"]["taken"], clerk.sent()), (0, []))
        today = email.utils.formatdate(time.time() + 60).encode()
        dovecot.deliver(re.sub(rb"Date: [^\r]*", b"Date: " + today, sign_up(2)))
        self.assertEqual(clerk.once().returncode, 0)
        self.assertEqual((clerk.status()["messages"]["taken"], len(clerk.sent())), (1, 1))

    def test_a_maildir_too_begins_at_the_first_start(self):
        clerk = self.clerk()
        clerk.mailbox["start"] = "now"
        clerk.write()
        clerk.deliver(sign_up(1), "old")
        os.utime(os.path.join(clerk.folder, "in/new/old"), (1700000000, 1700000000))
        self.assertEqual(clerk.once().returncode, 0)
        today = email.utils.formatdate(time.time() + 60).encode()
        clerk.deliver(re.sub(rb"Date: [^\r]*", b"Date: " + today, sign_up(2)), "new")
        self.assertEqual(clerk.once().returncode, 0)
        self.assertEqual([row["email"] for row in clerk.roster()], ["ioana.popescu2@asociatia2.example"])
        self.assertEqual(len(clerk.sent()), 1)

    def test_shadow_answers_nobody_and_never_later(self):
        dovecot.deliver(sign_up(1))
        clerk = self.clerk(imap=dovecot.imaps_url, answers="shadow")
        self.assertEqual(clerk.once().returncode, 0)
        self.assertEqual((clerk.sent(), clerk.status()["outbox"]["dropped"]), ([], 1))
        clerk.outgoing["answers"] = "send"
        clerk.write()
        self.assertEqual(clerk.once().returncode, 0)
        self.assertEqual((clerk.sent(), clerk.status()["outbox"]["dropped"]), ([], 1))

    def test_draft_puts_the_answer_into_drafts(self):
        dovecot.deliver(sign_up(1, phone=False))
        clerk = self.clerk(imap=dovecot.imaps_url, answers="draft")
        before = len(dovecot.messages(folder="Drafts"))
        done = clerk.once()
        self.assertEqual(done.returncode, 0, done.stderr)
        drafts = dovecot.messages(folder="Drafts")
        self.assertEqual((clerk.sent(), len(drafts)), ([], before + 1))
        self.assertIn(b"In-Reply-To: <1@asociatia1.example>", drafts[-1])
        self.assertEqual(clerk.once().returncode, 0)
        self.assertEqual(len(dovecot.messages(folder="Drafts")), before + 1)

    def test_a_copy_goes_into_sent(self):
        dovecot.deliver(sign_up(1))
        clerk = self.clerk(imap=dovecot.imaps_url, sent_folder="Sent")
        before = len(dovecot.messages(folder="Sent"))
        self.assertEqual(clerk.once().returncode, 0)
        self.assertEqual((len(clerk.sent()), len(dovecot.messages(folder="Sent"))), (1, before + 1))

    def test_unreadable_messages_are_for_a_person_and_the_rest_goes_on(self):
        clerk = self.clerk()
        for number, junk in enumerate((b"", b"\0\0\0\xff\xfe", b"no header at all\n\njust text\n",
                                       b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n--x\r\n--y--",
                                       b"From: a@b.example\r\nContent-Type: text/plain; charset=klingon\r\n\r\n\xff\xfe")):
            clerk.deliver(junk, f"junk{number}")
        clerk.deliver(sign_up(5), "good")
        done = clerk.once()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(clerk.roster()), 1)
        self.assertGreaterEqual(clerk.status()["waiting"], 2)
        self.assertIn("kind=other action=review", done.stderr)

    def test_the_same_message_twice_is_answered_once(self):
        clerk = self.clerk()
        clerk.deliver(sign_up(1), "one")
        clerk.deliver(sign_up(1), "two")
        self.assertEqual(clerk.once().returncode, 0)
        os.rename(os.path.join(clerk.folder, "in/new/one"), os.path.join(clerk.folder, "in/cur/three:2,S"))
        self.assertEqual(clerk.once().returncode, 0)
        self.assertEqual((len(clerk.roster()), len(clerk.sent())), (1, 1))

    def test_a_renewed_folder_is_not_answered_again(self):
        dovecot.deliver(sign_up(1))
        dovecot.deliver(sign_up(2))
        clerk = self.clerk(imap=dovecot.imaps_url)
        self.assertEqual(clerk.once().returncode, 0)
        dovecot.change_uidvalidity()
        dovecot.deliver(sign_up(3))
        done = clerk.once()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual((len(clerk.roster()), len(clerk.sent())), (3, 3))

    def ask(self, clerk):
        """An incomplete sign-up of Maria Popescu; returns our request to her."""
        clerk.deliver(sign_up(1, phone=False), "first")
        self.assertEqual(clerk.once().returncode, 0)
        self.assertEqual([row["status"] for row in clerk.roster()], ["incomplete"])
        return email.message_from_bytes(clerk.sent()[0], policy=email.policy.default)

    def reply(self, clerk, request, text, sender="Maria Popescu <maria.popescu1@asociatia1.example>", threaded=True):
        thread = f"In-Reply-To: {request['Message-ID']}\r\n" if threaded else ""
        clerk.deliver((f"From: {sender}\r\nTo: {OURS}\r\nSubject: Re: {request['Subject']}\r\n"
                       f"Date: Mon, 23 Nov 2026 12:00:00 +0200\r\nMessage-ID: <r1@asociatia1.example>\r\n"
                       f"{thread}Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n").encode(), "second")
        done = clerk.once()
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def test_a_reply_with_the_missing_phone_completes_the_row(self):
        clerk = self.clerk()
        done = self.reply(clerk, self.ask(clerk), "Telefonul meu este 0722 123 456.")
        self.assertEqual([(row["status"], row["phone"]) for row in clerk.roster()], [("complete", "+40722123456")],
                         done.stderr)
        self.assertEqual(len(clerk.sent()), 2)

    def test_a_reply_is_known_by_its_mark_when_a_relay_rewrote_the_ids(self):
        clerk = self.clerk()
        request = self.ask(clerk)
        mark = re.search(r"\[ref\. [A-Z0-9-]+\]", request.get_content()).group(0)
        self.reply(clerk, request, f"0722 123 456\r\n\r\n> Cu mulțumiri\r\n> {mark}", threaded=False)
        self.assertEqual([(row["status"], row["phone"]) for row in clerk.roster()], [("complete", "+40722123456")])

    def test_a_reply_that_speaks_of_somebody_else_is_for_a_person(self):
        clerk = self.clerk()
        self.reply(clerk, self.ask(clerk), "Nume: Ion Vasile\r\nTelefon: 0744 999 888")
        self.assertEqual((clerk.roster()[0]["phone"], len(clerk.sent())), (None, 1))
        self.assertEqual(clerk.status()["waiting"], 1)

    def test_thanks_are_left_alone_once_all_is_known(self):
        clerk = self.clerk()
        clerk.deliver(sign_up(1), "first")
        self.assertEqual(clerk.once().returncode, 0)
        answer = email.message_from_bytes(clerk.sent()[0], policy=email.policy.default)
        self.reply(clerk, answer, "Vă mulțumesc!")
        self.assertEqual((len(clerk.sent()), clerk.status()["waiting"]), (1, 0))

    def test_a_strangers_reply_is_for_a_person(self):
        clerk = self.clerk()
        self.reply(clerk, self.ask(clerk), "Telefonul meu este 0744 999 888.", sender="Ion Rau <ion@alta.example>")
        self.assertEqual((clerk.roster()[0]["phone"], len(clerk.sent())), (None, 1))
        self.assertEqual(clerk.status()["waiting"], 1)

    def test_a_bounce_marks_the_applicant_and_is_not_answered(self):
        clerk = self.clerk()
        request = self.ask(clerk)
        clerk.deliver((f"Return-Path: <>\r\nFrom: Mail Delivery System <MAILER-DAEMON@mx.example>\r\nTo: {OURS}\r\n"
                       "Subject: Undelivered Mail Returned to Sender\r\nDate: Mon, 23 Nov 2026 12:00:00 +0200\r\n"
                       "Message-ID: <b1@mx.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; "
                       "report-type=delivery-status; boundary=x\r\n\r\n--x\r\n\r\nIt could not be delivered.\r\n"
                       "--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
                       "Action: failed\r\nStatus: 5.1.1\r\n\r\n--x\r\nContent-Type: text/rfc822-headers\r\n\r\n"
                       f"Message-ID: {request['Message-ID']}\r\nSubject: x\r\n\r\n--x--\r\n").encode(), "bounce")
        self.assertEqual(clerk.once().returncode, 0)
        self.assertEqual([row["status"] for row in clerk.roster()], ["unreachable"])
        self.assertEqual(len(clerk.sent()), 1)

    def test_a_known_applicant_with_nothing_new_is_left_alone(self):
        clerk = self.clerk()
        clerk.deliver(sign_up(1), "first")
        self.assertEqual(clerk.once().returncode, 0)
        clerk.deliver(sign_up(1, subject="Inscriere, din nou").replace(b"<1@", b"<again@"), "second")
        self.assertEqual(clerk.once().returncode, 0)
        self.assertEqual((len(clerk.roster()), len(clerk.sent()), clerk.status()["waiting"]), (1, 1, 0))

    def test_a_known_applicant_with_another_phone_in_another_thread_is_held(self):
        clerk = self.clerk()
        clerk.deliver(sign_up(1), "first")
        self.assertEqual(clerk.once().returncode, 0)
        clerk.deliver(sign_up(1).replace(b"<1@", b"<again@").replace(b"0722 100 001", b"0744 999 888"), "second")
        self.assertEqual(clerk.once().returncode, 0)
        self.assertEqual([row["phone"] for row in clerk.roster()], ["+40722100001"])
        self.assertEqual((len(clerk.sent()), clerk.status()["waiting"]), (1, 1))

    def test_one_forged_sender_gets_one_answer(self):
        clerk = self.clerk()
        for number in range(30):
            clerk.deliver(sign_up(number, address="victima@asociatia.example", headers=""), f"m{number:02}")
        self.assertEqual(clerk.once().returncode, 0)
        self.assertEqual(len(clerk.sent()), 1)
        self.assertEqual(clerk.status()["outbox"]["held"], 29)


class Refusals(Case):
    def nothing_happened(self, clerk):
        self.assertEqual(clerk.status()["messages"]["taken"], 0)
        self.assertEqual(clerk.roster(), [])

    def test_a_wrong_certificate_of_the_mailbox(self):
        dovecot.deliver(sign_up(1))
        for name in ("for another host", "expired", "of an unknown authority"):
            dovecot.restart(certificate[name])
            dovecot.clear_log()
            for url in (dovecot.imaps_url, dovecot.imap_url):
                with self.subTest(certificate=name, url=url):
                    clerk = self.clerk(imap=url)
                    self.failed(clerk.once(), "localhost", "certificate")
                    self.nothing_happened(clerk)
            dovecot.stop()
            self.assertEqual(dovecot.auth_attempts(), [])
            dovecot.start()
        dovecot.restart(certificate["good"])

    def test_a_wrong_certificate_of_the_outgoing_server(self):
        for name in ("for another host", "expired", "of an unknown authority"):
            for implicit in (True, False):
                with self.subTest(certificate=name, implicit=implicit), \
                        SmtpServer(certificate[name], users={SMTP_USER: SMTP_PASSWORD}, implicit_tls=implicit) as server:
                    clerk = self.clerk(smtp=server.url)
                    clerk.deliver(sign_up(1), "one")
                    self.failed(clerk.once(), "certificate")
                    self.assertEqual((server.messages, server.mechanisms), ([], []))
                    self.assertEqual(clerk.status()["outbox"]["later"], 1)
                self.folder.cleanup()
                self.folder = tempfile.TemporaryDirectory(dir=work.name)

    def test_a_wrong_password(self):
        clerk = self.clerk(imap=dovecot.imaps_url, imap_password="wrong")
        done = clerk.once()
        self.failed(done, "localhost")
        self.assertNotIn("wrong", done.stderr.replace("wrong password", ""))
        self.nothing_happened(clerk)

    def test_a_server_that_is_down(self):
        clerk = self.clerk(imap=f"imaps://localhost:{free_port()}")
        self.failed(clerk.once(), "localhost")
        self.nothing_happened(clerk)

    def test_a_password_others_can_read(self):
        clerk = self.clerk(imap=dovecot.imaps_url)
        clerk.secret("imap", dovecot.users["clerk"], mode=0o644)
        self.failed(clerk.once(), "can be read by others")
        self.nothing_happened(clerk)

    def test_an_outgoing_server_that_is_down_loses_nothing(self):
        port = free_port()
        clerk = self.clerk(smtp=f"smtps://localhost:{port}")
        clerk.deliver(sign_up(1), "one")
        clerk.deliver(sign_up(2), "two")
        self.failed(clerk.once(), "localhost")
        self.assertEqual(len(clerk.roster()), 2)
        outbox = clerk.status()["outbox"]
        self.assertEqual((outbox["later"], outbox["queued"], outbox["sent"]), (1, 1, 0))

    def test_a_configuration_with_mistakes(self):
        clerk = self.clerk()
        clerk.more = "colour: red\n"
        clerk.write()
        done = clerk.once()
        self.assertEqual(done.returncode, 78)
        self.assertRegex(done.stderr, re.escape(clerk.path) + r":\d+: colour: unknown key")
        self.assertFalse(os.path.exists(clerk.store))

    def test_a_second_service_on_the_same_store(self):
        clerk = self.clerk(imap=dovecot.imaps_url)
        self.assertEqual(clerk.once().returncode, 0)
        with clerk.start("run") as service:
            line = service.stderr.readline()
            self.assertIn("event=started", line)
            self.failed(clerk.once())
            service.terminate()
            self.assertEqual(service.wait(60), 0)
            service.communicate()


if __name__ == "__main__":
    unittest.main()
