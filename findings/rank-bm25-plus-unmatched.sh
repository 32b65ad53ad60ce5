#!/usr/bin/env bash
# rank-bm25: BM25Plus gives points to documents without a single word of the question.
#
# The delta of BM25+ (Lv and Zhai, CIKM 2011, equation 6) is added for the terms that the question
# and the document share. The class adds it for every term of the question, to every document. The
# order is the same, but a score above zero does not mean that anything matched, and a threshold
# moves with the length of the question. BM25Okapi gives such documents 0.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check rank-bm25==0.2.2
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

from rank_bm25 import BM25Okapi, BM25Plus

documents = [["seminar", "was", "funded"], ["ferry", "sails"], ["rain", "falls", "today"]]
plus = [round(float(score), 3) for score in BM25Plus(documents).get_scores(["seminar"])]
okapi = [round(float(score), 3) for score in BM25Okapi(documents).get_scores(["seminar"])]

print("version:  rank-bm25", version("rank-bm25"))
print("expected: 0 for the second and the third document, as BM25Okapi has it:", okapi)
print("seen:    ", plus)
sys.exit(0 if min(plus) > 1 and okapi[1:] == [0, 0] else "it has changed")
PYTHON
