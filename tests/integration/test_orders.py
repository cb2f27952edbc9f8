"""The secretariat's keyboard: orders by reply, over a real IMAP and SMTP pair."""
import email
import email.header
import email.policy
import json
import os
import re
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))

from certificates import make_ca  # noqa: E402
from clerk import OURS, RULES, SECRETARIAT, Clerk, next_second, sign_up  # noqa: E402
from dovecot import Dovecot  # noqa: E402
from smtp_server import SmtpServer  # noqa: E402

SMTP_USER, SMTP_PASSWORD = "clerk@protect.example", "sésame, ouvre-toi"

work = authority = dovecot = certificate = None


def setUpModule():  # noqa: N802
    global work, authority, dovecot, certificate
    work = tempfile.TemporaryDirectory()
    authority = make_ca(os.path.join(work.name, "ca"))
    certificate = authority.issue("good")
    dovecot = Dovecot(os.path.join(work.name, "dovecot"), certificate)


def tearDownModule():  # noqa: N802
    dovecot.stop()
    work.cleanup()


def parse(message):
    return email.message_from_bytes(message["data"], policy=email.policy.default)


def body(message, kind="plain"):
    """Its text, with the lines that were flowed put together again (RFC 3676)."""
    text = message.get_body((kind,)).get_content().replace("\r\n", "\n")
    return re.sub(r"(?<!\n--) \n", " ", text) if kind == "plain" else text


