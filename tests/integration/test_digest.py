"""The secretariat's screen: the digest as a command and as mail, the workbook, the register in other forms."""
import csv
import email
import email.policy
import io
import json
import os
import re
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))

from clerk import OURS, SECRETARIAT, Clerk, local_time, next_second, sign_up  # noqa: E402
from workbook import office_rows, read_workbook  # noqa: E402


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.clerk = Clerk(self.folder.name)
        self.delivered = 0

    def tearDown(self):
        self.folder.cleanup()

    def take(self, *messages):
        for message in messages:
            self.delivered += 1
            self.clerk.deliver(message, f"m{self.delivered:04}")
        done = self.clerk.once()
        self.assertEqual(done.returncode, 0, done.stderr)
        next_second()  # a digest tells of what happened before it

    def output(self, *arguments):
        done = self.clerk.run(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def export(self, form, *options):
        path = os.path.join(self.folder.name, f"export.{form}")
        self.output("roster", "export", "--format", form, "--output", path, *options)
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)
        with open(path, "rb") as file:
            return file.read()

    def eml(self, *arguments):
        done = self.clerk.run("digest", "--format", "eml", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return email.message_from_bytes(done.stdout.encode(), policy=email.policy.default)


class Digest(Case):
    def test_an_empty_one_is_sent_too(self):
        self.take()
        self.assertIn("Nu s-a întâmplat nimic nou", self.output("digest"))
        self.output("digest", "--send")
        self.assertEqual(self.clerk.once().returncode, 0)
        self.assertEqual(len(self.clerk.sent()), 1)

    def test_the_mail_has_text_html_and_workbook(self):
        self.take(sign_up(1), sign_up(2), sign_up(3, phone=False))
        self.output("digest", "--send")
        self.assertEqual(self.clerk.once().returncode, 0)
        raw = [message for message in self.clerk.sent() if SECRETARIAT.encode() in message.replace(b"\r\n", b"\n").split(b"\n\n")[0]]
        self.assertEqual(len(raw), 1)
        self.assertLess(max(len(line) for line in raw[0].splitlines()), 999)
        message = email.message_from_bytes(raw[0], policy=email.policy.default)
        self.assertEqual(message.get_content_type(), "multipart/mixed")
        self.assertEqual([part.get_content_type() for part in message.iter_parts()][0], "multipart/alternative")
        self.assertEqual((message["From"].addresses[0].addr_spec, message["To"]), (OURS, SECRETARIAT))
        self.assertRegex(message["Subject"], r"^Înscrieri, \w+, \d+ \w+ 20\d\d: 3 înscrieri noi \[ref\. \w{16}\]$")
        self.assertEqual(message["Auto-Submitted"], "auto-generated")
        text, html = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))
        for part in (text, html):
            self.assertIn("Asociația Sprijin 2", part)
            self.assertIn("lipsește: telefon", part)
        book = next(message.iter_attachments())
        self.assertRegex(book.get_filename(), r"^inscrieri-20\d\d-\d\d-\d\d\.xlsx$")
        rows = read_workbook(book.get_content())["Înscrieri"]
        self.assertEqual(len(rows), 4)
        self.assertEqual(message.defects, [])

    def test_the_workbook_tells_of_what_waits_who_wrote_and_what_was_understood(self):
        self.take(sign_up(1, headers="Reply-To: altcineva@alta.example\r\n"))
        header, row = read_workbook(next(self.eml().iter_attachments()).get_content())["De văzut"]
        told = dict(zip(header, row))
        self.assertEqual(told["persoană"], "Maria Popescu")
        self.assertIn("telefon: +40722100001", told["ce s-a înțeles"])
        self.assertIn("urgent", header)

    def test_it_is_sent_once_a_day_unless_again_is_said(self):
        self.take(sign_up(1))
        self.output("digest", "--send")
        done = self.clerk.run("digest", "--send")
        self.assertIn("--again", done.stderr)
        self.clerk.once()
        self.assertEqual(len(self.clerk.sent()), 2)  # the acknowledgement and the digest
        self.output("digest", "--send", "--again")
        self.clerk.once()
        self.assertEqual(len(self.clerk.sent()), 3)

    def test_the_service_sends_it_at_its_time(self):
        self.take(sign_up(1))
        self.assertEqual(len(self.clerk.sent()), 1)
        self.clerk.digest_at = local_time(seconds=61)
        self.clerk.write()
        with self.clerk.start("run") as service:
            try:
                deadline = time.monotonic() + 180
                while len(self.clerk.sent()) < 2 and time.monotonic() < deadline:
                    time.sleep(0.2)
            finally:
                service.terminate()
                service.communicate(timeout=60)
        self.assertEqual(len(self.clerk.sent()), 2)
        digests = [letter for letter in self.clerk.sent() if b"multipart/mixed" in letter]
        self.assertEqual(len(digests), 1)

    def test_wrong_use(self):
        self.take()
        for arguments in (("--date", "yesterday"), ("--date", "2026-02-30"), ("--date", "2999-01-01"),
                          ("--date", "2999-01-01", "--send"), ("--format", "pdf"), ("--again",), ("x",)):
            self.assertEqual(self.clerk.run("digest", *arguments).returncode, 2, arguments)

    def test_a_past_day_says_that_it_was_made_anew(self):
        self.take(sign_up(1))
        self.assertIn("refăcut", self.output("digest", "--date", "2026-01-05"))

    def test_after_forget_nothing_of_a_person_is_in_it(self):
        self.take(sign_up(1), sign_up(2))
        person = self.clerk.roster()[0]
        self.output("digest", "--send")
        self.assertIn(person["name"], self.output("digest"))
        self.output("roster", "forget", person["email"])
        for form in ("text", "html"):
            shown = self.output("digest", "--format", form)
            for value in (person["name"], person["phone"], person["email"]):
                self.assertNotIn(value, shown)
        rows = read_workbook(next(self.eml().iter_attachments()).get_content())
        self.assertNotIn(person["name"], json.dumps(rows, ensure_ascii=False))
        for name in os.listdir(os.path.dirname(self.clerk.store)):
            with open(os.path.join(os.path.dirname(self.clerk.store), name), "rb") as file:
                data = file.read()
            for value in (person["name"], person["phone"], person["email"]):
                self.assertNotIn(value.encode(), data)


