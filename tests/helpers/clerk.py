"""grefier itself, with a folder and a configuration of the test's own."""
import datetime
import json
import os
import subprocess
import time
import zoneinfo

GREFIER = os.environ["GREFIER"]
RULES = os.environ["GREFIER_RULES"]
OURS = "inscrieri@protect.example"
SECRETARIAT = "secretariat@protect.example"


def local_time(**offset):
    """"HH:MM" in the secretariat's timezone, now or at an offset of timedelta's words."""
    now = datetime.datetime.now(zoneinfo.ZoneInfo("Europe/Bucharest"))
    return (now + datetime.timedelta(**offset)).strftime("%H:%M")


def next_second():
    """Waits until the clock's second is another one."""
    second = int(time.time())
    while int(time.time()) == second:
        time.sleep(0.02)


class Clerk:
    """
    `mailbox` and `outgoing` are dicts of configuration keys; what is not given is a Maildir under `folder`. `more` is
    appended to the file as it is. No digest falls due while a test runs, whatever the time of day: it is due an hour
    before the test.
    """

    def __init__(self, folder, mailbox=None, outgoing=None, more="", store="store/roster.db"):
        self.folder = folder
        os.makedirs(folder, exist_ok=True)
        self.path = os.path.join(folder, "grefier.yaml")
        self.store = os.path.join(folder, store)
        self.mailbox = {"url": "maildir:in", "start": "2020-01-01", "addresses": [OURS], **(mailbox or {})}
        self.outgoing = {"url": "maildir:out", "from": f"Secretariatul <{OURS}>", "answers": "send",
                         "total": "1000/hour", **(outgoing or {})}
        self.digest_at = local_time(hours=-1)
        self.more = more
        self.relative_store = store
        for part in ("cur", "new", "tmp"):
            os.makedirs(os.path.join(folder, "in", part), exist_ok=True)
        self.write()

    def write(self):
        def section(values):
            return "".join(f"  {key}: {json.dumps(value)}\n" for key, value in values.items() if value is not None)
        with open(self.path, "w", encoding="utf-8") as file:
            file.write(f"mailbox:\n{section(self.mailbox)}outgoing:\n{section(self.outgoing)}"
                       f"secretariat: {{addresses: [{SECRETARIAT}], digest_at: \"{self.digest_at}\"}}\n"
                       "group: {name: Grupul de lucru, privacy_notice: Datele sunt păstrate pentru grup.}\n"
                       f"store: {self.relative_store}\nrules: {RULES}\n{self.more}")

    def secret(self, name, text, mode=0o600):
        """A password file in the folder; returns its name."""
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text + "\n")
        os.chmod(path, mode)
        return name

    def command(self, *arguments):
        return [GREFIER, "--config", self.path, *arguments]

    def run(self, *arguments, timeout=120, **options):
        return subprocess.run(self.command(*arguments), capture_output=True, text=True, encoding="utf-8",
                              timeout=timeout, check=False, **options)

    def once(self, **options):
        return self.run("run", "--once", **options)

    def start(self, *arguments):
        return subprocess.Popen(self.command(*arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                encoding="utf-8")

    def roster(self):
        done = self.run("roster", "export", "--format", "json")
        if done.returncode:
            raise AssertionError(done.stderr)
        return json.loads(done.stdout)

    def status(self):
        done = self.run("status", "--json")
        if done.returncode:
            raise AssertionError(done.stderr)
        return json.loads(done.stdout)

    def deliver(self, message, name):
        """Into the Maildir that is read."""
        path = os.path.join(self.folder, "in", "tmp", name)
        with open(path, "wb") as file:
            file.write(message)
        os.rename(path, os.path.join(self.folder, "in", "new", name))

    def sent(self):
        """The bytes of what went into the Maildir that keeps answers, in the order it went."""
        folder = os.path.join(self.folder, "out", "new")
        paths = [os.path.join(folder, name) for name in os.listdir(folder)] if os.path.isdir(folder) else []
        found = []
        for path in sorted(paths, key=lambda path: os.stat(path).st_mtime_ns):
            with open(path, "rb") as file:
                found.append(file.read())
        return found


def sign_up(number, phone=True, name=None, address=None, headers="", subject="Inscriere grup de lucru"):
    """A complete sign-up (or one without its phone) of somebody with a name and address of their own."""
    first = ("Ana", "Maria", "Ioana", "Elena", "Andreea", "Dan", "Mihai", "Andrei", "Radu", "Vlad")[number % 10]
    last = ("Popescu", "Ionescu", "Munteanu", "Stan", "Dumitru", "Georgescu", "Marin", "Tudor", "Dobre", "Barbu")[
        number // 10 % 10]
    if number >= 100:  # no two have the same name: a namesake is for a person
        last += "-" + ("Albu", "Bratu", "Cojocaru", "Dinu", "Enache", "Florea", "Grigore", "Horia", "Iacob", "Lazar")[
            number // 100 % 10]
    name = name or f"{first} {last}"
    address = address or f"{first}.{last}{number}@asociatia{number}.example".lower()
    lines = [f"Nume: {name}", "Funcția: psiholog", f"Organizația: Asociația Sprijin {number}"]
    lines += [f"Telefon: 0722 {100 + number // 1000:03} {number % 1000:03}"] if phone else []
    text = "\r\n".join(lines)
    return (f"From: {name} <{address}>\r\nTo: {OURS}\r\nSubject: {subject}\r\n"
            f"Date: Mon, 23 Nov 2026 09:00:{number % 60:02} +0200\r\nMessage-ID: <{number}@asociatia{number}.example>\r\n"
            f"{headers}MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
            f"Content-Transfer-Encoding: 8bit\r\n\r\n"
            f"Bună ziua,\r\n\r\nDoresc să mă înscriu în grupul de lucru.\r\n\r\n{text}\r\n\r\nO zi bună!\r\n").encode()
