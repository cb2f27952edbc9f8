"""Where a person has answered, the clerk is silent; who does not reply is reminded once, then left to people."""
import email
import email.policy
import os
import re
import sqlite3
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))

from certificates import make_ca  # noqa: E402
from clerk import OURS, Clerk, sign_up  # noqa: E402
from dovecot import Dovecot, free_port  # noqa: E402
from smtp_server import SmtpServer  # noqa: E402

USER, PASSWORD = "clerk@protect.example", "open sesame"
DAY = 24 * 3600

work = authority = certificate = dovecot = None


def setUpModule():  # noqa: N802
    global work, authority, certificate, dovecot
    work = tempfile.TemporaryDirectory()
    authority = make_ca(os.path.join(work.name, "ca"))
    certificate = authority.issue("good")
    dovecot = Dovecot(os.path.join(work.name, "dovecot"), certificate)


def tearDownModule():  # noqa: N802
    dovecot.stop()
    work.cleanup()


def colleague_answers(number, header="In-Reply-To", more=""):
    """What a person of ours writes to the sender of sign_up(number); it lies in Sent."""
    identity = f"<{number}@asociatia{number}.example>"
    value = identity if header == "In-Reply-To" else f"<older@asociatia{number}.example>\r\n {identity}"
    return (f"From: Oana <{OURS}>\r\nTo: x@asociatia{number}.example\r\nSubject: Re: Inscriere\r\n"
            f"Message-ID: <oana{number}@protect.example>\r\n{header}: {value}\r\n{more}\r\nV-am notat.\r\n").encode()


def store_in_sent(message):
    connection = dovecot.connect()
    connection.append("Sent", "(\\Seen)", None, message)
    connection.logout()


def empty_sent():
    connection = dovecot.connect()
    _, (count,) = connection.select("Sent")
    if int(count):
        connection.store("1:*", "+FLAGS", "(\\Deleted)")
    connection.expunge()
    connection.logout()


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(dir=work.name)
        dovecot.clear()
        empty_sent()

    def tearDown(self):
        self.folder.cleanup()

    def once(self, clerk, code=0):
        done = clerk.once()
        self.assertEqual(done.returncode, code, done.stderr)
        return done

    def change(self, clerk, sql, *values):
        with sqlite3.connect(clerk.store) as store:
            store.execute(sql, values)
        store.close()

    def outbox(self, clerk):
        return {state: count for state, count in clerk.status()["outbox"].items() if count}