class Exports(Case):
    HOSTILE = {"organization": '=HYPERLINK("http://rau.example";"x")', "position": "@SUM(A1:A9)",
               "name": "Ștefania Țîrlea-Ionaș", "phone": "+40722123456"}

    def setUp(self):
        super().setUp()
        self.take(sign_up(1), sign_up(2))
        for field, value in self.HOSTILE.items():
            self.output("roster", "set", "1", field, value)

    def test_the_workbook_reads_back_with_the_same_values(self):
        data = self.export("xlsx")
        header, first, second = read_workbook(data)["Înscrieri"]
        self.assertEqual(header[:5], ["nr.", "nume", "funcție", "organizație", "telefon"])
        self.assertEqual(first[0], 1.0)
        self.assertEqual(first[1:5], [self.HOSTILE[field] for field in ("name", "position", "organization", "phone")])
        self.assertEqual(second[4], "+40722100002")
        self.assertTrue(all(isinstance(row[header.index("înscris la")], float) for row in (first, second)))

    def test_libreoffice_reads_the_workbook(self):
        rows = office_rows(self.export("xlsx"))
        if rows is None:
            self.skipTest("LibreOffice is not installed")
        self.assertEqual(rows[1][1:5], [self.HOSTILE[field] for field in ("name", "position", "organization", "phone")])

    def test_csv_with_a_mark_for_excel(self):
        plain, marked = self.export("csv"), self.export("csv", "--bom")
        self.assertEqual(marked, b"\xef\xbb\xbf" + plain)
        rows = list(csv.DictReader(io.StringIO(plain.decode(), newline="")))
        self.assertEqual(rows[0]["phone"], "+40722123456")
        self.assertTrue(rows[0]["organization"].startswith("'="))
        self.assertTrue(rows[0]["position"].startswith("'@"))

    def test_vcards(self):
        self.output("roster", "set", "1", "organization", "Asociația „Mâine”; filiala A, B\\C și o denumire foarte lungă de tot")
        cards = self.export("vcard").decode()
        self.assertNotIn("\n", cards.replace("\r\n", ""))
        self.assertTrue(all(len(line.encode()) <= 75 for line in cards.split("\r\n")))
        unfolded = cards.replace("\r\n ", "")
        self.assertEqual(unfolded.count("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:"), 2)
        self.assertIn("FN:Ștefania Țîrlea-Ionaș\r\n", unfolded)
        self.assertIn("ORG:Asociația „Mâine”\\; filiala A\\, B\\\\C și o", unfolded)
        self.assertIn("TEL;VALUE=uri:tel:+40722123456\r\n", unfolded)


class Resend(Case):
    def test_an_applicant_is_written_to_again(self):
        self.take(sign_up(1), sign_up(2, phone=False))
        ids = {row["status"]: row["id"] for row in self.clerk.roster()}
        self.assertIn("acknowledgement", self.clerk.run("roster", "resend", str(ids["complete"])).stderr)
        self.assertIn("request", self.clerk.run("roster", "resend", str(ids["incomplete"])).stderr)
        self.assertEqual(self.clerk.once().returncode, 0)
        self.assertEqual(len(self.clerk.sent()), 4)
        self.assertEqual(self.clerk.run("roster", "resend", "99").returncode, 1)
        self.assertEqual(self.clerk.run("roster", "resend", "Ana").returncode, 2)


