#!/usr/bin/env bash
# snowballstemmer: words with the apostrophe that is printed (U+2019) have other stems than with the typed one.
#
# Books, newspapers and word processors write it, people who search type '. "dog's" has the stem
# "dog", but with U+2019 it is "dog" and the sign; French and Italian articles stay before the word,
# and the words do not meet. Both spellings have to be made one before stemming.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check snowballstemmer==3.1.1
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

import snowballstemmer

words = (("english", "dog's"), ("french", "l'école"), ("italian", "l'acqua"), ("dutch", "foto's"))
typed, printed = [], []
for language, word in words:
    stem = snowballstemmer.stemmer(language).stemWord
    typed.append(stem(word))
    printed.append(stem(word.replace("'", "\u2019")))

print("version:  snowballstemmer", version("snowballstemmer"))
print("expected:", typed)
print("seen:    ", printed)
sys.exit(0 if all("\u2019" in stem for stem in printed) else "it has changed")
PYTHON
