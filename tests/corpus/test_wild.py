#!/usr/bin/env python3
"""Mail as it comes: bounces, automatic replies, lists, broken MIME. None is a sign-up, so none may be answered.

The messages below are written here, in the shapes of real systems. A folder of real ones, which stay outside of the
project, is read besides when GREFIER_WILD names it."""
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

GREFIER = os.environ["GREFIER"]
RULES = os.environ["GREFIER_RULES"]
SECONDS = 1.0
KIBIBYTES = 64 * 1024
SANITIZED = b"__asan_init" in pathlib.Path(GREFIER).read_bytes()

ALL_FIELDS = "Nume: Ana Pop\nFuncția: psiholog\nOrganizația: Asociația Lumina\nTelefon: 0722 345 678\n"
OUR_ANSWER = "> Am notat înscrierea dumneavoastră în Grupul de lucru:\n> " + ALL_FIELDS.replace("\n", "\n> ") + "\n"


def mail(headers, body, text="text/plain; charset=utf-8"):
    kind = "" if "content-type:" in headers.lower() else "Content-Type: %s\n" % text
    return (headers.strip() + "\n" + kind + "\n" + body).encode("utf-8")


def report(status, words):
    return mail('From: MAILER-DAEMON@mx.example\nSubject: %s\nContent-Type: multipart/report; report-type=delivery-status; '
                'boundary=b' % words,
                "--b\nContent-Type: text/plain\n\n%s\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; "
                "mx.example\n\nFinal-Recipient: rfc822; ana@x.example\nAction: failed\nStatus: %s\n\n--b\nContent-Type: "
                "message/rfc822\n\nFrom: inscrieri@protect.example\nSubject: Am notat înscrierea\n\n%s\n--b--\n"
                % (words, status, ALL_FIELDS))


