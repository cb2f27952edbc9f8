#!/usr/bin/env python3
"""Fit what the words and the findings of the rules weigh beside each other (src/reading/second.c), over sets unseen.

usage: weigh.py GREFIER TERMS_TOOL CORPUS_DIR ...     (needs Debian's python3-sklearn, and the history of the sources)

All sets must be given: the words of a set are judged by what was learned from the others. Only those in UNSEEN are
fitted, each with the rules of a state before its messages were opened: rules that were mended on a letter would seem to
know more than they do. The same letters give the same weights. Prints both tables of second.c and how well the sum judges.
"""
import argparse, json, pathlib, shutil, subprocess, tempfile
import numpy
from scipy.optimize import minimize
import learn

# the state, and the own… sets that it has not seen
UNSEEN = {"de03940": range(27, 47), "d2d1bd3": range(47, 54), "0d9dbd8": range(57, 97)}
FOUND = ["sign-up", "doubt", "doubt, opposed", "doubt, declined", "nothing", "nothing, opposed", "nothing, declined",
         "business"]
TOGETHER = 6  # sets whose words are judged at once, as learned from the rest
BELIEF = 0.15  # how much each weight is held back
LEAST_WORDS = 0.005  # what second.c takes for words that lean not at all
SURE = (0.85, 0.90, 0.93, 0.95, 0.97)


def rules_of(state, folder):
    """the rules of that state, with the words of today: without any, nothing is weighed"""
    archive = subprocess.run(["git", "archive", state, "rules"], stdout=subprocess.PIPE, check=True).stdout
    subprocess.run(["tar", "-x", "-C", folder], input=archive, check=True)
    rules = pathlib.Path(folder) / "rules"
    shutil.copy(pathlib.Path("rules") / "wording.txt", rules)
    return rules


def findings(grefier, rules, folder):
    """what these rules have found in each letter of the folder: a finding, whether the group is named"""
    labels = map(json.loads, (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines())
    paths = [str(folder / label["file"]) for label in labels]
    out = subprocess.run([grefier, "extract", "--json", "--explain", "--rules", rules] + paths, stdout=subprocess.PIPE)
    read = {letter["file"]: letter for letter in map(json.loads, out.stdout.decode().splitlines())}
    opinions = (read.get(path, {}).get("together", {}) for path in paths)
    return [(opinion.get("found"), opinion.get("about_group", False)) for opinion in opinions]


def judged_by_words(letters, folders):
    """what the words of the letters in these folders say, as learned from all others"""
    others = [letter for letter in letters if letter[0] not in folders]
    return learn.judge(*learn.learn(others), [letter for letter in letters if letter[0] in folders])


def evidence(given, letters):
    """of each letter that is weighed: what was found, what its words say, the right leaning"""
    rows = []
    for state, numbers in UNSEEN.items():
        unseen = [name for name in given.folders if pathlib.Path(name).name in {f"own{n}" for n in numbers}]
        with tempfile.TemporaryDirectory() as place:
            rules = rules_of(state, place)
            for folders in (unseen[i:i + TOGETHER] for i in range(0, len(unseen), TOGETHER)):
                found = [one for folder in folders for one in findings(given.grefier, rules, pathlib.Path(folder))]
                leanings = [leaning for folder, leaning, _, _ in letters if folder in folders]
                rows += list(zip(found, judged_by_words(letters, folders), leanings))
    return [row for row in rows if row[0][0]]


def softmax(sums):
    powers = numpy.exp(sums - sums.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def fit(rows):
    """the weight of the words, those of each finding and of the group's name towards a sign-up and nothing; the odds"""
    what = numpy.array([[name == found for name in FOUND] + [about] for (found, about), _, _ in rows], float)
    words = numpy.log(numpy.clip([said for _, said, _ in rows], LEAST_WORDS, 1))
    right = numpy.array([leaning for _, _, leaning in rows])

    def odds(weights):
        towards = weights[1:].reshape(2, -1)
        return softmax(weights[0] * words + numpy.stack([what @ towards[0], 0 * right, what @ towards[1]], axis=1))

    def loss(weights):
        return BELIEF * (weights[1:] ** 2).sum() - numpy.log(odds(weights)[range(len(right)), right] + 1e-12).sum()

    weights = minimize(loss, numpy.r_[1, numpy.zeros(2 * what.shape[1])], method="L-BFGS-B").x
    return weights, odds(weights), right


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("grefier"), parser.add_argument("tool"), parser.add_argument("folders", nargs="+")
    given = parser.parse_args()
    letters = learn.read(given.tool, "rules", given.folders)
    rows = evidence(given, letters)
    weights, odds, right = fit(rows)
    print(f"{len(rows)} letters; WEIGHT_OF_WORDS {round(100 * weights[0])}")
    for name, *towards in zip(FOUND + ["the group is named"], *weights[1:].reshape(2, -1)):
        print(f"{name}: {{{round(100 * towards[0])}, 0, {round(100 * towards[1])}}}")
    print(f"judged as labelled: {(odds.argmax(axis=1) == right).mean():.3f}")
    for sure in SURE:
        answered = odds[:, 0] >= sure
        print(f"answered from {sure}: {(answered & (right == 0)).sum()} rightly, {(answered & (right != 0)).sum()} wrongly")


if __name__ == "__main__":
    main()
