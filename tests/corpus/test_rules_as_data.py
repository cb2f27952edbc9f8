#!/usr/bin/env python3
"""Rules are data: the steps of rules/README.md, done as somebody would do them, without a build."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

GREFIER = os.environ["GREFIER"]
RULES = pathlib.Path(os.environ["GREFIER_RULES"])
WRONG_CONFIGURATION = 78

LETTER = """From: Ana Pop <ana.pop@lumina.example>
To: inscrieri@protect.example
Subject: %s
Content-Type: text/plain; charset=utf-8

%s
"""
GROUP_SUBJECT = "Re: Lansare Grup de Lucru - înscrieri"
SIGNATURE = "\n\n-- \nAna Pop\npsiholog\nAsociația Lumina\n0722 345 678"


class RulesAsData(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.rules = pathlib.Path(self.folder.name) / "rules"
        shutil.copytree(RULES, self.rules)

    def tearDown(self):
        self.folder.cleanup()

    def extract(self, body, subject=GROUP_SUBJECT):
        run = subprocess.run([GREFIER, "extract", "--json", "--rules", str(self.rules), "-"], stdout=subprocess.PIPE,
                             input=(LETTER % (subject, body)).encode("utf-8"), check=True)
        return json.loads(run.stdout)

    def test_a_word_for_a_number_longer_than_itself_is_no_digit(self):
        (self.rules / "numbers.yaml").write_text("group: phone\nrules:\n  - id: long\n    says: spoken\n    weight: 72\n"
                                                 "    pattern: 'z \\b'\n    match: [z]\n", encoding="utf-8")
        people = self.extract("Mă înscriu în grupul de lucru. Telefon: zero z doi trei patru cinci șase șapte opt")["people"]
        self.assertIsNone(people[0]["phone"])

    def check(self):
        run = subprocess.run([GREFIER, "rules", "check", str(self.rules)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        return run.returncode, run.stderr.decode("utf-8")

    def leave_only_the_fields(self):
        """For what is wrong with one file the others need not be looked through."""
        for path in list(self.rules.rglob("*.yaml")):
            if path.name != "fields.yaml":
                path.unlink()

    def write(self, name, text):
        (self.rules / name).write_text(text, encoding="utf-8")

    # ---- a new phrase

    def readme_rule(self):
        """The rule that rules/README.md writes down."""
        text = (self.rules / "README.md").read_text(encoding="utf-8")
        block = re.search(r"```yaml\n(\s*group: intention\n\s*rules:\n.*?)```", text, re.S).group(1)
        indent = len(block) - len(block.lstrip())
        return "\n".join(line[indent:] for line in block.splitlines()) + "\n"

    def test_the_phrase_of_the_readme_is_understood_once_it_is_written_down(self):
        rule = self.readme_rule()
        phrase = "Aș fi bucuroasă să fac parte din grup"
        self.assertIn(phrase, rule)
        self.write("my-phrases.yaml", rule)
        code, problems = self.check()
        self.assertEqual(code, 0, problems)
        self.assertEqual(self.extract(phrase + "." + SIGNATURE)["action"], "acknowledge")

    def test_a_phrase_that_nobody_foresaw(self):
        phrase = "Crestați-mă și pe mine pe răboj"
        before = self.extract(phrase + "." + SIGNATURE, "salutare")
        self.assertIn(before["action"], ("ignore", "review"))
        self.write("raboj.yaml", """group: intention
rules:
  - id: my.raboj
    says: signup
    weight: 80
    pattern: |-
      \\b crestati - ma \\s+ si \\s+ pe \\s+ mine \\s+ pe \\s+ raboj
    match: ["%s"]
    reject: ["Răbojul e plin"]
  - id: my.raboj-is-the-group
    says: group
    weight: 30
    pattern: '\\b raboj \\b'
    match: [răboj]
    reject: [castan]
