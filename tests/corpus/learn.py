#!/usr/bin/env python3
"""Learn rules/wording.txt from labelled letters: logistic regression over the terms that reading takes of them.

usage: learn.py TERMS_TOOL RULES [--out FILE] [--folds] CORPUS_DIR ...     (needs Debian's python3-sklearn)

--out writes the file. --folds leaves each folder out in turn and says how well its letters are judged by what was learned
from the others alone. Terms that stand in few letters are left out, so that nobody's name is kept; terms that weigh
little too, then all is learned once more from those that stay. Intention comes before data: each letter that is no
sign-up is learned a second time, for less, with the data of somebody who signed up below it. The same letters give the
same file.
"""
import argparse, json, pathlib, random, re, subprocess, unicodedata
import numpy
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

LEANINGS = ("sign-up", "person", "nothing")
LEANING_OF = {"acknowledge": 0, "ask": 0, "review": 1, "ignore": 2}
FEWEST = 3     # letters that a term must stand in
LEAST = 0.40   # a weight above which a term is kept
BELIEF = 200   # how far the weights may follow single letters

BESIDE = 0.3   # what a letter with data below it counts
LABELS = ["nume", "funct", "organ", "telef"]

HEAD = """\
# What words have said for and against a sign-up in labelled letters: learned by tests/corpus/learn.py, not to be
# written by hand. Each line: the weight towards a sign-up, towards a letter that a person must see, towards any other
# letter, in hundredths; then the term (grefier-rules(5)). To do without, put an empty file of this name in your own
# folder of rules.
"""


def read(tool, rules, folders):
    """folder, leaning, terms and data of each letter, in the order of the labels"""
    labels = [(folder, json.loads(line)) for folder in folders
              for line in (pathlib.Path(folder) / "labels.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()]
    paths = [str(pathlib.Path(folder) / label["file"]) for folder, label in labels]
    out = subprocess.run([tool, rules] + paths, stdout=subprocess.PIPE, check=True).stdout.decode("utf-8", "replace")
    terms = {line.split("\t")[0]: line.split("\t")[1:] for line in out.splitlines()}
    return [(folder, LEANING_OF[label["action"]], terms.get(path, []), data_terms(label))
            for (folder, label), path in zip(labels, paths)]


def data_terms(label):
    """of whoever signs up in the letter: as a signature has them, and under labels"""
    terms = set()
    for person in label["people"]:
        for field, title in zip(("name", "position", "organization", "phone"), LABELS):
            value = unicodedata.normalize("NFKD", (person.get(field) or [""])[0]).casefold()
            words = ["0" if word.isdigit() else word[:5] for word in re.findall(r"[a-z]+|[0-9]+", value)]
            terms.update(words, map(" ".join, zip(words, words[1:])))
            if value:
                terms.update((title, ":", f"{title} :", f": {words[0]}") if words else ())
    return sorted(terms)


def with_data(letters, choice):
    """the letters, and once more those that are no sign-up, each with somebody's data; how much each counts"""
    data = [letter[3] for letter in letters if letter[1] == 0 and len(letter[3]) > 8]
    more = [(folder, leaning, sorted(set(terms) | set(choice.choice(data))), []) for folder, leaning, terms, _ in letters
            if leaning != 0]
    return letters + more, [1.0] * len(letters) + [BESIDE] * len(more)


def scaled(counts):
    known = numpy.maximum(1, counts.sum(axis=1).A1)
    return counts.multiply(1 / numpy.sqrt(known)[:, None]).tocsr()


def learn(letters):
    """the terms that stay and the regression over them"""
    letters, counts_as = with_data(letters, random.Random(1))
    leanings = [leaning for _, leaning, _, _ in letters]
    vocabulary = None
    for fewest in (FEWEST, 1):
        terms = CountVectorizer(analyzer=lambda given: given, binary=True, min_df=fewest, vocabulary=vocabulary)
        counts = terms.fit_transform([given for _, _, given, _ in letters])
        model = LogisticRegression(C=BELIEF, max_iter=3000).fit(scaled(counts), leanings, sample_weight=counts_as)
        names = terms.get_feature_names_out()
        vocabulary = sorted(names[abs(model.coef_).max(axis=0) >= LEAST])
    return terms, model


def judge(terms, model, letters):
    return model.predict_proba(scaled(terms.transform([given for _, _, given, _ in letters])))


def write(path, terms, model):
    lines = [(f"{name}", model.coef_[:, i]) for i, name in enumerate(terms.get_feature_names_out())]
    lines = [("[always]", model.intercept_)] + lines
    text = "".join(" ".join(str(round(100 * w)) for w in weights) + f" {name}\n" for name, weights in lines)
    pathlib.Path(path).write_text(HEAD + text, encoding="utf-8")
    print(f"{path}: {len(lines)} terms")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tool"), parser.add_argument("rules"), parser.add_argument("folders", nargs="+")
    parser.add_argument("--out"), parser.add_argument("--folds", action="store_true")
    given = parser.parse_args()
    letters = read(given.tool, given.rules, given.folders)
    for folder in given.folders if given.folds else []:
        others = [letter for letter in letters if letter[0] != folder]
        own = [letter for letter in letters if letter[0] == folder]
        said = judge(*learn(others), own).argmax(axis=1)
        right = sum(leaning == it for it, (_, leaning, _, _) in zip(said, own))
        print(f"{folder}: {right} of {len(own)} judged as they are labelled")
    if given.out:
        write(given.out, *learn(letters))


if __name__ == "__main__":
    main()
