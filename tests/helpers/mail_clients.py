"""
Replies as ten mail programs write them: their headers, parts, encodings, and the way they quote what they answer.

    received = Received(raw)                     # as it arrived in the applicant's mailbox
    reply("Gmail", received, "Ana Stan <ana@stan.example>", "0722 123 456")
"""
import email
import email.policy
import html
import itertools
import re
from email.message import EmailMessage

DAY = {"ro": "lun., 23 nov. 2026", "en": "Mon, Nov 23, 2026"}
LONG_DAY = {"ro": "luni, 23 noiembrie 2026", "en": "Monday, November 23, 2026"}
WROTE = {"ro": "a scris", "en": "wrote"}

_numbers = itertools.count(1)


class Received:
    """What a mail program knows of the letter it answers."""

    def __init__(self, raw):
        message = email.message_from_bytes(raw, policy=email.policy.default)
        author = message["From"].addresses[0]
        self.recipient = str(message["To"])
        self.subject = re.sub(r"^(Re: )*", "", str(message["Subject"]))
        self.author, self.address = author.display_name, author.addr_spec
        self.id = str(message["Message-ID"]).strip()
        self.references = str(message["References"] or "").split()
        self.lines = [line.rstrip() for line in message.get_content().splitlines()]
        self.text = "\n".join(self.lines)
        self.marked = "\n".join(f"> {line}".rstrip() for line in self.lines)
        self.html = "<br>\n".join(map(html.escape, self.lines))
        self.linked = (f'{html.escape(self.author)} &lt;<a href="mailto:{self.address}">{self.address}</a>&gt;')

    def block(self, language):
        """The four lines that Outlook puts above what it quotes: (label, value)."""
        labels = {"ro": ("De la", "Trimis", "Către", "Subiect"), "en": ("From", "Sent", "To", "Subject")}[language]
        clock = {"ro": "10:00", "en": "10:00 AM"}[language]
        return list(zip(labels, (f"{self.author} <{self.address}>", f"{LONG_DAY[language]} {clock}", self.recipient,
                                 f"Re: {self.subject}")))

    def plain_block(self, language):
        return "\n".join(f"{label}: {value}" for label, value in self.block(language))

    def html_block(self, language):
        return "<br>\n".join(f"<b>{label}:</b> {html.escape(value)}" for label, value in self.block(language))


def alternative(message, plain, markup, encoding="quoted-printable"):
    message.set_content(plain + "\n", cte=encoding)
    message.add_alternative(f"<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\"></head>"
                            f"<body>{markup}</body></html>\n", subtype="html", cte=encoding)


def gmail(language, direction):
    def write(message, words, to):
        at = {"ro": "la 10:00", "en": "at 10:00 AM"}[language]
        begin = {"ro": "În", "en": "On"}[language]
        said = f"{begin} {DAY[language]}{' ' if language == 'ro' else ', '}{at}, {to.author} <{to.address}> {WROTE[language]}:"
        alternative(message, f"{words}\n\n{said}\n\n{to.marked}",
                    f'<div dir="{direction}">{words}</div><br><div class="gmail_quote gmail_quote_container">'
                    f'<div dir="ltr" class="gmail_attr">{begin} {DAY[language]}, {at}, {to.linked} {WROTE[language]}:<br></div>'
                    '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);'
                    f'padding-left:1ex">{to.html}</blockquote></div>')
    return write


def iphone_plain(message, words, to):
    message["X-Mailer"] = "iPhone Mail (21F90)"
    message.set_content(f"{words}\n\nTrimis de pe iPhone-ul meu\n\n> Pe 23 nov. 2026, la 10:00, {to.author} "
                        f"<{to.address}> a scris:\n> \n{to.marked}\n", cte="base64")


def iphone(message, words, to):
    message["X-Mailer"] = "iPhone Mail (22B83)"
    said = f"On 23 Nov 2026, at 10:00, {to.author} <{to.address}> wrote:"
    alternative(message, f"{words}\n\nSent from my iPhone\n\n> {said}\n> \n{to.marked}",
                f'<div dir="auto">{words}<br id="lineBreakAtBeginningOfSignature"><div dir="ltr">Sent from my iPhone</div>'
                f'<div dir="ltr"><br><blockquote type="cite">{html.escape(said)}<br><br></blockquote></div>'
                f'<blockquote type="cite"><div dir="ltr"><span>{to.html}</span></div></blockquote></div>', "base64")