class HumanAnswered(Case):
    def clerk(self, **outgoing):
        clerk = Clerk(self.folder.name)
        clerk.mailbox.update(url=dovecot.imaps_url, user="clerk", ca_file=authority.file,
                             password_file=clerk.secret("imap", dovecot.users["clerk"]))
        clerk.outgoing.update({"sent_folder": "Sent", **outgoing})
        clerk.write()
        return clerk

    def test_the_answer_waits_for_a_person(self):
        for header in ("In-Reply-To", "References"):
            with self.subTest(header=header):
                dovecot.clear()
                empty_sent()
                dovecot.deliver(sign_up(1))
                store_in_sent(colleague_answers(1, header))
                clerk = self.clerk()
                self.once(clerk)
                self.assertEqual((clerk.sent(), self.outbox(clerk)), ([], {"held": 1}))
                self.assertEqual((len(clerk.roster()), clerk.status()["waiting"]), (1, 1))
                self.assertIn("gate.human-answered", clerk.run("why", "M1").stdout)
            self.folder.cleanup()
            self.folder = tempfile.TemporaryDirectory(dir=work.name)

    def test_only_that_message_counts_as_answered(self):
        dovecot.deliver(sign_up(1))
        dovecot.deliver(sign_up(21))
        store_in_sent(colleague_answers(21))
        clerk = self.clerk()
        self.once(clerk)
        self.assertEqual(self.outbox(clerk), {"held": 1, "sent": 1})
        self.assertIn(b"In-Reply-To: <1@asociatia1.example>", clerk.sent()[0])

    def test_letters_of_ours_are_no_answer_of_a_person(self):
        dovecot.deliver(sign_up(1))
        store_in_sent(colleague_answers(1, more="X-Grefier: K7Q2M-9DX4T\r\n"))
        clerk = self.clerk()
        self.once(clerk)
        self.assertEqual(self.outbox(clerk), {"sent": 1})

    def test_who_answers_while_it_waits_to_leave_is_heard(self):
        dovecot.deliver(sign_up(1))
        dovecot.deliver(sign_up(2))
        port = free_port()
        clerk = self.clerk(url=f"smtps://localhost:{port}", user=USER, ca_file=authority.file)
        clerk.outgoing["password_file"] = clerk.secret("smtp", PASSWORD)
        clerk.write()
        self.once(clerk, 1)
        store_in_sent(colleague_answers(1))
        with SmtpServer(certificate, users={USER: PASSWORD}) as server:
            clerk.outgoing["url"] = server.url
            clerk.write()
            self.change(clerk, "UPDATE outbox SET due = 0")
            self.once(clerk)
            self.assertEqual(self.outbox(clerk), {"dropped": 1, "sent": 1})
            self.assertEqual([message["to"] for message in server.messages], [["ioana.popescu2@asociatia2.example"]])

    def test_who_lets_it_go_all_the_same_is_obeyed(self):
        dovecot.deliver(sign_up(1))
        store_in_sent(colleague_answers(1))
        clerk = self.clerk()
        self.once(clerk)
        self.change(clerk, "UPDATE letter SET waiting = 0, decision = 'yes', decided = taken")
        self.change(clerk, "UPDATE outbox SET state = 'queued', note = '', due = 0")
        self.once(clerk)
        self.assertEqual(self.outbox(clerk), {"sent": 1})

    def test_a_folder_that_is_not_there_holds_no_answer(self):
        dovecot.deliver(sign_up(1))
        clerk = self.clerk()
        clerk.outgoing["sent_folder"] = "Trimise"
        clerk.write()
        self.assertIn("event=sent-unseen", self.once(clerk).stderr)
        self.assertEqual(self.outbox(clerk), {"sent": 1})

    def test_a_persons_answer_is_seen_without_any_configuration(self):
        dovecot.deliver(sign_up(1))
        store_in_sent(colleague_answers(1))
        clerk = self.clerk()
        clerk.outgoing["sent_folder"] = None
        clerk.write()
        self.once(clerk)
        self.assertEqual((clerk.sent(), self.outbox(clerk)), ([], {"held": 1}))

    def test_a_draft_that_a_person_sent_counts_as_sent(self):
        def by_hand(draft):  # a mail program that gives its own Message-ID and drops what it does not know
            draft = re.sub(rb"(?m)^(Message-ID|X-Grefier|Auto-Submitted|X-Auto-[^:]*):.*\r?\n(?:[ \t].*\n)*", b"", draft)
            return b"Message-ID: <oana.sends@protect.example>\r\n" + draft

        dovecot.deliver(sign_up(1, phone=False))
        dovecot.deliver(sign_up(2, phone=False))
        dovecot.deliver(sign_up(3, phone=False))
        clerk = self.clerk(answers="draft", sent_folder=None)
        before = len(dovecot.messages(folder="Drafts"))
        self.once(clerk)
        drafts = dovecot.messages(folder="Drafts")[before:]
        self.assertEqual(self.outbox(clerk), {"draft": 3})
        store_in_sent(drafts[0])
        store_in_sent(by_hand(drafts[1]))
        self.once(clerk)
        self.assertEqual(self.outbox(clerk), {"draft": 1, "sent": 2})
        self.change(clerk, "UPDATE outbox SET created = created - ?1, sent = sent - ?1", 8 * DAY)
        self.change(clerk, "UPDATE applicant SET last_asked = last_asked - ?1", 8 * DAY)
        self.once(clerk)
        self.assertEqual(self.outbox(clerk), {"draft": 3, "sent": 2})

    def test_a_maildir_is_looked_through_too(self):
        clerk = Clerk(self.folder.name, outgoing={"sent_folder": "Sent"})
        for part in ("", "cur", "new", "tmp"):
            os.makedirs(os.path.join(clerk.folder, "in/.Sent", part), exist_ok=True)
        with open(os.path.join(clerk.folder, "in/.Sent/cur/1:2,S"), "wb") as file:
            file.write(colleague_answers(1, "References"))
        clerk.deliver(sign_up(1), "one")
        clerk.deliver(sign_up(2), "two")
        self.once(clerk)
        self.assertEqual(self.outbox(clerk), {"held": 1, "sent": 1})


