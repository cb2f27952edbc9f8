"""Where nobody names the folders of sent messages and drafts, the server is asked which those are (RFC 6154)."""
import os
import re
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))

import source_tool  # noqa: E402
from certificates import make_ca  # noqa: E402
from clerk import Clerk, sign_up  # noqa: E402
from dovecot import Dovecot, marked  # noqa: E402
from hostile_imap import HostileImap  # noqa: E402

SENT = {"plain": ("Trimise", "Trimise"),
        "with diacritics": ("Înregistrări trimise & altele", "&AM4-nregistr&AQM-ri trimise &- altele")}
DRAFTS = {"plain": ("Ciorne", "Ciorne"), "with diacritics": ("Ciorne, schițe", "Ciorne, schi&Ahs-e")}
NO_SPECIAL_USE = "imap_capability = IMAP4rev1 SASL-IR IDLE UIDPLUS CHILDREN NAMESPACE\n"

work = authority = dovecot = None


def setUpModule():  # noqa: N802
    global work, authority, dovecot
    work = tempfile.TemporaryDirectory()
    authority = make_ca(os.path.join(work.name, "ca"))
    dovecot = Dovecot(os.path.join(work.name, "dovecot"), authority.issue("good"))


def tearDownModule():  # noqa: N802
    dovecot.stop()
    work.cleanup()


def colleague_answers(number):
    return (f"From: Oana <oana@protect.example>\r\nTo: x@y.example\r\nSubject: Re: Inscriere\r\n"
            f"Message-ID: <oana{number}@protect.example>\r\nIn-Reply-To: <{number}@asociatia{number}.example>\r\n\r\n"
            "Vă sun eu.\r\n").encode()


class Uses(unittest.TestCase):
    def serve(self, more):
        dovecot.clear()
        dovecot.more = more
        dovecot.restart()

    def clerk(self, **outgoing):
        folder = tempfile.TemporaryDirectory(dir=work.name)
        self.addCleanup(folder.cleanup)
        clerk = Clerk(folder.name, {"url": dovecot.imaps_url, "user": "clerk", "password_file": "imap",
                                    "ca_file": authority.file}, outgoing)
        clerk.secret("imap", "open sesame")
        return clerk

    def once(self, clerk, *messages):
        """The states of the answers after a pass."""
        for message in messages:
            dovecot.deliver(message)
        done = clerk.once()
        self.assertEqual(done.returncode, 0, done.stderr)
        return {state: count for state, count in clerk.status()["outbox"].items() if count}

    def put(self, folder, message):
        client = dovecot.connect()
        self.assertEqual(client.append(f'"{folder}"', None, None, message)[0], "OK")
        client.logout()

    def check_the_uses(self, sent, drafts):
        """A person's answer in the one holds ours, a draft lies in the other and is known again when it was sent."""
        clerk = self.clerk(answers="draft", sent_copies="yes")
        before = [len(dovecot.messages(folder=f'"{folder}"')) for folder in (drafts, sent)]
        self.put(sent, colleague_answers(1))
        self.assertEqual(self.once(clerk, sign_up(1), sign_up(2)), {"draft": 1, "held": 1})
        in_drafts = dovecot.messages(folder=f'"{drafts}"')[before[0]:]
        self.assertEqual(len(in_drafts), 1)
        self.assertIn(b"In-Reply-To: <2@asociatia2.example>", in_drafts[0])
        self.put(sent, in_drafts[0])
        self.assertEqual(self.once(clerk), {"sent": 1, "held": 1})
        clerk.outgoing["answers"] = "send"
        clerk.write()
        self.assertEqual(self.once(clerk, sign_up(3)), {"sent": 2, "held": 1})
        copies = dovecot.messages(folder=f'"{sent}"')[before[1]:]
        self.assertEqual(len(copies), 3)
        self.assertIn(b"In-Reply-To: <3@asociatia3.example>", copies[2])

    def test_the_folders_that_the_server_says_are_for_them(self):
        for kind in ("plain", "with diacritics"):
            with self.subTest(kind=kind):
                self.serve(marked(SENT[kind][0], DRAFTS[kind][0]))
                self.check_the_uses(SENT[kind][1], DRAFTS[kind][1])

    def test_a_server_that_cannot_be_asked_for_uses_says_them_in_any_list(self):
        self.serve(marked("Trimise", "Ciorne") + NO_SPECIAL_USE)
        self.check_the_uses("Trimise", "Ciorne")

    def test_a_server_that_says_nothing_has_folders_of_the_usual_names(self):
        for more in ("", NO_SPECIAL_USE):
            with self.subTest(more=more):
                self.serve(more)
                self.check_the_uses("Sent", "Drafts")

    def test_a_folder_that_was_never_made_is_for_nothing(self):
        self.serve(marked("Neatinse", "Nefolosite", "no"))
        self.check_the_uses("Sent", "Drafts")

    def test_who_names_a_folder_means_it(self):
        self.serve(marked("Trimise", "Ciorne"))
        clerk = self.clerk(sent_folder="Sent")
        self.put("Trimise", colleague_answers(4))
        self.assertEqual(self.once(clerk, sign_up(4)), {"sent": 1})
        self.assertIn(b"In-Reply-To: <4@asociatia4.example>", dovecot.messages(folder="Sent")[-1])