def outlook(message, words, to):
    message["Thread-Topic"], message["Thread-Index"] = to.subject, "AQHcXdQ0p1mE3kq2Q0aZcWq8m0n1bA=="
    message["X-Mailer"] = "Microsoft Outlook 16.0"
    quoted = "".join(f'<p class="MsoNormal">{html.escape(line) or "<o:p>&nbsp;</o:p>"}</p>\n' for line in to.lines)
    alternative(message, f"{words}\n\n \n\n{to.plain_block('ro')}\n\n{to.text}",
                f'<div class="WordSection1"><p class="MsoNormal"><span lang="RO">{words}</span></p>\n'
                '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>\n<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;'
                f'padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">{to.html_block("ro")}</p></div></div>\n{quoted}</div>')


def outlook_web(message, words, to):
    message["Thread-Topic"], message["Thread-Index"] = to.subject, "AQHcXdQ1Lm7WbE0m2Ui9s3pZ7d8fYg=="
    message["X-MS-Has-Attach"] = ""
    alternative(message, f"{words}\n\n________________________________\n{to.plain_block('en')}\n\n{to.text}",
                f'<div class="elementToProof" style="font-family: Aptos, sans-serif; font-size: 12pt;">{words}</div>\n'
                '<div id="appendonsend"></div>\n<hr style="display:inline-block;width:98%" tabindex="-1">\n'
                f'<div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif">{to.html_block("en")}</font>'
                '<div>&nbsp;</div></div>\n<div class="BodyFragment"><font size="2"><span style="font-size:11pt">'
                f'<div class="PlainText">{to.html}</div></span></font></div>')


def old_outlook(message, words, to):
    message["X-Mailer"], message["Importance"] = "Microsoft Office Outlook 11", "Normal"
    text = f"{words}\n\n-----Original Message-----\n{to.plain_block('en')}\n\n\n{to.text}\n"
    text = text.translate(str.maketrans("șțȘȚ", "şţŞŢ")).encode("windows-1250", "replace").decode("windows-1250")
    message.set_content(text, charset="windows-1250", cte="8bit")


def yahoo(message, words, to):
    message["X-Mailer"] = "WebService/1.1.24866 YMailNorrin"
    said = f"Pe luni, 23 noiembrie 2026, 10:00:00 EET, {to.author} <{to.address}> a scris: "
    below = "\n".join(f" {line}" for line in to.lines)
    alternative(message, f" {words}\n\n    {said} \n \n{below}",
                f'<div class="ydp5a1yahoo-style-wrap"><div dir="ltr" data-setdir="false">{words}</div><div><br></div></div>'
                '<div id="ydp7c2yahoo_quoted_1" class="ydp7c2yahoo_quoted"><div style="font-size:13px;color:#26282a;">'
                f'<div>{html.escape(said)}</div><div><br></div><div><br></div><div><div dir="ltr">{to.html}</div></div>'
                '</div></div>')


def thunderbird(message, words, to):
    """Below what is quoted, as it comes from its makers."""
    message["User-Agent"], message["Content-Language"] = "Mozilla Thunderbird", "ro"
    message.set_content(f"La 23.11.2026 10:00, {to.author} a scris:\n{to.marked}\n\n{words}\n", cte="8bit")
    message.set_param("format", "flowed")


def roundcube(message, words, to):
    message["User-Agent"] = "Roundcube Webmail/1.6.5"
    message.set_content(f"{words}\n\nOn 2026-11-23 10:00, {to.author} wrote:\n{to.marked}\n", cte="8bit")
    message.set_param("format", "flowed")


CLIENTS = {
    "Gmail": gmail("ro", "ltr"),
    "Gmail on a phone, English": gmail("en", "auto"),
    "iPhone": iphone_plain,
    "iPhone, English": iphone,
    "Outlook": outlook,
    "Outlook on the web, English": outlook_web,
    "Outlook of old": old_outlook,
    "Yahoo": yahoo,
    "Thunderbird": thunderbird,
    "Roundcube": roundcube,
}


def reply(client, to, sender, words):
    """The bytes of the reply to `to` by `sender` ("Name <address>")."""
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"] = sender
    message["To"] = f"{to.author} <{to.address}>"
    message["Subject"] = f"{'RE' if 'Outlook' in client else 'Re'}: {to.subject}"
    message["Date"] = "Mon, 23 Nov 2026 12:00:00 +0200"
    message["Message-ID"] = f"<answer{next(_numbers)}@{sender.partition('@')[2].rstrip('>')}>"
    message["In-Reply-To"] = to.id
    message["References"] = " ".join(to.references + [to.id])
    CLIENTS[client](message, words, to)
    return message.as_bytes()
