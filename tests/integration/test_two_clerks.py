"""Machines that answer machines: whatever they are, each gets one letter of ours at most."""
import email
import email.policy
import itertools
import os
import re
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))

from clerk import GREFIER, OURS, Clerk, sign_up  # noqa: E402

OTHERS = "inscrieri@alta-retea.example"
ROUNDS = 6
with open(GREFIER, "rb") as program:
    SANITIZED = b"__asan_init" in program.read()
MARKS = (rb"(?mi)^(Message-ID|X-Grefier|Auto-Submitted|X-Auto-Response-Suppress|References|In-Reply-To|Precedence):.*\n"
         rb"(?:[ \t].*\n)*")


OUR_SERVER = "mx.protect.example"


def proven(raw):
    """As it arrives where our server vouches for its author."""
    domain = re.search(rb"(?mi)^From:.*@([\w.-]+)", raw).group(1)
    return b"Authentication-Results: %s; dmarc=pass header.from=%s\r\n" % (OUR_SERVER.encode(), domain) + raw


def parsed(raw):
    return email.message_from_bytes(raw, policy=email.policy.default)


class Case(unittest.TestCase):
    def setUp(self):
        self.work = tempfile.TemporaryDirectory()
        self.numbers = itertools.count(1)

    def tearDown(self):
        self.work.cleanup()

    def clerk(self, name, address=OURS, **outgoing):
        settings = {"from": f"Secretariatul <{address}>", "per_sender": "100/day", "total": "10000/hour", **outgoing}
        return Clerk(os.path.join(self.work.name, name), mailbox={"addresses": [address], "authserv_id": OUR_SERVER},
                     outgoing=settings)

    def once(self, clerk):
        done = clerk.once(timeout=500)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done


class Machines(Case):
    """Their addresses are their own, and our server says so."""

    def carry(self, sender, receiver, already, relay=lambda raw: raw):
        """What left since: to the other's mailbox; returns how many have left in all."""
        sent = sender.sent()
        for raw in sent[already:]:
            receiver.deliver(proven(relay(raw)), f"carried{next(self.numbers)}")
        return len(sent)

    def talk(self, ours, theirs, relay=lambda raw: raw):
        """Carries the letters between both for some rounds; returns how many each wrote."""
        from_us = from_them = 0
        for _ in range(ROUNDS):
            self.once(ours)
            from_us = self.carry(ours, theirs, from_us, relay)
            self.once(theirs)
            from_them = self.carry(theirs, ours, from_them, relay)
        return from_us, from_them

    def written_by_the_other(self, phone):
        """A sign-up whose author is the other clerk's address: the spark of a loop."""
        return sign_up(1, phone=phone, address=OTHERS)

    def test_two_clerks_pointed_at_each_other(self):
        for phone in (True, False):
            with self.subTest(complete=phone):
                ours, theirs = self.clerk(f"ours{phone}"), self.clerk(f"theirs{phone}", OTHERS)
                ours.deliver(self.written_by_the_other(phone), "spark")
                from_us, from_them = self.talk(ours, theirs)
                self.assertEqual(from_us, 1)
                self.assertEqual(from_them, 0)

    def test_two_clerks_behind_relays_that_strip_every_mark(self):
        serial = itertools.count(1)

        def relay(raw):
            head, body = raw.replace(b"\r\n", b"\n").split(b"\n\n", 1)
            head = re.sub(MARKS, b"", head + b"\n")
            return b"Message-ID: <relay%d@relay.example>\n" % next(serial) + head + b"\n" + re.sub(rb"\[ref\.[^\]]*\]", b"", body)

        for phone in (True, False):
            with self.subTest(complete=phone):
                ours, theirs = self.clerk(f"bare-ours{phone}"), self.clerk(f"bare-theirs{phone}", OTHERS)
                ours.deliver(self.written_by_the_other(phone), "spark")
                from_us, from_them = self.talk(ours, theirs, relay)
                self.assertEqual(from_us, 1)
                self.assertLessEqual(from_them, 1)

    def responder(self, clerk, reply, message):
        """A vacation program that answers each letter of ours with another subject and Message-ID."""
        clerk.deliver(message, "spark")
        answered = 0
        for _ in range(ROUNDS):
            self.once(clerk)
            for raw in clerk.sent()[answered:]:
                answered += 1
                number = next(self.numbers)
                clerk.deliver(proven(reply(parsed(raw), number)), f"vacation{number}")
        self.once(clerk)
        return clerk.sent()

    def test_a_vacation_program_that_marks_nothing_and_changes_subject_and_id(self):
        def reply(letter, number):
            return (f"From: Maria Popescu <maria.popescu1@asociatia1.example>\r\nTo: {OURS}\r\n"
                    f"Subject: Sunt plecata ({number})\r\nDate: Mon, 23 Nov 2026 12:00:{number:02} +0200\r\n"
                    f"Message-ID: <vacation{number}@asociatia1.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
                    "Bună ziua,\r\n\r\nSunt în concediu până pe 5 decembrie și voi răspunde la întoarcere.\r\n\r\n"
                    "Maria Popescu\r\npsiholog, Asociația Sprijin 1\r\n").encode()

        for phone in (True, False):
            with self.subTest(complete=phone):
                sent = self.responder(self.clerk(f"vacation{phone}"), reply, sign_up(1, phone=phone))
                self.assertEqual(len(sent), 1)

    def test_a_vacation_program_that_sends_our_letter_back(self):
        def reply(letter, number):
            quoted = "\r\n".join("> " + line for line in letter.get_content().splitlines())
            return (f"From: Maria Popescu <maria.popescu1@asociatia1.example>\r\nTo: {OURS}\r\n"
                    f"Subject: Absent ({number})\r\nDate: Mon, 23 Nov 2026 12:00:{number:02} +0200\r\n"
                    f"Message-ID: <vacation{number}@asociatia1.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
                    f"Sunt plecată din birou până luni.\r\n\r\n{quoted}\r\n").encode()

        for phone in (True, False):
            with self.subTest(complete=phone):
                self.assertEqual(len(self.responder(self.clerk(f"back{phone}"), reply, sign_up(1, phone=phone))), 1)

    def test_a_program_that_signs_up_again_whenever_it_is_answered(self):
        """Nothing tells that it is one: no mark, its own subject and Message-ID, a signature with all fields."""
        def reply(letter, number):
            return re.sub(rb"Message-ID: <[^>]*>", b"Message-ID: <form%d@asociatia1.example>" % number,
                          sign_up(1, phone=False, subject=f"Inscriere {number}"))

        for phone in (True, False):
            with self.subTest(complete=phone):
                self.assertEqual(len(self.responder(self.clerk(f"form{phone}"), reply, sign_up(1, phone=phone))), 1)