class OddAnswers(unittest.TestCase):
    """Whatever a server says of its folders: one that can be opened by its name, or the usual one."""

    def open_sent(self, answer, capabilities="IMAP4rev1 AUTH=PLAIN"):
        """What the server heard; `answer` is what it says to LIST."""
        def listing(client, tag, _):
            client.send(answer.replace(b"TAG", tag))
        with HostileImap({"LIST": listing}, {1: b"Subject: 1\r\n\r\nhello\r\n"}, capabilities=capabilities) as server:
            result = source_tool.run("read", url=server.url, user="clerk", folder="\\Sent", cursor="7:1", timeout=30)
        self.assertEqual((result.status, result.uids), (0, [1]), result)
        return server.received

    def opened(self, heard):
        return re.search(rb'EXAMINE "?(.*?)"?\r\n', heard).group(1)

    def test_the_first_that_can_be_opened_is_taken(self):
        for lines, folder in (
                (rb'* LIST (\HasNoChildren \Sent) "/" Outbox', b"Outbox"),
                (rb'* LIST (\SENT) NIL "Sent Items"', b"Sent Items"),
                (rb'* LIST (\Noselect \Sent) "/" one', b"Sent"),
                (rb'* LIST (\NonExistent \Sent) "/" one', b"Sent"),
                (rb'* LIST (\Sentinel) "/" one', b"Sent"),
                (rb'* LIST (\Drafts) "/" one', b"Sent"),
                (rb'* LIST (\Sent) "/" "&AM4"', b"Sent"),
                (b'* LIST (\\Sent) "/" {11}\r\nx\r\n1 LOGOUT', b"Sent"),
                (rb'* LIST (\Sent) "/" "&AM4"' + b"\r\n" + rb'* LIST (\Sent) "/" two' + b"\r\n" +
                 rb'* LIST (\Sent) "/" three', b"two")):
            with self.subTest(lines=lines):
                self.assertEqual(self.opened(self.open_sent(lines + b"\r\nTAG OK done\r\n")), folder)

    def test_a_server_that_will_not_say_has_the_usual_one(self):
        for answer in (b"TAG NO not today\r\n", b"TAG BAD what\r\n", b"TAG OK none\r\n"):
            with self.subTest(answer=answer):
                self.assertEqual(self.opened(self.open_sent(answer)), b"Sent")

    def test_only_who_offers_it_is_asked_for_uses_alone(self):
        for more, asked in (("", False), (" SPECIAL-USE", False), (" SPECIAL-USE LIST-EXTENDED", True)):
            with self.subTest(more=more):
                heard = self.open_sent(b"TAG OK none\r\n", "IMAP4rev1 AUTH=PLAIN" + more)
                self.assertEqual(b'LIST (SPECIAL-USE) "" "*"' in heard, asked)

    def test_nothing_is_added_to_the_inbox_whatever_it_is_said_to_be_for(self):
        def listing(client, tag, _):
            client.send(b'* LIST (\\Drafts) "/" INBOX\r\n' + tag + b" OK done\r\n")
        with HostileImap({"LIST": listing}) as server:
            result = source_tool.run("append", url=server.url, user="clerk", to="\\Drafts", input=b"Subject: 1\n\n",
                                     timeout=30)
            self.assertEqual((result.status, result.kind), (1, "bad input"), result)
            self.assertNotIn(b"APPEND", server.received)


if __name__ == "__main__":
    unittest.main()
