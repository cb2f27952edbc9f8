"""What people write back, and what becomes of it: nothing they say is lost, nothing is answered that should not be."""
import email
import email.policy
import itertools
import os
import re
import sqlite3
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))

from clerk import OURS, Clerk, sign_up  # noqa: E402

MARIA = "Maria Popescu <maria.popescu1@asociatia1.example>"
DAY = 24 * 3600


OUR_SERVER = "mx.protect.example"
PROOF = f"Authentication-Results: {OUR_SERVER}; dmarc=pass (p=none) header.from=asociatia1.example\r\n"
_afresh = itertools.count(1)


def afresh(headers, old, new):
    """Maria Popescu signs up once more in a letter of its own, with one thing changed."""
    message = sign_up(1, headers=headers).replace(b"<1@", b"<again%d@" % next(_afresh))
    return message.replace(old, new)


def parsed(raw):
    return email.message_from_bytes(raw, policy=email.policy.default)


class Case(unittest.TestCase):
    def setUp(self):
        self.work = tempfile.TemporaryDirectory()
        self.numbers = itertools.count(1)
        self.new_clerk()

    def tearDown(self):
        self.work.cleanup()

    def new_clerk(self, **outgoing):
        folder = os.path.join(self.work.name, f"clerk{next(self.numbers)}")
        self.clerk = Clerk(folder, mailbox={"authserv_id": OUR_SERVER}, outgoing={"per_sender": "20/day", **outgoing})

    def once(self):
        done = self.clerk.once()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.letters = [line for line in done.stderr.splitlines() if "event=letter" in line]

    def take(self, message):
        self.clerk.deliver(message, f"m{next(self.numbers)}")
        self.once()

    def begin(self, phone=True, **more):
        """A sign-up of Maria Popescu; returns our answer to it."""
        self.take(sign_up(1, phone=phone, **more))
        self.answer = parsed(self.clerk.sent()[-1])
        return self.answer

    def write(self, text, sender=MARIA, subject="Re: Inscriere grup de lucru", to=None, quote=True, headers=""):
        """A letter, in reply to `to` when that is given."""
        self.deliver_letter(text, sender, subject, to, quote, headers, f"w{next(self.numbers)}")
        self.once()

    def deliver_letter(self, text, sender, subject, to, quote, headers, name):
        thread = f"In-Reply-To: {to['Message-ID']}\r\nReferences: {to['Message-ID']}\r\n" if to else ""
        if to and quote:
            text += "\n\nÎn lun., 23 nov. 2026 la 10:00, Secretariatul <%s> a scris:\n\n" % OURS
            text += "\n".join("> " + line for line in to.get_content().splitlines())
        body = text.replace("\n", "\r\n")
        self.clerk.deliver((f"From: {sender}\r\nTo: {OURS}\r\nSubject: {subject}\r\n"
                            f"Date: Mon, 23 Nov 2026 12:00:00 +0200\r\nMessage-ID: <{name}@asociatia1.example>\r\n"
                            f"{thread}{headers}MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                            f"Content-Transfer-Encoding: 8bit\r\n\r\n{body}\r\n").encode(), name)

    def reply(self, text, **more):
        self.write(text, to=self.answer, **more)

    def row(self, number=0):
        return self.clerk.roster()[number]

    def waiting(self):
        return self.clerk.status()["waiting"]

    def decided(self, kind, action):
        self.assertIn(f"kind={kind} action={action} ", self.letters[-1])

    def converse(self, texts, phone=True):
        """
        Each text is the reply to our answer to somebody's sign-up; all in two passes. Of each: kind, action, waiting,
        the row before and after, our answers.
        """
        people = [parsed(sign_up(number, phone=phone))["From"] for number in range(len(texts))]
        for number in range(len(texts)):
            self.clerk.deliver(sign_up(number, phone=phone), f"first{number}")
        self.once()
        before = self.clerk.roster()
        for number, (text, person) in enumerate(zip(texts, people)):
            to = next(answer for answer in map(parsed, self.clerk.sent()) if answer["To"] == person)
            self.deliver_letter(text, person, "Re: Inscriere grup de lucru", to, True, "", f"reply{number}")
        self.once()
        with sqlite3.connect(self.clerk.store) as store:
            waiting = {row[0] for row in store.execute("SELECT number FROM letter WHERE waiting")}
        store.close()
        sent, after = [parsed(raw) for raw in self.clerk.sent()], self.clerk.roster()
        self.assertEqual(len(after), len(texts))
        for number, (text, person) in enumerate(zip(texts, people)):
            line = next(line for line in self.letters if f"place=reply{number} " in line)
            found = dict(re.findall(r"(\w+)=(\S+)", line))
            address = person.split("<")[1].rstrip(">")
            yield {"text": text, "did": (found["kind"], found["action"]), "waits": int(found["number"]) in waiting,
                   "before": next(row for row in before if row["email"] == address),
                   "after": next(row for row in after if row["email"] == address),
                   "answers": [answer for answer in sent if answer["To"] == person]}

    def pass_days(self, days):
        with sqlite3.connect(self.clerk.store) as store:
            store.execute("UPDATE outbox SET created = created - ?1, sent = sent - ?1", [days * DAY])
            store.execute("UPDATE applicant SET last_asked = last_asked - ?1", [days * DAY])
        store.close()


class Corrections(Case):
    def test_plain_words_change_the_value_and_keep_the_history(self):
        wanted = (("De fapt sunt director, nu psiholog.", "position", "director"),
                  ("Organizația corectă este Fundația Aurora.", "organization", "Fundația Aurora"),
                  ("Funcția corectă: director executiv", "position", "director executiv"),
                  ("Numele meu este Elena-Maria Popescu, nu Elena Popescu.", "name", "Elena-Maria Popescu"),
                  ("Telefonul corect este 0733 444 555.", "phone", "+40733444555"),
                  ("Telefon: 0733 444 555", "phone", "+40733444555"),
                  ("Numărul meu de telefon s-a schimbat: 0733 444 555", "phone", "+40733444555"),
                  ("Am greșit numărul de telefon.\n\n0733 444 555", "phone", "+40733444555"),
                  ("Vă rog să corectați telefonul: 0733 444 555", "phone", "+40733444555"),
                  ("Actually I am the director, not a psychologist.", "position", "director"))
        found = list(self.converse([text for text, _, _ in wanted]))
        for (text, field, value), case in zip(wanted, found):
            with self.subTest(text=text):
                self.assertEqual(case["did"], ("followup", "acknowledge"))
                after = {**case["after"], "sector": None, "updated": None}
                self.assertEqual(after, {**case["before"], field: value, "sector": None, "updated": None})
                self.assertEqual((len(case["answers"]), case["waits"]), (2, False))
                self.assertIn(value, case["answers"][1].get_content())
        self.assertIn("psiholog", self.clerk.run("roster", "show", str(found[0]["after"]["id"])).stdout)

    def test_the_acknowledgement_says_that_the_record_was_changed(self):
        self.begin()
        self.reply("De fapt sunt director, nu psiholog.")
        self.assertIn("au fost actualizate", " ".join(parsed(self.clerk.sent()[1]).get_content().split()))

    def test_a_correction_beside_what_was_missing(self):
        self.begin(phone=False)
        self.reply("Telefon 0722 123 456. De fapt sunt director la Fundația Aurora.")
        row = self.row()
        self.assertEqual((row["phone"], row["position"], row["organization"], row["status"]),
                         ("+40722123456", "director", "Fundația Aurora", "complete"))
        self.assertIn("Fundația Aurora", parsed(self.clerk.sent()[1]).get_content())

    def test_another_value_without_such_words_is_for_a_person(self):
        for case in self.converse(("0733 444 555", "Sunt director la Fundația Aurora",
                                   "De fapt sunt director. Sau consilier juridic.",
                                   "De fapt nu sunt director, ci psiholog.")):
            with self.subTest(text=case["text"]):
                self.assertEqual((case["did"], case["waits"]), (("followup", "review"), True))
                self.assertEqual((case["after"], len(case["answers"])), (case["before"], 1))

    def test_a_signature_is_no_correction(self):
        self.begin(phone=False)
        self.reply("0722 123 456\n\n-- \nMaria Popescu\npsiholog clinician principal\nAsociația Sprijin 1, Cluj")
        self.assertEqual((self.row()["position"], self.row()["status"], len(self.clerk.sent())),
                         ("psiholog", "complete", 2))

    def test_story_7_another_phone_in_another_thread_is_held(self):
        for headers in ("", PROOF):
            with self.subTest(headers=headers):
                self.new_clerk()
                self.begin()
                self.take(afresh(headers, b"0722 100 001", b"0744 999 888"))
                self.decided("registration", "review")
                self.assertEqual((self.row()["phone"], self.waiting()), ("+40722100001", 1))


class Afresh(Case):
    """A known applicant writes outside our thread: what is new is noted; who is proven to have written it hears so."""

    def update(self, headers, organization="Fundația Aurora"):
        self.take(afresh(headers, "Asociația Sprijin 1".encode(), organization.encode()))
        self.assertEqual((self.row()["organization"], len(self.clerk.roster())), (organization, 1))
        self.decided("registration", "acknowledge")

    def test_a_proven_author_hears_once_that_the_record_was_updated(self):
        self.begin()
        self.update(PROOF)
        answers = [parsed(raw) for raw in self.clerk.sent()]
        self.assertEqual((len(answers), self.waiting()), (2, 0))
        text = " ".join(answers[1].get_content().split())
        self.assertIn("au fost actualizate", text)
        self.assertIn("Fundația Aurora", text)
        self.take(afresh(PROOF, "Asociația Sprijin 1".encode(), "Fundația Aurora".encode()))
        self.assertRegex(self.letters[-1], "action=ignore answer=none .*a known applicant, with nothing new")
        self.assertEqual((len(self.clerk.sent()), self.waiting()), (2, 0))

    def test_without_proof_the_answer_waits_for_a_person(self):
        for headers in ("", PROOF.replace("mx.protect", "mx.elsewhere"), PROOF.replace("header.from=", "header.from=forger."),
                        f"Authentication-Results: {OUR_SERVER}; spf=pass smtp.mailfrom=x@forger.example\r\n"):
            with self.subTest(headers=headers):
                self.new_clerk()
                self.begin()
                self.update(headers)
                self.assertEqual((len(self.clerk.sent()), self.waiting()), (1, 1))
                self.assertIn("gate.answered-already", self.clerk.run("why", "M2").stdout)

    def test_who_was_asked_and_is_proven_is_acknowledged(self):
        self.begin(phone=False)
        self.write("Telefonul meu este 0722 123 456", subject="telefon", headers=PROOF)
        self.assertEqual((self.row()["status"], len(self.clerk.sent()), self.waiting()), ("complete", 2, 0))

    def test_proven_updates_stay_within_the_senders_cap(self):
        self.new_clerk(per_sender="2/day")
        self.begin()
        for name in ("Fundația Aurora", "Fundația Brad", "Fundația Cedru"):
            self.update(PROOF, name)
        self.assertEqual((len(self.clerk.sent()), self.waiting()), (2, 2))
        self.assertIn("gate.sender-cap", self.clerk.run("why", "M4").stdout)


class Replies(Case):
    def test_withdrawals_in_bare_words_are_for_a_person(self):
        texts = ("Renunț.", "Renunț la înscriere.", "Vreau să ies", "Anulez", "Anulați, vă rog.",
                 "M-am răzgândit, nu mai vreau.", "Nu mai particip.", "Please cancel.")
        for phone in (True, False):
            self.new_clerk()
            for case in self.converse(texts, phone):
                with self.subTest(text=case["text"], complete=phone):
                    self.assertEqual((case["did"], case["waits"]), (("withdrawal", "review"), True))
                    self.assertEqual(len(case["answers"]), 1)

    def test_thanks_are_left_alone(self):
        for case in self.converse(("Mulțumesc!", "Am primit, multumesc.", "Ok", "👍", "Thank you!",
                                   "Perfect, mulțumesc. Aștept detalii.", "Datele sunt corecte, mulțumesc.",
                                   "Vă mulțumesc pentru confirmare.\n\nAndrei Popescu\npsiholog")):
            with self.subTest(text=case["text"]):
                self.assertEqual((case["did"], case["waits"]), (("followup", "ignore"), False))
                self.assertEqual(len(case["answers"]), 1)

    def test_whatever_else_is_said_reaches_a_person(self):
        for case in self.converse(("Vă mulțumesc pentru confirmare. Când are loc prima întâlnire?",
                                   "Mulțumesc, unde are loc?", "Pot veni și cu o colegă.",
                                   "Nu am acces la calculator decât seara.")):
            with self.subTest(text=case["text"]):
                self.assertEqual((case["did"], case["waits"]), (("followup", "review"), True))
                self.assertEqual(len(case["answers"]), 1)

    def test_a_question_beside_the_phone_is_acknowledged_and_shown(self):
        self.begin(phone=False)
        self.reply("0722 123 456. Când este prima întâlnire și unde?")
        self.decided("followup", "acknowledge")
        self.assertEqual((self.row()["status"], len(self.clerk.sent()), self.waiting()), ("complete", 2, 1))

    def test_a_reply_without_a_tie_is_never_a_request_for_nothing(self):
        self.begin(phone=False)
        self.pass_days(2)
        self.write("0722 123 456\n\nMulțumesc, Maria")
        self.assertEqual(self.row()["status"], "complete")
        self.assertIn("action=acknowledge", self.letters[-1])
        self.assertNotIn("action=ask", self.letters[-1])
        for raw in self.clerk.sent()[1:]:
            self.assertNotIn("mai avem nevoie de", parsed(raw).get_content())

    def test_who_was_asked_writes_a_letter_of_their_own(self):
        self.begin(phone=False)
        self.write("Telefonul meu este 0722 123 456", subject="telefon")
        self.decided("followup", "acknowledge")
        self.assertEqual((self.row()["phone"], self.row()["status"]), ("+40722123456", "complete"))

    def test_a_letter_of_their_own_that_says_more_is_for_a_person(self):
        self.begin(phone=False)
        self.write("Telefonul meu este 0722 123 456. Aveți oferta noastră din martie?", subject="telefon")
        self.decided("followup", "review")
        self.assertEqual((self.row()["status"], self.waiting()), ("incomplete", 1))

    def test_other_mail_of_a_known_person_stays_what_it_is(self):
        self.begin(phone=False)
        self.write("Vă trimit mâine procesul-verbal.\n\n-- \nMaria Popescu\n0722 123 456", subject="ședința")
        self.decided("other", "ignore")
        self.assertEqual(self.row()["phone"], None)

    def test_requests_are_limited_in_a_thread_too(self):
        self.take(sign_up(1, phone=False).replace("Organizația: Asociația Sprijin 1\r\n".encode(), b"")
                  .replace("Funcția: psiholog\r\n".encode(), b""))
        self.answer = parsed(self.clerk.sent()[0])
        self.reply("Organizația: Asociația Sprijin 1")
        self.decided("followup", "ask")
        self.reply("Funcția: psiholog")
        self.decided("followup", "review")
        self.assertEqual((len(self.clerk.sent()), self.waiting()), (2, 1))

    def test_a_reminder_counts_for_the_thread(self):
        self.take(sign_up(1, phone=False).replace("Funcția: psiholog\r\n".encode(), b""))
        self.pass_days(8)
        self.once()
        self.assertEqual(len(self.clerk.sent()), 2)
        self.answer = parsed(self.clerk.sent()[1])
        self.reply("Funcția: psiholog")
        self.decided("followup", "review")
        self.assertEqual(len(self.clerk.sent()), 2)

    def test_an_english_writer_is_answered_in_english_throughout(self):
        self.take((f"From: John Smith <john@aurora.example>\r\nTo: {OURS}\r\nSubject: Working group\r\n"
                   "Date: Mon, 23 Nov 2026 09:00:00 +0200\r\nMessage-ID: <e1@aurora.example>\r\n\r\n"
                   "Dear all,\r\n\r\nI would like to join the working group.\r\n\r\nName: John Smith\r\n"
                   "Position: psychologist\r\nOrganization: Aurora Foundation\r\n\r\nKind regards\r\n").encode())
        self.answer = parsed(self.clerk.sent()[0])
        self.reply("+40 722 123 456", sender="John Smith <john@aurora.example>", quote=False)
        self.assertEqual(self.row()["status"], "complete")
        self.assertIn("Thank you", parsed(self.clerk.sent()[1]).get_content())

    def test_who_changes_the_language_is_answered_in_it(self):
        self.begin(phone=False)
        self.reply("Please find my phone number here: +40 722 123 456, thank you.")
        self.assertIn("Thank you", parsed(self.clerk.sent()[1]).get_content())


class SomebodyElse(Case):
    def test_a_known_person_from_elsewhere_with_other_data_is_for_a_person(self):
        self.begin()
        self.take(sign_up(1, address="m.popescu@aurora.example").replace(b"<1@", b"<other@")
                  .replace("Asociația Sprijin 1".encode(), "Fundația Aurora".encode()))
        self.decided("registration", "review")
        self.assertEqual((len(self.clerk.sent()), self.waiting()), (1, 1))
        self.assertEqual([row["status"] for row in self.clerk.roster()], ["complete", "review"])

    def test_from_elsewhere_with_the_same_data_the_digest_proposes(self):
        self.begin()
        self.take(sign_up(1, address="m.popescu@aurora.example").replace(b"<1@", b"<other@"))
        self.decided("registration", "acknowledge")
        self.assertEqual(len(self.clerk.roster()), 2)

    def test_a_forged_from_once_a_day_gets_one_letter(self):
        for day, name in enumerate(("Ana Stan", "Ioana Marin", "Dan Tudor", "Radu Barbu", "Vlad Dobre")):
            self.take(sign_up(day, name=name, address="victima@spital.example"))
            self.pass_days(1)
        self.assertEqual(len(self.clerk.sent()), 1)
        self.assertIn("gate.answered-already", self.clerk.run("why", "M5").stdout)

    def test_story_2_an_out_of_office_that_quotes_all_fields_is_no_sign_up(self):
        self.begin()
        for subject in ("Absent din birou", "Automatic reply: Inscriere", "Răspuns automat", "Out of office"):
            for tied in (True, False):
                text = "" if tied else "\n".join("> " + line for line in self.answer.get_content().splitlines())
                self.deliver_letter(text, MARIA, subject, self.answer if tied else None, True, "",
                                    f"ooo{next(self.numbers)}")
        self.once()
        self.assertEqual((len(self.clerk.sent()), len(self.clerk.roster())), (1, 1))


class Bounces(Case):
    def bounce(self, body, subject="Undelivered Mail Returned to Sender", report=None, returned=""):
        """From a mail server; with a `report` in the form of RFC 3464, else as plain text."""
        self.deliver_bounce(body, subject, report, returned)
        self.once()

    def deliver_bounce(self, body, subject, report=None, returned=""):
        headers = (f"Return-Path: <>\r\nFrom: Mail Delivery System <MAILER-DAEMON@mx.example>\r\nTo: {OURS}\r\n"
                   f"Subject: {subject}\r\nDate: Mon, 23 Nov 2026 12:00:00 +0200\r\n"
                   f"Message-ID: <b{next(self.numbers)}@mx.example>\r\nMIME-Version: 1.0\r\n")
        if report is None:
            text = f"{headers}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{body}\r\n"
        else:
            text = (f"{headers}Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n--x\r\n\r\n"
                    f"{body}\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
                    f"{report}\r\n\r\n--x\r\nContent-Type: text/rfc822-headers\r\n\r\n{returned}\r\n\r\n--x--\r\n")
        self.clerk.deliver(re.sub(r"\r?\n", "\r\n", text).encode(), f"b{next(self.numbers)}")

    def test_a_report_of_anything_but_a_failure_changes_nothing(self):
        self.begin()
        actions = ("delayed", "delivered", "relayed", "expanded")
        for action in actions:
            self.deliver_bounce("It is on its way.", "Undelivered Mail Returned to Sender",
                                f"Final-Recipient: rfc822; x@y.example\nAction: {action}\nStatus: 4.4.1",
                                f"Message-ID: {self.answer['Message-ID']}")
        self.once()
        self.assertEqual((len(self.letters), self.row()["status"]), (len(actions), "complete"))
        for line in self.letters:
            self.assertRegex(line, "kind=bounce action=ignore .*tells of no failure")
        self.bounce("No.", report="Action: failed\nStatus: 5.1.1", returned=f"Message-ID: {self.answer['Message-ID']}")
        self.assertEqual(self.row()["status"], "unreachable")

    def test_the_servers_reason_is_kept_and_shown_without_address_or_link(self):
        self.begin()
        self.bounce("No.", returned=f"Message-ID: {self.answer['Message-ID']}",
                    report="Final-Recipient: rfc822; x@y.example\nAction: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp;\n"
                           " 552 5.2.2 <maria.popescu1@asociatia1.example> Mailbox full, see http://evil.example/x")
        for shown in (self.clerk.run("why", "M2").stdout, self.clerk.run("digest", "--format", "text").stdout):
            self.assertIn("552 5.2.2 Mailbox full", shown)
            self.assertNotIn("http://", shown)

    def test_a_warning_in_plain_text_changes_nothing(self):
        self.begin()
        self.bounce("This message was created automatically by mail delivery software.\n"
                    "A message that you sent has not yet been delivered.\n"
                    "No action is required on your part. Delivery attempts will continue for some time.\n\n"
                    f"Message-ID: {self.answer['Message-ID']}", subject="Warning: message 1abc-0002-XY delayed 24 hours")
        self.assertEqual(self.row()["status"], "complete")

    def test_story_1_a_bounce_without_marks_is_tied_by_what_it_returns(self):
        bodies = {
            "Exim": ("Mail delivery failed: returning message to sender",
                     "This message was created automatically by mail delivery software.\n\n"
                     "A message that you sent could not be delivered to one or more of its recipients.\n\n"
                     "  maria.popescu1@asociatia1.example\n    host mx.example [192.0.2.1]\n"
                     "    550 No such user here\n\n------ This is a copy of the message's headers. ------\n\n"
                     "Subject: Re: Inscriere\nMessage-ID: {id}\n"),
            "Exim, ids rewritten": ("Mail delivery failed: returning message to sender",
                                    "This message was created automatically by mail delivery software.\n\n"
                                    "    550 No such user here\n\n"
                                    "------ This is a copy of the message's headers. ------\n\n"
                                    "Message-ID: <rewritten@relay.example>\nX-Grefier: {token}\n"),
            "qmail": ("failure notice",
                      "Hi. This is the qmail-send program at mx.example.\n"
                      "I'm afraid I wasn't able to deliver your message to the following addresses.\n\n"
                      "<maria.popescu1@asociatia1.example>:\n550 No such user here\n\n"
                      "--- Below this line is a copy of the message.\n\nReturn-Path: <x@y.example>\nMessage-ID: {id}\n"),
            "Exchange": ("Undeliverable: Re: Inscriere",
                         "Delivery has failed to these recipients or groups:\n\nMaria Popescu\n\n"
                         "Remote Server returned '550 No such user here'\n\nOriginal message headers:\n\n"
                         "Subject: Re: Inscriere\nMessage-ID: {id}\n"),
            "Romanian": ("Mesajul nu a putut fi livrat",
                         "Mesajul dumneavoastră nu a putut fi livrat destinatarului.\n\n550 No such user here\n\n"
                         "Antetele mesajului:\nMessage-ID: {id}\n")}
        for number in range(len(bodies)):
            self.clerk.deliver(sign_up(number), f"first{number}")
        self.once()
        answers = {answer["To"]: answer for answer in map(parsed, self.clerk.sent())}
        for number, (subject, body) in enumerate(bodies.values()):
            answer = answers[parsed(sign_up(number))["From"]]
            self.deliver_bounce(body.format(id=answer["Message-ID"], token=answer["X-Grefier"]), subject)
        self.once()
        self.assertEqual([row["status"] for row in self.clerk.roster()], ["unreachable"] * len(bodies))
        self.assertEqual((len(self.letters), len(self.clerk.sent())), (len(bodies), len(bodies)))
        for line in self.letters:
            self.assertIn("kind=bounce action=ignore ", line)
            number = re.search(r" number=(\d+)", line)[1]
            self.assertIn("550 No such user here", self.clerk.run("why", f"M{number}").stdout)


class SeveralPeople(Case):
    def begin_two(self):
        self.take((f"From: Elena Barbu <elena@dgaspc.example>\r\nTo: {OURS}\r\nSubject: Desemnare grup de lucru\r\n"
                   "Date: Mon, 23 Nov 2026 09:00:00 +0200\r\nMessage-ID: <n1@dgaspc.example>\r\nMIME-Version: 1.0\r\n"
                   "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                   "Bună ziua,\r\n\r\nDesemnăm în grupul de lucru următoarele persoane:\r\n\r\n"
                   "Nume: Ioana Dobre\r\nFuncția: psiholog\r\nOrganizația: DGASPC Cluj\r\n\r\n"
                   "Nume: Radu Marin\r\nFuncția: jurist\r\nOrganizația: DGASPC Cluj\r\n"
                   "Telefon: 0722 111 222\r\n").encode())
        self.answer = parsed(self.clerk.sent()[0])

    def test_the_request_names_each_and_what_each_lacks(self):
        self.begin_two()
        text = self.answer.get_content()
        self.assertRegex(text, r"Ioana Dobre: telefon\w*")
        self.assertRegex(text, r"Radu Marin: nu lipsește nimic")

    def test_a_reply_that_says_whose_it_is_fills_that_field(self):
        self.begin_two()
        self.reply("Ioana Dobre: 0744 333 222", sender="Elena Barbu <elena@dgaspc.example>")
        self.decided("followup", "acknowledge")
        self.assertEqual([(row["name"], row["phone"], row["email"]) for row in self.clerk.roster()],
                         [("Ioana Dobre", "+40744333222", None), ("Radu Marin", "+40722111222", None)])
        text = parsed(self.clerk.sent()[1]).get_content()
        self.assertIn("Radu Marin", text)

    def test_one_that_does_not_say_it_is_for_a_person(self):
        self.begin_two()
        self.reply("0744 333 222", sender="Elena Barbu <elena@dgaspc.example>")
        self.decided("followup", "review")
        self.assertEqual([row["phone"] for row in self.clerk.roster()], [None, "+40722111222"])


if __name__ == "__main__":
    unittest.main()