class Cases(Case):
    def cases(self, *options):
        folder = os.path.join(self.folder.name, "cases")
        self.output("rules", "cases", *options, folder)
        with open(os.path.join(folder, "labels.jsonl"), encoding="utf-8") as file:
            labels = [json.loads(line) for line in file]
        texts = []
        for label in labels:
            with open(os.path.join(folder, label["file"]), "rb") as file:
                message = email.message_from_bytes(file.read(), policy=email.policy.default)
            texts.append(str(message["From"]) + "\n" + message.get_content())
        return folder, labels, texts

    def test_a_correction_becomes_a_labelled_message(self):
        self.take(sign_up(1), sign_up(2))
        self.output("roster", "set", "1", "organization", "Fundația Copiii Mureșului")
        folder, labels, texts = self.cases()
        self.assertEqual(len(labels), 1)
        self.assertEqual(labels[0]["people"][0]["organization"], ["Fundația Copiii Mureșului"])
        self.assertEqual((labels[0]["kind"], labels[0]["action"]), ("registration", "acknowledge"))
        self.assertIn("Asociația Sprijin 1", texts[0])
        self.assertIn("Maria Popescu", texts[0])
        tested = self.clerk.run("rules", "test", "--rules", os.environ["GREFIER_RULES"], folder)
        self.assertIn("case-1.eml: the people differ", tested.stdout + tested.stderr)

    def replay(self, folder):
        done = self.clerk.run("rules", "test", "--rules", os.environ["GREFIER_RULES"], folder)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def correct(self, number, field):
        """Says that a value is what it was read as: a case that must pass when it is read again."""
        value = next(row for row in self.clerk.roster() if row["id"] == number)[field]
        self.output("roster", "set", str(number), field, "altceva")
        self.output("roster", "set", str(number), field, value)

    def test_cases_with_stand_ins_are_read_as_the_messages_were(self):
        self.take(*[sign_up(number) for number in range(1, 8)], sign_up(8, name="Ana-Maria Popescu-Ionescu"))
        for number in range(1, 9):
            self.correct(number, "position")
        folder, labels, _ = self.cases("--stand-ins")
        self.assertEqual(len(labels), 8)
        self.replay(folder)

    def test_everybody_else_in_a_message_gets_a_stand_in_too(self):
        text = sign_up(1, name="Ioana Lupu", address="sef@asociatia1.example").decode()
        text = text.replace("From: Ioana Lupu", "From: Costache Maretescu")
        text = text.replace("psiholog", "psiholog la Costache Maretescu")
        self.take(text.encode())
        self.output("roster", "set", "1", "position", "psiholog la Maretescu")
        _, labels, texts = self.cases("--stand-ins")
        for text in texts + [json.dumps(labels, ensure_ascii=False)]:
            for piece in ("Costache", "Maretescu", "Ioana", "Lupu"):
                self.assertNotIn(piece, text)

    def test_a_case_holds_every_piece_of_a_long_line(self):
        line = ("Subsemnata Maria Popescu, psiholog în cadrul Asociației Sprijin, care lucrează de mulți ani cu copiii și "
                "familiile lor din toate satele și orașele județului, în centre de zi, școli, spitale și la domiciliu, "
                "împreună cu voluntari și cu alte asociații, doresc să mă înscriu; telefon 0722 100 001.")
        head = sign_up(1).decode().split("\r\n\r\n")[0]
        self.take((head + f"\r\n\r\nBună ziua,\r\n\r\n{line}\r\n").encode())
        self.assertEqual(self.clerk.roster()[0]["phone"], "+40722100001")
        self.output("roster", "set", "1", "position", "psiholog clinician")
        _, _, texts = self.cases()
        self.assertIn("Maria Popescu, psiholog", texts[0])
        self.assertIn("0722 100 001", texts[0])

    def test_with_stand_ins_nothing_personal_is_left(self):
        self.take(sign_up(1))
        person = self.clerk.roster()[0]
        self.output("roster", "set", "1", "position", "psiholog clinician")
        _, labels, texts = self.cases("--stand-ins")
        for text in texts + [json.dumps(labels, ensure_ascii=False)]:
            for piece in (*person["name"].split(), person["email"], person["phone"], "0722 100 001", "100 001"):
                self.assertNotIn(piece, text)
        digits = re.sub(r"\D", "", texts[0])
        self.assertIn(labels[0]["people"][0]["phone"][0][3:], digits)
        self.assertIn(labels[0]["people"][0]["name"][0], texts[0])


if __name__ == "__main__":
    unittest.main()
