#!/bin/sh
# Every reason that reading gives is said in Romanian, too: the digest tells it to the secretariat.
set -eu
cd "$SOURCE_DIR"
python3 - <<'END'
import pathlib, re, sys

known = {line.split(" = ")[0] for line in pathlib.Path("rules/digest/reasons.ro.txt").read_text().splitlines()}
missing = []
for name in ("intention", "verdict", "second"):
    code = re.sub(r"/\*.*?\*/", "", pathlib.Path(f"src/reading/{name}.c").read_text(), flags=re.S)
    code = re.sub(r'"\s*\n\s*"', "", code)
    for text in re.findall(r'"([^"\n]*)"', code):
        reason = re.sub(r": %s$", "", text)
        if len(reason.split()) > 2 and not reason.startswith("%") and reason not in known:
            missing.append(f"{name}.c: {text}")
print("\n".join(missing))
sys.exit(1 if missing else 0)
END