class ForgedFrom(Case):
    MESSAGES = 2000 if SANITIZED else 10000

    def forged(self, number):
        """One forged From, which the forger's own domain does not prove: sign-ups of many names, and updates of one."""
        name = "Ana Popescu" if number % 3 == 0 else f"Ana{chr(97 + number % 26)} Popescu"
        results = f"Authentication-Results: {OUR_SERVER}; spf=pass smtp.mailfrom=x@forger.example; dkim=pass header.d=forger.example\r\n"
        message = sign_up(number % 100, name=name, address="victima@spital.example", phone=number % 2 == 0,
                          subject=f"Inscriere {number}", headers=results)
        return re.sub(rb"Message-ID: <[^>]*>", b"Message-ID: <f%d@forger.example>" % number, message)

    def test_thousands_of_messages_with_one_forged_from(self):
        clerk = self.clerk("forged", total="100/hour", per_sender="3/day")
        for number in range(self.MESSAGES):
            clerk.deliver(self.forged(number), f"m{number:05}")
        self.once(clerk)
        self.assertEqual(len(clerk.sent()), 1)
        self.assertEqual(clerk.status()["outbox"]["sent"], 1)
        self.assertIn("gate.answered-already", clerk.run("why", "M2").stdout)

    def test_the_total_cap_trips_and_is_said(self):
        clerk = self.clerk("cap", total="20/hour")
        for number in range(60):
            clerk.deliver(sign_up(number), f"m{number:05}")
        done = self.once(clerk)
        self.assertEqual(len(clerk.sent()), 20)
        status = clerk.status()
        self.assertEqual((status["outbox"]["sent"], status["outbox"]["held"], status["waiting"]), (20, 40, 40))
        self.assertIn("as many automatic answers went out as may (gate.total-cap)", done.stderr)
        self.assertIn("gate.total-cap", clerk.run("why", "M60").stdout)


class SameMessage(Case):
    def test_copied_and_redelivered_it_is_answered_once(self):
        clerk = self.clerk("copies")
        message = sign_up(1)
        for name in ("one", "two", "three"):
            clerk.deliver(message, name)
        self.once(clerk)
        clerk.deliver(message, "later")
        self.once(clerk)
        received = b"Received: from mx2.example by mx.example; Mon, 23 Nov 2026 09:05:00 +0200\r\n"
        clerk.deliver(received + message, "redelivered")
        self.once(clerk)
        self.assertEqual((len(clerk.sent()), len(clerk.roster())), (1, 1))

    def test_the_same_id_with_other_content_is_for_a_person(self):
        clerk = self.clerk("same-id")
        clerk.deliver(sign_up(1), "one")
        self.once(clerk)
        clerk.deliver(sign_up(1).replace(b"0722 100 001", b"0744 999 888"), "other")
        clerk.deliver(re.sub(rb"Message-ID: <[^>]*>", b"Message-ID: <1@asociatia1.example>", sign_up(2)), "somebody else")
        self.once(clerk)
        self.assertEqual((len(clerk.sent()), clerk.status()["waiting"]), (1, 2))
        self.assertEqual([row["phone"] for row in clerk.roster() if row["status"] == "complete"], ["+40722100001"])


if __name__ == "__main__":
    unittest.main()
