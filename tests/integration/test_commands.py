"""What people type: results on stdout, words on stderr, the exit code; and files nobody else can read."""
import csv
import io
import json
import os
import re
import stat
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))

from clerk import Clerk, sign_up  # noqa: E402

GREFIER, RULES, SOURCE = os.environ["GREFIER"], os.environ["GREFIER_RULES"], os.environ["SOURCE_DIR"]
DONE, FAILED, USAGE, CONFIG = 0, 1, 2, 78


def grefier(*arguments, **options):
    return subprocess.run([GREFIER, *arguments], capture_output=True, text=True, encoding="utf-8", timeout=120,
                          check=False, **options)


class Folder(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = self.temporary.name

    def tearDown(self):
        self.temporary.cleanup()

    def file(self, name, data):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as file:
            file.write(data)
        return path


class Use(Folder):
    def test_help_and_version_are_everywhere(self):
        commands = re.findall(r"(?m)^  ([a-z]+) ", grefier("--help").stdout)
        self.assertIn("extract", commands)
        for command in ["", *commands]:
            for option in ("--help", "--version"):
                done = grefier(*[command] * bool(command), option)
                with self.subTest(command=command, option=option):
                    if command in ("roster", "rules") and option == "--version":
                        continue
                    self.assertEqual((done.returncode, done.stderr), (DONE, ""))
                    self.assertRegex(done.stdout, r"^grefier \d" if option == "--version" else "^usage: grefier")

    def test_wrong_use(self):
        for arguments in ([], ["nothing"], ["--nothing"], ["extract"], ["extract", "--nothing", "x"], ["--config"],
                          ["roster"], ["roster", "nothing"], ["rules"], ["why"], ["status", "more"], ["backup"],
                          ["extract", "--rules"], ["roster", "export", "--format", "pdf"], ["roster", "show", "x"],
                          ["roster", "set", "1", "phone"]):
            with self.subTest(arguments=arguments):
                done = grefier(*arguments)
                self.assertEqual((done.returncode, done.stdout), (USAGE, ""))
                self.assertTrue(done.stderr.startswith("grefier: "), done.stderr)

    def test_a_missing_configuration(self):
        for command in (["status"], ["run", "--once"], ["check"], ["roster", "list"], ["why", "M1"]):
            done = grefier("--config", os.path.join(self.folder, "none.yaml"), *command)
            self.assertEqual(done.returncode, CONFIG, done.stderr)

    def test_a_full_stdout(self):
        path = self.file("a.eml", sign_up(1))
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([GREFIER, "extract", "--json", "--rules", RULES, path], stdout=full,
                                  stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, FAILED)
        self.assertIn(b"could not be written", done.stderr)

    def test_help_and_version_everywhere_and_neither_into_a_full_disk(self):
        for arguments in ([], ["run"], ["roster"], ["rules"], ["roster", "list"], ["rules", "check"]):
            for option in ("--help", "--version"):
                done = grefier(*arguments, option)
                self.assertEqual((done.returncode, done.stderr), (DONE, ""), (arguments, option))
                self.assertIn("grefier", done.stdout)
                with open("/dev/full", "w", encoding="utf-8") as full:
                    done = subprocess.run([GREFIER, *arguments, option], stdout=full, stderr=subprocess.PIPE, check=False)
                self.assertEqual(done.returncode, FAILED, (arguments, option))

    def test_a_key_that_is_given_twice_is_named_beside_what_else_is_wrong(self):
        path = self.file("twice.yaml", b"mailbox:\n  url: maildir:in\n  url: maildir:in\n  nonsense: 1\nstore: roster.db\n")
        done = grefier("--config", path, "status")
        self.assertEqual(done.returncode, CONFIG, done.stderr)
        self.assertIn("twice.yaml:3:3: url: duplicate key", done.stderr)
        self.assertIn("twice.yaml:4: mailbox.nonsense: unknown key", done.stderr)
        self.assertIn("outgoing.url: missing", done.stderr)


class Extract(Folder):
    def test_of_a_folder_everything_that_is_a_message_is_read_and_the_rest_is_counted(self):
        os.mkdir(os.path.join(self.folder, "mh"))
        for name in ("mh/1", "mh/two.txt"):
            self.file(name, sign_up(1))
        self.file("mh/labels.jsonl", b"{}\n")
        os.symlink("1", os.path.join(self.folder, "mh", "3"))
        done = self.extract("--json", os.path.join(self.folder, "mh"))
        self.assertEqual(done.returncode, DONE, done.stderr)
        self.assertEqual([os.path.basename(json.loads(line)["file"]) for line in done.stdout.splitlines()],
                         ["1", "two.txt"])
        self.assertIn("left out: 2 ", done.stderr)

    def extract(self, *arguments, **options):
        return grefier("extract", "--rules", RULES, *arguments, **options)

    def objects(self, done):
        return [json.loads(line) for line in done.stdout.splitlines()]

    def test_one_object_a_line_in_the_order_of_the_inputs(self):
        paths = [self.file(f"{name}.eml", sign_up(number, phone=number != 2)) for number, name in enumerate("cab")]
        done = self.extract("--json", *paths)
        self.assertEqual(done.returncode, DONE, done.stderr)
        found = self.objects(done)
        self.assertEqual([one["file"] for one in found], paths)
        self.assertEqual([one["action"] for one in found], ["acknowledge", "acknowledge", "ask"])
        self.assertEqual(found[2]["missing"], ["phone"])
        self.assertIsNone(found[2]["people"][0]["phone"])
        self.assertEqual(set(found[0]) & {"file", "kind", "action", "language", "people", "missing", "reason", "rules"},
                         {"file", "kind", "action", "language", "people", "missing", "reason", "rules"})

    def test_what_cannot_be_read_gets_its_line_and_the_rest_goes_on(self):
        empty, good = self.file("empty.eml", b""), self.file("good.eml", sign_up(1))
        missing = os.path.join(self.folder, "missing.eml")
        done = self.extract("--json", empty, missing, good)
        self.assertEqual(done.returncode, FAILED)
        found = self.objects(done)
        self.assertEqual([one["file"] for one in found], [empty, missing, good])
        self.assertEqual([set(one) for one in found[:2]], [{"file", "error"}] * 2)
        self.assertEqual(found[2]["action"], "acknowledge")

    def test_stdin_folders_maildirs_and_mboxes(self):
        message = sign_up(1)
        os.makedirs(os.path.join(self.folder, "maildir/cur"))
        os.makedirs(os.path.join(self.folder, "maildir/new"))
        self.file("maildir/cur/1:2,S", message)
        self.file("maildir/new/2", message)
        mbox = self.file("box.mbox", b"From a@b Mon Nov 23 09:00:00 2026\n" + message.replace(b"\r\n", b"\n") + b"\n"
                         + b"From a@b Mon Nov 23 09:00:00 2026\n" + message.replace(b"\r\n", b"\n") + b"\n")
        self.assertEqual(len(self.objects(self.extract("--json", os.path.join(self.folder, "maildir")))), 2)
        self.assertEqual(len(self.objects(self.extract("--json", mbox))), 2)
        done = subprocess.run([GREFIER, "extract", "--json", "--rules", RULES, "-"], input=message, capture_output=True,
                              check=False)
        self.assertEqual(json.loads(done.stdout)["people"][0]["phone"], "+40722100001")

    def test_explain_shows_where_a_value_comes_from(self):
        done = self.extract("--json", "--explain", self.file("a.eml", sign_up(1)))
        self.assertIn("evidence", done.stdout)
        self.assertEqual(done.returncode, DONE)

    def test_the_rules_of_the_environment(self):
        path = self.file("a.eml", sign_up(1))
        done = grefier("extract", "--json", path, env={**os.environ, "GREFIER_RULES": RULES})
        self.assertEqual(done.returncode, DONE, done.stderr)
        done = grefier("extract", "--json", path, env={**os.environ, "GREFIER_RULES": "/nonexistent"})
        self.assertEqual((done.returncode, done.stdout), (CONFIG, ""))

    def test_a_wrong_rule(self):
        os.makedirs(os.path.join(self.folder, "rules"))
        self.file("rules/a.yaml", b"group: intention\nrules:\n  - id: x\n    pattern: '('\n    match: [x]\n")
        done = grefier("extract", "--rules", os.path.join(self.folder, "rules"), self.file("a.eml", sign_up(1)))
        self.assertEqual(done.returncode, CONFIG)
        self.assertRegex(done.stderr, r"a\.yaml:\d+:\d+: ")
        done = grefier("rules", "check", os.path.join(self.folder, "rules"))
        self.assertEqual(done.returncode, CONFIG)

    def test_hostile_names_do_not_reach_the_terminal(self):
        done = self.extract(self.file("a.eml", sign_up(1, name="Ana\x1b[31m Popescu", address="a@b.example")))
        self.assertNotIn("\x1b", done.stdout)

    def test_the_shipped_rules_are_right(self):
        done = grefier("rules", "check", RULES)
        self.assertEqual(done.returncode, DONE, done.stderr)

    def test_a_folder_is_scored(self):
        self.file("a.eml", sign_up(1))
        self.file("b.eml", sign_up(2))
        label = {"file": "a.eml", "kind": "registration", "action": "acknowledge", "language": "ro",
                 "people": [{"name": ["Popescu Maria"], "sector": ["civil-society"], "position": ["psiholog"],
                             "organization": ["Asociația Sprijin 1"], "phone": ["+40722100001"]}]}
        wrong = {"file": "b.eml", "kind": "other", "action": "ignore", "people": []}
        labels = "".join(json.dumps(one) + "\n" for one in (label, wrong))
        self.file("labels.jsonl", labels.encode())
        done = grefier("rules", "test", "--rules", RULES, self.folder)
        self.assertEqual(done.returncode, FAILED, done.stderr)
        self.assertIn("WRONG REPLY " + os.path.join(self.folder, "b.eml"), done.stdout)
        self.assertRegex(done.stdout, r"action accuracy +0\.5000")
        self.assertRegex(done.stdout, r"records exactly right +1\.0000")
        self.assertRegex(done.stdout, r"fields F1 +1\.0000")
        self.assertRegex(done.stdout, r"sector accuracy +1\.0000")

    def test_the_figures_are_those_of_the_corpus(self):
        corpus = os.path.join(os.path.dirname(RULES), "tests", "corpus")
        folder = os.path.join(corpus, "dev2")
        done = grefier("rules", "test", "--rules", RULES, folder)
        scored = subprocess.run([sys.executable, os.path.join(corpus, "score.py"), "--json", GREFIER, "extract", "--json",
                                 "--rules", RULES, "--", folder], capture_output=True, text=True, check=True)
        for name, figure in json.loads(scored.stdout).items():
            said = re.search(r"^%s +([0-9.]+)" % name, done.stdout, re.M)
            self.assertIsNotNone(said, name)
            self.assertEqual(float(said.group(1)), figure, name)

    def test_a_field_of_one_s_own_is_scored(self):
        rules = os.path.join(self.folder, "rules")
        os.makedirs(rules)
        with open(os.path.join(RULES, "fields.yaml"), encoding="utf-8") as file:
            fields = file.read()
        self.file("rules/fields.yaml", (fields.rstrip("\n") + "\n  - id: city\n    title: {ro: oraș, en: town}\n"
                                        "    labels: [localitatea]\n    match: [\"Localitatea: Iași\"]\n").encode())
        for name in os.listdir(RULES):
            if name != "fields.yaml":
                os.symlink(os.path.join(RULES, name), os.path.join(rules, name))
        self.file("a.eml", "From: Ana Pop <ana@lumina.example>\nTo: inscrieri@protect.example\nSubject: Inscriere\n"
                           "Content-Type: text/plain; charset=utf-8\n\nMă înscriu în grupul de lucru.\nNume: Ana Pop\n"
                           "Funcția: psiholog\nOrganizația: Asociația Lumina\nTelefon: 0722 345 678\nLocalitatea: Iași\n".encode())
        label = {"file": "a.eml", "kind": "registration", "action": "acknowledge",
                 "people": [{"name": ["Ana Pop"], "position": ["psiholog"], "organization": ["Asociația Lumina"],
                             "phone": ["+40722345678"], "city": ["Cluj"]}]}
        self.file("labels.jsonl", (json.dumps(label) + "\n").encode())
        done = grefier("rules", "test", "--rules", rules, self.folder)
        self.assertRegex(done.stdout, r"city F1 +0\.0000 +\(0 right, 1 wrong, 1 missed\)")
        self.assertRegex(done.stdout, r"records exactly right +0\.0000")


class Register(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.clerk = Clerk(cls.temporary.name)
        for number in range(3):
            cls.clerk.deliver(sign_up(number, phone=number != 2), f"m{number}")
        done = cls.clerk.once()
        assert done.returncode == DONE, done.stderr

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def path(self, name):
        return os.path.join(self.clerk.folder, name)

    def test_list_and_show(self):
        done = self.clerk.run("roster", "list")
        self.assertEqual(len(done.stdout.splitlines()), 3)
        self.assertIn("lacks phone", done.stdout)
        done = self.clerk.run("roster", "show", "1")
        self.assertIn("fields.phone", done.stdout)
        self.assertEqual(self.clerk.run("roster", "show", "99").returncode, FAILED)

    def test_export_writes_private_files(self):
        done = self.clerk.run("roster", "export", "--format", "csv,json", "--output", self.path("people"))
        self.assertEqual(done.returncode, DONE, done.stderr)
        for ending in ("csv", "json"):
            self.assertEqual(stat.S_IMODE(os.stat(self.path("people." + ending)).st_mode), 0o600)
        with open(self.path("people.csv"), encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        with open(self.path("people.json"), encoding="utf-8") as file:
            objects = json.load(file)
        self.assertEqual([row["phone"] for row in rows], [one["phone"] or "" for one in objects])
        self.assertEqual(list(rows[0]), list(objects[0]))

    def test_export_to_stdout(self):
        done = self.clerk.run("roster", "export")
        self.assertEqual(len(list(csv.reader(io.StringIO(done.stdout)))), 4)

    def test_export_follows_no_link(self):
        victim = self.path("victim")
        with open(victim, "w", encoding="utf-8") as file:
            file.write("mine")
        os.symlink(victim, self.path("link.csv"))
        done = self.clerk.run("roster", "export", "--output", self.path("link.csv"))
        self.assertEqual(done.returncode, FAILED)
        with open(victim, encoding="utf-8") as file:
            self.assertEqual(file.read(), "mine")

    def test_set_checks_and_keeps_the_history(self):
        self.assertEqual(self.clerk.run("roster", "set", "1", "phone", "12345").returncode, USAGE)
        self.assertEqual(self.clerk.run("roster", "set", "1", "colour", "red").returncode, USAGE)
        self.assertEqual(self.clerk.run("roster", "set", "99", "name", "X").returncode, USAGE)
        done = self.clerk.run("roster", "set", "1", "phone", "0744 111 222")
        self.assertEqual(done.returncode, DONE, done.stderr)
        row = next(row for row in self.clerk.roster() if row["id"] == 1)
        self.assertEqual(row["phone"], "+40744111222")
        self.assertIn("+40722100000", self.clerk.run("roster", "show", "1").stdout)

    def test_set_takes_along_what_hangs_on_a_value(self):
        def row():
            return next(row for row in self.clerk.roster() if row["id"] == 2)
        for field, value in (("phone", "021 312 34 56 int. 55"), ("organization", "Universitatea din București")):
            self.assertEqual(self.clerk.run("roster", "set", "2", field, value).returncode, DONE)
        self.assertEqual((row()["extension"], row()["sector"]), ("55", "academia"))
        self.assertEqual(self.clerk.run("roster", "set", "2", "phone", "0722 100 001").returncode, DONE)
        self.assertIsNone(row()["extension"])
        self.assertEqual(self.clerk.run("roster", "set", "2", "extension", "abc").returncode, USAGE)

    def test_status(self):
        status = self.clerk.status()
        self.assertEqual((status["messages"]["taken"], status["answers"]), (3, "send"))
        self.assertRegex(status["last_poll"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertIn("last successful poll", self.clerk.run("status").stdout)

    def test_why(self):
        for name in ("M2", "2", "<1@asociatia1.example>", "1@asociatia1.example"):
            done = self.clerk.run("why", name)
            self.assertEqual(done.returncode, DONE, done.stderr)
            self.assertIn("acknowledge: sent", done.stdout)
            self.assertIn("+40722100001", done.stdout)
        self.assertEqual(self.clerk.run("why", "M99").returncode, FAILED)

    def test_backup(self):
        done = self.clerk.run("backup", self.path("copy.db"))
        self.assertEqual(done.returncode, DONE, done.stderr)
        self.assertEqual(stat.S_IMODE(os.stat(self.path("copy.db")).st_mode), 0o600)
        self.assertEqual(self.clerk.run("backup", self.path("copy.db")).returncode, FAILED)

    def test_check_names_what_is_right_and_what_to_do(self):
        done = self.clerk.run("check")
        self.assertEqual(done.returncode, DONE, done.stdout)
        for what in ("configuration", "rules", "store", "mailbox", "outgoing", "clock"):
            self.assertRegex(done.stdout, rf"(?m)^ok +{what}")
        other = Clerk(self.path("other"), mailbox={"url": "imap://127.0.0.1:9?tls=none", "user": "u",
                                                   "password_file": "pw"})
        other.secret("pw", "x")
        done = other.run("check")
        self.assertEqual(done.returncode, FAILED)
        self.assertRegex(done.stdout, r"(?m)^BAD +mailbox .*\n.*→ ")


class Forget(unittest.TestCase):
    def test_a_person_is_erased_and_gets_their_data_first(self):
        with tempfile.TemporaryDirectory() as folder:
            clerk = Clerk(folder)
            for number in range(2):
                clerk.deliver(sign_up(number), f"m{number}")
            self.assertEqual(clerk.once().returncode, DONE)
            address = clerk.roster()[0]["email"]
            done = clerk.run("roster", "forget", "--export", os.path.join(folder, "theirs.json"), address)
            self.assertEqual(done.returncode, DONE, done.stderr)
            with open(os.path.join(folder, "theirs.json"), encoding="utf-8") as file:
                self.assertEqual([one["email"] for one in json.load(file)], [address])
            self.assertEqual([row["id"] for row in clerk.roster()], [2])
            with open(clerk.store, "rb") as file:
                self.assertNotIn(address.encode(), file.read())
            self.assertEqual(clerk.once().returncode, DONE)
            self.assertEqual(len(clerk.roster()), 1)
            self.assertEqual(clerk.run("roster", "forget", "no address").returncode, USAGE)

    def test_whom_a_colleague_signed_up_is_forgotten_by_the_address_the_colleague_gave(self):
        with tempfile.TemporaryDirectory() as folder:
            clerk = Clerk(folder)
            message = sign_up(1, name="Ioana Lupu", address="sef@asociatia1.example").decode()
            message = message.replace("From: Ioana Lupu", "From: Dan Costache")
            message = message.replace("Doresc să mă înscriu", "Doresc să o înscriu pe colega mea")
            message = message.replace("Telefon:", "E-mail: ioana.lupu@acasa.example\r\nTelefon:")
            clerk.deliver(message.encode(), "m1")
            clerk.deliver(sign_up(2), "m2")
            self.assertEqual(clerk.once().returncode, DONE)
            row = clerk.roster()[0]
            self.assertEqual((row["name"], row["email"]), ("Ioana Lupu", None))
            done = clerk.run("roster", "forget", "ioana.lupu@acasa.example")
            self.assertEqual(done.returncode, DONE, done.stderr)
            self.assertEqual([row["id"] for row in clerk.roster()], [2])
            with open(clerk.store, "rb") as file:
                data = file.read()
            for trace in (b"Lupu", b"ioana.lupu", b"722100001", b"0722 100 001"):
                self.assertNotIn(trace, data)

    def test_whoever_may_be_the_same_and_stays_is_named_once(self):
        with tempfile.TemporaryDirectory() as folder:
            clerk = Clerk(folder)
            for number in range(3):
                clerk.deliver(sign_up(number), f"m{number}")
            self.assertEqual(clerk.once().returncode, DONE)
            for number in ("1", "2"):
                self.assertEqual(clerk.run("roster", "set", number, "email", "ana@acasa.example").returncode, DONE)
                self.assertEqual(clerk.run("roster", "set", number, "name", clerk.roster()[2]["name"]).returncode, DONE)
            done = clerk.run("roster", "forget", "ana@acasa.example")
            self.assertEqual(done.returncode, DONE, done.stderr)
            self.assertIn("still there: 3 (", done.stderr)

    def test_who_has_no_address_is_forgotten_by_number(self):
        with tempfile.TemporaryDirectory() as folder:
            clerk = Clerk(folder)
            for number in range(2):
                clerk.deliver(sign_up(number), f"m{number}")
            self.assertEqual(clerk.once().returncode, DONE)
            name = clerk.roster()[0]["name"]
            self.assertEqual(clerk.run("roster", "set", "1", "email", "").returncode, DONE)
            done = clerk.run("roster", "forget", "--export", os.path.join(folder, "theirs.json"), "1")
            self.assertEqual(done.returncode, DONE, done.stderr)
            with open(os.path.join(folder, "theirs.json"), encoding="utf-8") as file:
                self.assertEqual([one["name"] for one in json.load(file)], [name])
            self.assertEqual([row["id"] for row in clerk.roster()], [2])
            self.assertEqual(clerk.run("roster", "forget", "1").returncode, FAILED)


if __name__ == "__main__":
    unittest.main()