""" % phrase)
        code, problems = self.check()
        self.assertEqual(code, 0, problems)
        after = self.extract(phrase + "." + SIGNATURE, "salutare")
        self.assertEqual(after["action"], "acknowledge", after["reason"])
        self.assertIn("intention.my.raboj", after["rules"])

    def test_a_file_of_the_same_name_takes_the_place_of_the_shipped_one(self):
        path = self.rules / "vocabulary" / "given-names.yaml"
        line = "Zorobabela Pop, psiholog, Asociația Lumina, 0733 111 222"
        text = path.read_text(encoding="utf-8")
        self.assertNotIn("Zorobabela", text)
        path.write_text(text.rstrip("\n") + "\n  - Zorobabela\n", encoding="utf-8")
        code, problems = self.check()
        self.assertEqual(code, 0, problems)
        person = self.extract("Mă înscriu în grupul de lucru:\n" + line)["people"][0]
        self.assertEqual(person["name"], "Zorobabela Pop")

    # ---- examples

    def test_a_rule_without_an_example_is_named(self):
        self.leave_only_the_fields()
        self.write("bare.yaml", "group: intention\nrules:\n  - id: my.bare\n    says: signup\n    pattern: '\\b bare \\b'\n")
        code, problems = self.check()
        self.assertEqual(code, WRONG_CONFIGURATION)
        self.assertRegex(problems, r"bare\.yaml:\d+:\d+: .*my\.bare: no example that must match")

    def test_an_example_that_does_not_match_is_named(self):
        self.leave_only_the_fields()
        self.write("wrong.yaml", "group: intention\nrules:\n  - id: my.wrong\n    says: signup\n    pattern: '\\b wrong \\b'\n"
                                 "    match: [right]\n    reject: [left]\n")
        code, problems = self.check()
        self.assertEqual(code, WRONG_CONFIGURATION)
        self.assertRegex(problems, r"wrong\.yaml:\d+:\d+: intention\.my\.wrong: must match, but does not: .*right")

    def test_a_rule_that_never_comes_to_an_end_is_refused(self):
        self.leave_only_the_fields()
        self.write("bomb.yaml", "group: intention\nrules:\n  - id: my.bomb\n    says: signup\n    pattern: '( \\w+ \\s* )+ \\d $'\n"
                                "    match: ['ana 1']\n    reject: ['ana']\n")
        code, problems = self.check()
        self.assertEqual(code, WRONG_CONFIGURATION)
        self.assertRegex(problems, r"bomb\.yaml:\d+:\d+: .*my\.bomb.*gives up")

    def test_what_ships_is_well_and_every_rule_has_its_examples(self):
        code, problems = self.check()
        self.assertEqual((code, problems), (0, ""))
        for path in sorted(self.rules.rglob("*.yaml")):
            for rule in re.split(r"^\s*- id:", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
                if re.search(r"^\s+pattern:", rule, re.M):
                    with self.subTest(file=path.name, rule=rule.split()[0]):
                        self.assertRegex(rule, r"(?m)^\s+match:")

    # ---- slips of the pen

    def test_a_word_that_no_rule_of_the_group_says_is_named(self):
        for group in ("intention", "zone", "people", "phone", "form", "value", "filler", "passed-on", "guard", "sector"):
            with self.subTest(group=group):
                self.write("slip.yaml", "group: %s\nrules:\n  - id: my.slip\n    says: qoute-header\n    pattern: '\\b slip \\b'\n"
                                        "    match: [slip]\n" % group)
                code, problems = self.check()
                self.assertEqual(code, WRONG_CONFIGURATION)
                self.assertRegex(problems, r"slip\.yaml:4:11: .qoute-header. is no word")

    def test_a_group_that_does_not_exist_is_named(self):
        self.write("slip.yaml", "group: intentions\nrules:\n  - {id: a, says: signup, pattern: 'slip', match: [slip]}\n")
        code, problems = self.check()
        self.assertEqual(code, WRONG_CONFIGURATION)
        self.assertRegex(problems, r"slip\.yaml:3:1: nothing asks for rules of a group .intentions.")

    def test_a_list_of_words_that_the_program_needs_is_missed(self):
        path = self.rules / "vocabulary" / "places.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("vocabulary: place\n", "vocabulary: places\n"), encoding="utf-8")
        code, problems = self.check()
        self.assertEqual(code, WRONG_CONFIGURATION)
        self.assertIn('"place"', problems)

    # ---- fields

    def test_a_field_of_one_s_own_is_read(self):
        path = self.rules / "fields.yaml"
        path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + """
  - id: city
    title: {ro: localitatea, en: town}
    required: true
    validator: text
    labels: [localitatea, orasul, town]
    match: [{text: "Orașul: Iași", label: Orașul}]
""", encoding="utf-8")
        code, problems = self.check()
        self.assertEqual(code, 0, problems)
        labels = "Mă înscriu în grupul de lucru.\nNume: Ana Pop\nFuncția: psiholog\nOrganizația: Asociația Lumina\nTelefon: " \
                 "0722 345 678\n"
        given = self.extract(labels + "Localitatea: Târgu Mureș\n")
        self.assertEqual(given["people"][0]["city"], "Târgu Mureș")
        self.assertEqual((given["action"], given["missing"]), ("acknowledge", []))
        absent = self.extract(labels)
        self.assertEqual((absent["action"], absent["missing"]), ("ask", ["city"]))

    # ---- scoring

    def test_a_folder_of_labelled_messages_is_scored(self):
        cases = pathlib.Path(self.folder.name) / "cases"
        cases.mkdir()
        body = "Mă înscriu în grupul de lucru.\nNume: Ana Pop\nFuncția: psiholog\nOrganizația: Asociația Lumina\nTelefon: 0722 " \
               "345 678\n"
        (cases / "1.eml").write_text(LETTER % (GROUP_SUBJECT, body), encoding="utf-8")
        label = {"file": "1.eml", "kind": "registration", "action": "acknowledge",
                 "people": [{"name": ["Ana Pop"], "position": ["psiholog"], "organization": ["Asociația Lumina"],
                             "phone": ["+40722345678"]}]}
        (cases / "labels.jsonl").write_text(json.dumps(label, ensure_ascii=False) + "\n", encoding="utf-8")
        command = [GREFIER, "rules", "test", "--rules", str(self.rules), str(cases)]
        run = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        said = run.stdout.decode("utf-8")
        self.assertRegex(said, r"messages\s+1\n")
        self.assertRegex(said, r"wrong replies\s+0\n")
        self.assertRegex(said, r"(?m)^fields F1\s+1\.0000")
        label["action"] = "ignore"
        (cases / "labels.jsonl").write_text(json.dumps(label, ensure_ascii=False) + "\n", encoding="utf-8")
        run = subprocess.run(command, stdout=subprocess.PIPE)
        self.assertEqual(run.returncode, 1)
        self.assertIn("WRONG REPLY", run.stdout.decode("utf-8"))


if __name__ == "__main__":
    unittest.main()