class Reminders(Case):
    def asked(self, **outgoing):
        """A clerk that asked for a phone."""
        clerk = Clerk(self.folder.name, outgoing=outgoing)
        clerk.deliver(sign_up(1, phone=False), "one")
        self.once(clerk)
        self.assertEqual(len(clerk.sent()), 1)
        return clerk

    def pass_days(self, clerk, days):
        self.change(clerk, "UPDATE outbox SET created = created - ?1, sent = sent - ?1", days * DAY)
        self.change(clerk, "UPDATE applicant SET last_asked = last_asked - ?1", days * DAY)
        self.change(clerk, "UPDATE letter SET taken = taken - ?1", days * DAY)

    def test_who_does_not_reply_is_asked_once_more_and_no_third_time(self):
        clerk = self.asked()
        self.pass_days(clerk, 6)
        self.once(clerk)
        self.assertEqual(len(clerk.sent()), 1)
        self.pass_days(clerk, 1)
        self.once(clerk)
        self.assertEqual(len(clerk.sent()), 2)
        first, second = (email.message_from_bytes(raw, policy=email.policy.default) for raw in clerk.sent())
        self.assertEqual(second["To"].addresses[0].addr_spec, first["To"].addresses[0].addr_spec)
        self.assertIn(first["Message-ID"], second["References"])
        self.assertEqual(second["Auto-Submitted"], "auto-replied")
        for _ in range(3):
            self.pass_days(clerk, 30)
            self.once(clerk)
        self.assertEqual(len(clerk.sent()), 2)

    def test_a_reply_to_the_reminder_completes_the_row(self):
        clerk = self.asked()
        self.pass_days(clerk, 8)
        self.once(clerk)
        reminder = email.message_from_bytes(clerk.sent()[-1], policy=email.policy.default)
        clerk.deliver((f"From: Maria Popescu <maria.popescu1@asociatia1.example>\r\nTo: {OURS}\r\nSubject: Re: date\r\n"
                       f"Date: Mon, 23 Nov 2026 12:00:00 +0200\r\nMessage-ID: <r1@asociatia1.example>\r\n"
                       f"In-Reply-To: {reminder['Message-ID']}\r\n\r\n0722 123 456\r\n").encode(), "reply")
        self.once(clerk)
        self.assertEqual([(row["status"], row["phone"]) for row in clerk.roster()], [("complete", "+40722123456")])

    def test_who_wrote_since_is_left_to_people(self):
        clerk = self.asked()
        self.pass_days(clerk, 8)
        clerk.deliver((f"From: Maria Popescu <maria.popescu1@asociatia1.example>\r\nTo: {OURS}\r\nSubject: Re: date\r\n"
                       f"Date: Mon, 23 Nov 2026 12:00:00 +0200\r\nMessage-ID: <r1@asociatia1.example>\r\n\r\n"
                       "Vreau sa ma retrag din grupul de lucru.\r\n").encode(), "second")
        self.once(clerk)
        self.assertEqual((len(clerk.sent()), clerk.status()["waiting"]), (1, 1))

    def test_several_people_of_one_letter_get_one_reminder(self):
        clerk = Clerk(self.folder.name)
        clerk.deliver((f"From: Oana Marin <oana@liceul.example>\r\nTo: {OURS}\r\nSubject: Inscriere grup de lucru\r\n"
                       "Date: Mon, 23 Nov 2026 09:00:00 +0200\r\nMessage-ID: <two@liceul.example>\r\n"
                       "Content-Type: text/plain; charset=utf-8\r\n\r\nBună ziua,\r\n\r\nVă rog să ne înscrieți în grupul de "
                       "lucru pe noi două:\r\n\r\nNume: Oana Marin\r\nFuncția: profesor\r\nOrganizația: Liceul Mihai "
                       "Viteazul\r\n\r\nNume: Ioana Dobre\r\nFuncția: psiholog\r\nOrganizația: Liceul Mihai Viteazul\r\n"
                       ).encode(), "two")
        self.once(clerk)
        self.assertEqual((len(clerk.roster()), len(clerk.sent())), (2, 1))
        self.pass_days(clerk, 8)
        self.once(clerk)
        self.assertEqual(len(clerk.sent()), 2)
        text = email.message_from_bytes(clerk.sent()[1], policy=email.policy.default).get_content()
        self.assertIn("Oana Marin", text)
        self.assertIn("Ioana Dobre", text)

    def test_never_means_never(self):
        clerk = self.asked(remind_after="never")
        self.pass_days(clerk, 30)
        self.once(clerk)
        self.assertEqual(len(clerk.sent()), 1)

    def test_shadow_reminds_nobody(self):
        clerk = self.asked()
        clerk.outgoing["answers"] = "shadow"
        clerk.write()
        self.pass_days(clerk, 30)
        for _ in range(2):
            self.once(clerk)
        self.assertEqual(self.outbox(clerk), {"sent": 1})

    def test_the_total_cap_counts_for_reminders(self):
        clerk = self.asked()
        clerk.outgoing["total"] = "1/hour"
        clerk.write()
        self.pass_days(clerk, 8)
        clerk.deliver(sign_up(2), "other")
        self.once(clerk)
        self.assertEqual(len(clerk.sent()), 2)
        self.once(clerk)
        self.assertEqual(len(clerk.sent()), 2)


if __name__ == "__main__":
    unittest.main()