MESSAGES = {
    "bounce-unknown-user": report("5.1.1", "Undelivered Mail Returned to Sender"),
    "bounce-mailbox-full": report("4.2.2", "Delivery Status Notification (Delay)"),
    "bounce-bare-text": mail(
        "From: postmaster@mx.example\nSubject: failure notice",
        "Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the "
        "following addresses.\n<ana@x.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a "
        "copy of the message.\n\n" + ALL_FIELDS),
    "bounce-exchange-no-headers": mail(
        "From: Microsoft Outlook <postmaster@org.example>\nSubject: Nelivrat: Înscriere grup de lucru",
        "Livrarea către acești destinatari sau grupuri a eșuat:\n\nana@x.example\nAdresa de e-mail introdusă nu a fost "
        "găsită.\n"),
    "vacation-rfc3834": mail(
        "From: Ana Pop <ana@x.example>\nSubject: Re: Am notat\nAuto-Submitted: auto-replied", "Sunt în concediu.\n" + OUR_ANSWER),
    "vacation-precedence": mail(
        "From: Ana Pop <ana@x.example>\nSubject: Concediu\nPrecedence: bulk\nX-Autoreply: yes", ALL_FIELDS),
    "vacation-subject-only": mail(
        "From: Ana Pop <ana@x.example>\nSubject: Răspuns automat: Am notat înscrierea", "Revin pe 5 mai.\n\n" + OUR_ANSWER),
    "vacation-no-mark": mail(
        "From: Ana Pop <ana@x.example>\nSubject: Re: Am notat înscrierea",
        "Bună ziua,\n\nSunt plecată din birou până la 5 mai și voi răspunde la întoarcere.\nAna Pop\npsiholog\nAsociația "
        "Lumina\n0722 345 678\n\n" + OUR_ANSWER),
    "vacation-english": mail(
        "From: Ana Pop <ana@x.example>\nSubject: Out of Office: Re: Am notat",
        "I am out of the office until May 5th with limited access to e-mail.\nAna Pop, psychologist, +40 722 345 678\n"),
    "list-digest": mail(
        "From: lista <lista@lists.example>\nList-Id: <lista.lists.example>\nList-Unsubscribe: <mailto:x@lists.example>\n"
        "Subject: [lista] Înscrieri la Grupul de Lucru", "Mă înscriu!\n" + ALL_FIELDS),
    "newsletter": mail(
        "From: Stiri <stiri@x.example>\nList-Unsubscribe: <https://x.example/u>\nPrecedence: list\nSubject: Știrile săptămânii",
        "<p>Înscrie-te la Grupul de lucru!<p><a href='https://x.example'>Dezabonare</a>", "text/html; charset=utf-8"),
    "shop-no-reply": mail(
        "From: Magazin <no-reply@shop.example>\nSubject: Comanda 0722345678", "Nume: Ana Pop\nTelefon: 0722 345 678\n"),
    "read-receipt": mail(
        "From: Ana Pop <ana@x.example>\nSubject: Citit: Am notat\nContent-Type: multipart/report; "
        "report-type=disposition-notification; boundary=b",
        "--b\n\nMesajul a fost citit.\n--b\nContent-Type: message/disposition-notification\n\nDisposition: "
        "manual-action/MDN-sent-manually; displayed\n--b--\n"),
    "calendar": mail(
        "From: Ana Pop <ana@x.example>\nSubject: Invitație\nContent-Type: text/calendar; method=REQUEST",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Grup de lucru\nEND:VEVENT\nEND:VCALENDAR\n"),
    "challenge": mail(
        "From: ana@x.example\nSubject: Please confirm your message",
        "To prove your message was sent by a human, click https://spam.example/c/0722345678\n"),
    "mime-no-end": mail("From: a@x.example\nContent-Type: multipart/mixed; boundary=b", "--b\n--b\n--b\n\n--b"),
    "mime-no-boundary": mail("From: a@x.example\nContent-Type: multipart/alternative", "text\n"),
    "mime-boundary-in-itself": mail(
        "From: a@x.example\nContent-Type: multipart/mixed; boundary=b",
        "--b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n"),
    "mime-deep": mail(
        "From: a@x.example\nContent-Type: multipart/mixed; boundary=b0",
        "".join("--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (i, i + 1) for i in range(500))),
    "mime-message-in-message": mail(
        "From: a@x.example\nContent-Type: message/rfc822", "Content-Type: message/rfc822\n\n" * 200 + "Subject: x\n\nx\n"),
    "mime-many-parts": mail(
        "From: a@x.example\nContent-Type: multipart/mixed; boundary=b", "--b\n\nx\n" * 20000),
    "base64-broken": mail("From: a@x.example\nContent-Transfer-Encoding: base64", "TeSt=\n!!!!\n====\nQQ\n"),
    "quoted-printable-broken": mail("From: a@x.example\nContent-Transfer-Encoding: quoted-printable", "=\n=Z9=4=\n=C8="),
    "uuencode": mail("From: a@x.example\nContent-Transfer-Encoding: x-uuencode", "begin 644 x\n#0V%T\n`\nend\n"),
    "charset-unknown": mail("From: a@x.example\nContent-Type: text/plain; charset=klingon", "Bună ziua\n"),
    "charset-utf7": mail("From: a@x.example\nContent-Type: text/plain; charset=utf-7", "+ADw-b+AD4-\n"),
    "charset-wrong": b"From: a@x.example\nContent-Type: text/plain; charset=utf-8\n\nBun\xe3 ziua \xff\xfe\n",
    "charset-utf16": b"From: a@x.example\nContent-Type: text/plain; charset=utf-16\n\n" + "Bună".encode("utf-16") + b"\0",
    "header-8bit": b"From: \xde\xfe\xe3 <a@x.example>\nSubject: \xc3\x28 \x80\n\nx\n",
    "header-encoded-word-broken": mail("From: =?utf-8?Q?=C8?= <a@x.example>\nSubject: =?utf-8?B?////?= =?x?y?z?=", "x\n"),
    "header-only": b"From: a@x.example\nSubject: Inscriere\n",
    "header-no-from": b"Subject: Inscriere\n\nx\n",
    "header-from-empty": b"From: <>\nReturn-Path: <>\nSubject: Inscriere\n\nMa inscriu\n",
    "header-long": b"From: a@x.example\nSubject: " + b"x" * 100000 + b"\n\nx\n",
    "header-many": b"From: a@x.example\n" + b"X-A: b\n" * 20000 + b"\nx\n",
    "header-many-addresses": b"From: a@x.example\nTo: " + b", ".join([b"b@x.example"] * 10000) + b"\n\nx\n",
    "header-nul": b"From: a@x.example\nSubject: a\0b\n\nx\0y\n",
    "header-cr-only": b"From: a@x.example\rSubject: x\r\rMa inscriu\r",
    "html-unclosed": mail("From: a@x.example", "<table><tr><td><div><b><p>" * 2000, "text/html"),
    "html-script": mail("From: a@x.example", "<script>Nume: Ana Pop</script><style>x{}</style><!-- Telefon: 1 -->", "text/html"),
    "html-entities": mail("From: a@x.example", "&#0;&#x110000;&nope;&amp" * 200, "text/html"),
    "body-long-line": mail("From: a@x.example", "a" * 300000),
    "body-many-lines": mail("From: a@x.example", "\n" * 100000),
    "body-quotes": mail("From: a@x.example", ">" * 100000),
    "body-controls": b"From: a@x.example\n\n" + bytes(range(1, 32)) * 100,
    "body-bidi": mail("From: a@x.example", "\u202e\u2066\u200b" * 5000),
    "pgp": mail("From: a@x.example\nContent-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b",
                "--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b--\n"),
    "tnef": mail("From: a@x.example\nContent-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64",
                 "eJ8+IgAA\n"),
    "format-flowed": mail("From: a@x.example\nContent-Type: text/plain; format=flowed; delsp=yes", "> a \n>> b \n a \n" * 500),
}


class Run:
    """Messages, read by one process: what it printed, and what it took."""

    def __init__(self, paths):
        self.child = subprocess.Popen([GREFIER, "extract", "--json", "--rules", RULES, *map(str, paths)],
                                      stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.out = self.child.stdout.read().decode("utf-8")
        self.err = self.child.stderr.read().decode("utf-8", "replace")
        _, status, usage = os.wait4(self.child.pid, 0)
        self.child.returncode = self.code = os.waitstatus_to_exitcode(status)
        self.child.stdout.close()
        self.child.stderr.close()
        self.seconds = usage.ru_utime + usage.ru_stime
        self.kibibytes = usage.ru_maxrss


class Wild(unittest.TestCase):
    def read(self, paths):
        run = Run(paths)
        self.assertIn(run.code, (0, 1), run.err)
        said = [json.loads(line) for line in run.out.splitlines()]
        told = {one["file"].split(":")[0] if ":" in one["file"] else one["file"] for one in said}
        self.assertEqual(told, set(map(str, paths)), "at least a line a file; an mbox has several messages")
        self.assertEqual(any("error" in one for one in said), run.code == 1)
        for one in said:
            self.assertIn(one.get("action", "ignore"), ("ignore", "review"), one.get("reason"))
        if not SANITIZED:
            self.assertLess(run.kibibytes, KIBIBYTES)
            self.assertLess(run.seconds, SECONDS)
        return run

    def test_what_nobody_signed_up_with_is_not_answered(self):
        with tempfile.TemporaryDirectory() as folder:
            paths = []
            for name, raw in MESSAGES.items():
                paths.append(pathlib.Path(folder) / (name + ".eml"))
                paths[-1].write_bytes(raw)
            for some in [paths] if SANITIZED else [[path] for path in paths]: # each to be measured
                with self.subTest(messages=[path.name for path in some]):
                    self.read(some)

    @unittest.skipUnless(os.environ.get("GREFIER_WILD"), "GREFIER_WILD names no folder of real messages")
    def test_real_messages(self):
        paths = sorted(pathlib.Path(os.environ["GREFIER_WILD"]).glob("*.eml"))
        self.assertTrue(paths)
        most_seconds, most_kibibytes = 0.0, 0
        for path in paths:
            with self.subTest(message=path.name):
                run = self.read([path])
                most_seconds, most_kibibytes = max(most_seconds, run.seconds), max(most_kibibytes, run.kibibytes)
        print("%d messages, at most %.2f s and %d KiB" % (len(paths), most_seconds, most_kibibytes))


if __name__ == "__main__":
    unittest.main()