class Orders(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(dir=work.name)
        self.number = 0
        dovecot.clear()
        self.server = SmtpServer(certificate, users={SMTP_USER: SMTP_PASSWORD})
        self.server.__enter__()
        self.clerk = Clerk(self.folder.name)
        self.clerk.mailbox.update(url=dovecot.imaps_url, user="clerk", ca_file=authority.file,
                                  password_file=self.clerk.secret("imap", dovecot.users["clerk"]))
        self.clerk.outgoing.update(url=self.server.url, user=SMTP_USER, ca_file=authority.file,
                                   password_file=self.clerk.secret("smtp", SMTP_PASSWORD))
        self.clerk.write()

    def tearDown(self):
        self.server.__exit__(None, None, None)
        self.folder.cleanup()

    # ---- steps ----

    def once(self):
        done = self.clerk.once()
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stderr

    def people(self, *numbers, **options):
        for number in numbers:
            dovecot.deliver(sign_up(number, **options))
        self.once()

    def digest(self):
        """Sends today's, and gives it as it arrived."""
        next_second()  # a digest tells of what happened before it
        done = self.clerk.run("digest", "--send", "--again")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.server.messages.clear()
        self.once()
        to_them = [parse(message) for message in self.server.messages if message["to"] == [SECRETARIAT]]
        self.assertEqual(len(to_them), 1)
        return to_them[0]

    def reply(self, digest, text, sender=SECRETARIAT, headers=None, identity=None):
        """A reply, and the confirmation that comes back (None when none does)."""
        self.number += 1
        lines = headers if headers is not None else (f"In-Reply-To: {digest['Message-ID']}\r\n"
                                                     f"References: {digest['Message-ID']}\r\n"
                                                     f"Subject: Re: {digest['Subject']}\r\n")
        identity = identity or f"reply{self.number}.{id(self)}@protect.example"
        dovecot.deliver((f"From: {sender}\r\nTo: {OURS}\r\n{lines}Date: Tue, 24 Nov 2026 09:00:00 +0200\r\n"
                         f"Message-ID: <{identity}>\r\nMIME-Version: 1.0\r\n"
                         f"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                         f"{text}").replace("\r\n", "\n").replace("\n", "\r\n").encode())
        self.server.messages.clear()
        self.log = self.once()
        back = [parse(message) for message in self.server.messages if message["to"] == [SECRETARIAT]]
        self.assertLessEqual(len(back), 1)
        return back[0] if back else None

    def row(self, number):
        return next((row for row in self.clerk.roster() if row["id"] == number), None)

    def said(self, confirmation, order, *words):
        """What the confirmation says below that order."""
        found = re.search(re.escape(order) + r"\n +(.*)", body(confirmation))
        self.assertTrue(found, body(confirmation))
        for word in words:
            self.assertIn(word, found.group(1))

    # ---- stories ----

    def test_every_kind_of_order_is_done_and_confirmed(self):
        self.people(1, 2, 3, 4)
        self.people(5, phone=False)
        digest = self.digest()
        back = self.reply(digest, "Bună,\n\n1 telefon 0744 111 222\n1 organizația Asociația Țintă Nouă\n"
                                  "1 nume Ștefania Popescu\n1 FUNCTIA: directoare\n2 retrage\n3 unește 4\n5 trimite\n"
                                  "5 e-mail alta@exemplu.example\n\nMulțumesc!\nIoana\n")
        self.assertIsNotNone(back, self.log)
        self.assertEqual(back["In-Reply-To"], f"<reply1.{id(self)}@protect.example>")
        self.assertEqual(back["Auto-Submitted"], "auto-replied")
        self.assertIn("8 comenzi îndeplinite", back["Subject"])
        self.said(back, "1 telefon 0744 111 222", "făcut", "+40744111222", "era")
        first = self.row(1)
        self.assertEqual((first["phone"], first["organization"], first["name"], first["position"]),
                         ("+40744111222", "Asociația Țintă Nouă", "Ștefania Popescu", "directoare"))
        self.assertEqual(self.row(2)["status"], "withdrawn")
        self.assertIsNone(self.row(4))
        self.assertEqual(self.row(5)["email"], "alta@exemplu.example")
        asked = [message for message in self.server.messages if message["to"] != [SECRETARIAT]]
        self.assertEqual(len(asked), 1)
        self.assertIn("event=orders done=8 failed=0", self.log)

    def test_history_says_who_and_when(self):
        self.people(1)
        self.reply(self.digest(), "1 telefon 0744111222\n")
        shown = self.clerk.run("roster", "show", "1").stdout
        self.assertIn(SECRETARIAT, shown)
        self.assertIn("+40744111222", shown)

    def test_good_and_bad_lines_together(self):
        self.people(1)
        back = self.reply(self.digest(), "1 telefn 0744111222\n1 funcția asistent social\n99 retrage\n1 telefon 12\nM77 da\n"
                                         "1 nume\nM15 da, M16 nu\n")
        self.assertIn("o comandă îndeplinită, 6 neîndeplinite", back["Subject"])
        self.said(back, "1 telefn 0744111222", "NEFĂCUT", "nu am înțeles")
        self.said(back, "99 retrage", "NEFĂCUT", "99")
        self.said(back, "1 telefon 12", "NEFĂCUT", "telefon")
        self.said(back, "M77 da", "NEFĂCUT", "M77")
        self.said(back, "1 nume", "lipsește valoarea")
        self.assertEqual(self.row(1)["position"], "asistent social")

    def test_an_order_right_above_the_quote_is_done(self):
        self.people(1, 2)
        back = self.reply(self.digest(), "2 funcția lector\n1 retrage\nPe 24.11.2026 08:00, Secretariatul a scris:\n> 2 retrage\n")
        self.assertIn("2 comenzi îndeplinite", back["Subject"])
        self.assertEqual((self.row(1)["status"], self.row(2)["position"]), ("withdrawn", "lector"))

    def test_what_is_written_around_a_value_is_no_part_of_it(self):
        self.people(1, 2)
        back = self.reply(self.digest(), "1 e-mail <noua@exemplu.example>.\n2 e-mail alta@exemplu.example.\n1 interior abc\n"
                                         "**2 organizația Asociația Y**\n")
        self.said(back, "1 interior abc", "NEFĂCUT", "interior")
        self.said(back, "2 e-mail alta@exemplu.example.", "alta@exemplu.example", "era „ioana.popescu2@asociatia2.example”")
        self.assertEqual([self.row(number)["email"] for number in (1, 2)],
                         ["noua@exemplu.example", "alta@exemplu.example"])
        self.assertEqual(self.row(2)["organization"], "Asociația Y")

    def test_an_order_with_a_doubt_behind_it_waits(self):
        self.people(1, 2)
        back = self.reply(self.digest(), "1 retrage - NU încă, verific\nVă rog retrageți 2\nnr. 2 telefon 0744 111 222\n")
        self.said(back, "1 retrage - NU încă, verific", "NEFĂCUT", "nu am înțeles")
        self.said(back, "Vă rog retrageți 2", "NEFĂCUT", "nu am înțeles")
        self.assertEqual((self.row(1)["status"], self.row(2)["status"], self.row(2)["phone"]),
                         ("complete", "complete", "+40744111222"))

    def test_quoted_text_is_no_order(self):
        self.people(1, 2)
        back = self.reply(self.digest(), "2 retrage\n\nPe 24 nov. 2026, la 08:00, Secretariatul a scris:\n> 1 retrage\n"
                                         "> 2 telefon 0744111222\n")
        self.assertIn("o comandă îndeplinită", back["Subject"])
        self.assertEqual((self.row(1)["status"], self.row(2)["status"]), ("complete", "withdrawn"))

    def test_a_tap_on_a_button_is_a_new_message_with_the_token_in_its_subject(self):
        self.people(1)
        digest = self.digest()
        subject = re.search(r"subject=([^&]*)&amp;body=", body(self.digest(), "html"))
        token = re.search(r"\[ref\. (\w+)\]", digest["Subject"]).group(1)
        self.assertIsNone(subject)  # nothing waits: no button
        back = self.reply(None, "1 retrage\n", headers=f"Subject: Re: Raport 2026-11-24 [ref. {token}]\r\n")
        self.assertIn("o comandă îndeplinită", back["Subject"])
        self.assertEqual(self.row(1)["status"], "withdrawn")

    def test_a_reply_to_the_confirmation_is_read_too(self):
        self.people(1)
        back = self.reply(self.digest(), "1 funcția director\n")
        again = self.reply(back, "1 funcția directoare\n",
                           headers=f"In-Reply-To: {back['Message-ID']}\r\nReferences: {back['References']} "
                                   f"{back['Message-ID']}\r\nSubject: Re: {back['Subject']}\r\n")
        self.assertIn("o comandă îndeplinită", again["Subject"])
        self.assertEqual(self.row(1)["position"], "directoare")

    def test_a_letter_that_waits_is_agreed_to_or_not(self):
        self.people(1)
        for number, name in ((11, "da"), (12, "nu")):
            dovecot.deliver(sign_up(number, headers="Reply-To: altcineva@alta.example\r\n"))
        self.once()
        self.assertEqual([row["status"] for row in self.clerk.roster()], ["complete", "review", "review"])
        digest = self.digest()
        numbers = re.findall(r"^M(\d+) ·", body(digest), re.M)
        self.assertEqual(len(numbers), 2, body(digest))
        self.assertIn(f"body=M{numbers[0]}%20da", body(digest, "html"))
        back = self.reply(digest, f"m{numbers[0]} DA\nM{numbers[1]} nu.\n")
        self.said(back, f"m{numbers[0]} DA", "acceptat")
        self.said(back, f"M{numbers[1]} nu.", "respins")
        self.assertEqual([row["status"] for row in self.clerk.roster()], ["complete", "complete"])
        answered = [message["to"] for message in self.server.messages if message["to"] != [SECRETARIAT]]
        self.assertEqual(len(answered), 1)
        again = self.reply(digest, f"M{numbers[0]} nu\n")
        self.said(again, f"M{numbers[0]} nu", "NEFĂCUT")

    def doubtful(self, number, name, address, subject, phone):
        """Perhaps a sign-up."""
        dovecot.deliver((f"From: {email.header.Header(name, 'utf-8').encode()} <{address}>\r\nTo: {OURS}\r\n"
                         f"Subject: {email.header.Header(subject, 'utf-8').encode()}\r\n"
                         f"Date: Tue, 24 Nov 2026 08:00:0{number} +0200\r\nMessage-ID: <d{number}@{address}>\r\n"
                         "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                         "Content-Transfer-Encoding: 8bit\r\n\r\n"
                         f"Salutare din Bălți!\r\nDacă acceptați și oameni de peste Prut, eu sunt gata: {name}, procuroră, "
                         f"Procuratura Bălți, {phone}. Particip online.\r\n").encode())

    def refuse(self, count):
        """Says no to all that waits."""
        digest = self.digest()
        waiting = re.findall(r"^M(\d+) ·", body(digest), re.M)
        self.assertEqual(len(waiting), count, body(digest))
        back = self.reply(digest, "".join(f"M{number} nu\n" for number in waiting))
        for number in waiting:
            self.said(back, f"M{number} nu", "respins")

    def in_store(self):
        """All bytes of the store and what lies beside it, in small letters."""
        folder = os.path.dirname(self.clerk.store)
        found = b""
        for name in os.listdir(folder):
            with open(os.path.join(folder, name), "rb") as file:
                found += file.read()
        return found.decode("utf-8", "replace").lower()

    def test_a_no_to_a_doubtful_sign_up_teaches_and_nobody_is_left_of_it(self):
        self.doubtful(1, "Doina Ștefănescu", "doinita.stefanescu@apele.example", "De peste Prut, Doina Ștefănescu",
                      "0722 333 444")
        self.doubtful(2, "Anton Carstea", "carstea.a@liniste.example", "Pentru dl. Carstea tel 0733555666", "0733.555.666")
        for number, text in ((3, "Fiica mea este șantajată cu poze, ajutați-mă, nu știu ce să fac."),
                             (4, "În temeiul art. 17 RGPD vă cer ștergerea datelor mele personale.")):
            dovecot.deliver((f"From: Ilinca Neamtu <ilinca{number}@x.example>\r\nTo: {OURS}\r\nSubject: mesaj\r\n"
                             f"Date: Tue, 24 Nov 2026 08:00:0{number} +0200\r\nMessage-ID: <s{number}@x.example>\r\n"
                             "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                             f"Content-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n").encode())
        self.once()
        self.refuse(4)
        left = self.in_store()
        for piece in ("doina", "doinita", "ștefănescu", "stefanescu", "apele", "anton", "carstea", "liniste", "procurat",
                      "bălți", "balti", "722333444", "333 444", "733555666", "555.666", "ilinca", "neamtu"):
            self.assertNotIn(piece, left)
        folder = os.path.join(self.folder.name, "cases")
        self.assertIn("2 cases", self.clerk.run("rules", "cases", folder).stdout)
        with open(os.path.join(folder, "labels.jsonl"), encoding="utf-8") as file:
            labels = [json.loads(line) for line in file]
        self.assertEqual([(label["file"], label["kind"], label["action"]) for label in labels],
                         [(f"case-M{number}.eml", "other", "ignore") for number in (1, 2)])  # none of the cry and the request
        with open(os.path.join(folder, labels[0]["file"]), "rb") as file:
            case = email.message_from_binary_file(file, policy=email.policy.default)
        self.assertEqual(case["Subject"], "De peste …")
        tested = self.clerk.run("rules", "test", "--rules", RULES, folder)
        self.assertEqual(tested.returncode, 0, tested.stderr)  # a failing case, but no wrong reply
        for label in labels:
            self.assertIn(f"{label['file']}: want ignore, got review (perhaps a sign-up)", tested.stdout)

    def test_a_withdrawal_that_is_agreed_to(self):
        self.people(1)
        address = self.row(1)["email"]
        dovecot.deliver((f"From: Maria Popescu <{address}>\r\nTo: {OURS}\r\nSubject: Retragere\r\n"
                         "Date: Tue, 24 Nov 2026 08:00:00 +0200\r\nMessage-ID: <w1@asociatia1.example>\r\n\r\n"
                         "Buna ziua,\r\nva rog sa imi retrageti inscrierea din grupul de lucru.\r\n").encode())
        self.once()
        digest = self.digest()
        numbers = re.findall(r"^M(\d+) · retragere", body(digest), re.M)
        self.assertEqual(len(numbers), 1, body(digest))
        back = self.reply(digest, f"M{numbers[0]} da\n")
        self.said(back, f"M{numbers[0]} da", "făcut", "retras")
        self.assertEqual(self.row(1)["status"], "withdrawn")

    def test_the_same_reply_again_does_nothing(self):
        self.people(1)
        digest = self.digest()
        self.reply(digest, "1 telefon 0744111222\n", identity="same@protect.example")
        self.clerk.run("roster", "set", "1", "phone", "0733111222")
        self.assertIsNone(self.reply(digest, "1 telefon 0744111222\n", identity="same@protect.example"))
        self.assertIsNone(self.reply(digest, "1 telefon 0755111222\n", identity="same@protect.example"))
        self.assertEqual(self.row(1)["phone"], "+40733111222")

    def test_a_stranger_who_answers_a_digest_is_for_a_person(self):
        self.people(1)
        digest = self.digest()
        self.assertIsNone(self.reply(digest, "1 retrage\n", sender="rau@alta.example"))
        self.assertEqual(self.row(1)["status"], "complete")
        self.assertEqual(self.clerk.status()["waiting"], 1)
        self.assertIn("kind=command action=review", self.log)

    def test_a_forged_secretariat_is_refused(self):
        self.clerk.mailbox["authserv_id"] = "mx.protect.example"
        self.clerk.write()
        self.people(1)
        digest = self.digest()
        forged = (f"Authentication-Results: mx.protect.example; dmarc=fail header.from=protect.example\r\n"
                  f"In-Reply-To: {digest['Message-ID']}\r\nSubject: Re: x\r\n")
        self.assertIsNone(self.reply(digest, "1 retrage\n", headers=forged))
        self.assertEqual(self.row(1)["status"], "complete")
        genuine = forged.replace("dmarc=fail", "dmarc=pass")
        self.assertIsNotNone(self.reply(digest, "1 retrage\n", headers=genuine))
        self.assertEqual(self.row(1)["status"], "withdrawn")

    def test_any_servers_doubt_stops_orders_where_none_is_ours(self):
        self.people(1)
        digest = self.digest()
        doubted = ("Authentication-Results: mx.first.example; spf=pass\r\n"
                   "Authentication-Results: mx.other.example; dmarc=fail header.from=protect.example\r\n"
                   f"In-Reply-To: {digest['Message-ID']}\r\nSubject: Re: x\r\n")
        self.assertIsNone(self.reply(digest, "1 retrage\n", headers=doubted))
        self.assertEqual(self.row(1)["status"], "complete")
        self.assertIsNotNone(self.reply(digest, "1 retrage\n", headers=doubted.replace("dmarc=fail", "dmarc=pass")))
        self.assertEqual(self.row(1)["status"], "withdrawn")

    def test_only_a_digest_that_was_sent_gives_the_right(self):
        self.people(1)
        self.assertEqual(self.clerk.run("digest", "--send").returncode, 0)  # queued, not sent
        shown = self.clerk.run("digest", "--format", "eml").stdout
        for headers in ("Subject: comenzi\r\n", "In-Reply-To: <nothing@protect.example>\r\nSubject: Re: Raport\r\n",
                        "Subject: Re: Raport [ref. NOT-SENT]\r\n", "Subject: Re: Raport [ref. AAAAAAAAAAAAAAAA]\r\n"):
            self.reply(None, "1 retrage\n", headers=headers)
            self.assertEqual(self.row(1)["status"], "complete", headers)
        self.assertIn("not-sent@grefier.invalid", shown)

    def test_a_mail_without_orders_is_told_so(self):
        self.people(1)
        back = self.reply(self.digest(), "Mulțumim pentru raport!\n\nIoana Secretara\ntel. 0722 000 111\n")
        self.assertIn("nu am găsit nicio comandă", body(back))
        self.assertIn("0 comenzi îndeplinite", back["Subject"])

    def test_an_automatic_reply_to_the_digest_is_left_alone(self):
        self.people(1)
        digest = self.digest()
        self.assertIsNone(self.reply(digest, "1 retrage\n",
                                     headers=f"In-Reply-To: {digest['Message-ID']}\r\nSubject: Re: {digest['Subject']}\r\n"
                                             "Auto-Submitted: auto-replied\r\n"))
        self.assertEqual((self.row(1)["status"], self.clerk.status()["waiting"]), ("complete", 0))

    def test_our_own_digest_in_our_own_inbox_is_left_alone(self):
        self.people(1)
        digest = self.digest()
        dovecot.deliver(digest.as_bytes().replace(b"\n", b"\r\n").replace(b"\r\r\n", b"\r\n"))
        self.server.messages.clear()
        log = self.once()
        self.assertIn("action=ignore", log)
        self.assertEqual((self.server.messages, self.clerk.status()["waiting"]), ([], 0))

    def test_in_shadow_mode_nobody_but_the_secretariat_gets_mail(self):
        self.clerk.outgoing["answers"] = "shadow"
        self.clerk.write()
        self.people(1, phone=False)
        digest = self.digest()
        self.assertIn("Ce ar fi plecat", body(digest))
        back = self.reply(digest, "1 trimite\n")
        self.said(back, "1 trimite", "modul de probă")
        self.assertEqual([message["to"] for message in self.server.messages], [[SECRETARIAT]])


if __name__ == "__main__":
    unittest.main()
