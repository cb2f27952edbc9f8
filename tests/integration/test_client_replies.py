"""Asked for the phone, people answer with their own mail programs: real servers, real quotes, real ids."""
import email
import email.policy
import os
import re
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))

from certificates import make_ca  # noqa: E402
from clerk import Clerk, sign_up  # noqa: E402
from dovecot import Dovecot  # noqa: E402
from mail_clients import CLIENTS, Received, reply  # noqa: E402
from smtp_server import SmtpServer  # noqa: E402

PHONE, WORDS = "+40722123456", "0722 123 456"

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


def parsed(raw):
    return email.message_from_bytes(raw, policy=email.policy.default)


def unchanged(raw):
    return raw


def with_another_id(raw):
    """A relay gives each letter a Message-ID of its own, as some providers do."""
    return re.sub(rb"(?mi)^Message-ID: <", b"Message-ID: <relay.", raw)


def without_any_id_of_ours(raw):
    """A relay that rewrites References too, and takes away what it does not know: the text is all that is left."""
    raw = re.sub(rb"(?mi)^(References|X-Grefier):.*\r\n([ \t].*\r\n)*", b"", with_another_id(raw))
    return raw.replace(b"\r\n\r\n", b"\r\nReferences: <thread@relay.example>\r\n\r\n", 1)


class ThePhoneOnly(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(dir=work.name)
        self.addCleanup(folder.cleanup)
        dovecot.clear()
        self.server = SmtpServer(certificate, users={"clerk": "secret"})
        self.enterContext(self.server)
        self.clerk = Clerk(folder.name, {"url": dovecot.imaps_url, "user": "clerk", "password_file": "imap",
                                         "ca_file": authority.file},
                           {"url": self.server.url, "user": "clerk", "password_file": "smtp",
                            "ca_file": authority.file})
        self.clerk.secret("imap", "open sesame")
        self.clerk.secret("smtp", "secret")

    def once(self):
        done = self.clerk.once()
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stderr

    def sent_to(self, address):
        return [message["data"] for message in self.server.messages if message["to"] == [address]]

    def ask(self, count):
        """So many people sign up without a phone and are asked for it; who they are."""
        people = [parsed(sign_up(number))["From"].addresses[0] for number in range(count)]
        for number in range(count):
            dovecot.deliver(sign_up(number, phone=False))
        self.once()
        self.assertEqual([len(self.sent_to(person.addr_spec)) for person in people], [1] * count)
        return people

    def check_acknowledged(self, person, answer):
        """Complete, and told so once, in the thread of their own reply."""
        row = next(row for row in self.clerk.roster() if row["email"] == person.addr_spec)
        self.assertEqual((row["status"], row["phone"], row["name"]), ("complete", PHONE, person.display_name))
        letters = [parsed(raw) for raw in self.sent_to(person.addr_spec)]
        self.assertEqual(len(letters), 2)
        self.assertEqual(letters[1]["In-Reply-To"], parsed(answer)["Message-ID"])
        self.assertIn(PHONE, letters[1].get_content())

    def answer_from_each_client(self, relay):
        people = self.ask(len(CLIENTS))
        answers = {client: reply(client, Received(relay(self.sent_to(person.addr_spec)[0])), str(person), WORDS)
                   for client, person in zip(CLIENTS, people)}
        for answer in answers.values():
            dovecot.deliver(answer)
        self.once()
        for (client, answer), person in zip(answers.items(), people):
            with self.subTest(client=client):
                self.check_acknowledged(person, answer)
        self.assertEqual((self.clerk.status()["waiting"], len(self.server.messages)), (0, 2 * len(CLIENTS)))

    def test_from_each_of_ten_clients_completes_the_row_and_is_acknowledged_once(self):
        self.answer_from_each_client(unchanged)

    def test_the_same_where_a_relay_rewrote_our_message_ids(self):
        self.answer_from_each_client(with_another_id)

    def test_the_same_where_only_the_visible_reference_is_left_of_us(self):
        self.answer_from_each_client(without_any_id_of_ours)

    def test_from_a_stranger_it_is_for_a_person_and_nobody_is_answered(self):
        people = self.ask(3)
        strangers = ("Dan Vlaicu", "Ioana Pascu", "Radu Necula")
        for person, relay, name in zip(people, (unchanged, with_another_id, without_any_id_of_ours), strangers):
            received = Received(relay(self.sent_to(person.addr_spec)[0]))
            dovecot.deliver(reply("Gmail", received, f"{name} <{name[-5:].lower()}@elsewhere.example>", WORDS))
        said = self.once()
        self.assertEqual(len(re.findall("action=review answer=none .*somebody else answers a letter of ours", said)), 3)
        self.assertEqual((len(self.server.messages), self.clerk.status()["waiting"]), (3, 3))
        asked = [row for row in self.clerk.roster() if row["email"] in [person.addr_spec for person in people]]
        self.assertEqual([(row["status"], row["phone"]) for row in asked], [("incomplete", None)] * 3)


if __name__ == "__main__":
    unittest.main()
