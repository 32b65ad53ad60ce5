#!/usr/bin/env bash
# feedparser: an ISO 8601 day of the year becomes 1 December, a week the first of this month.
#
# Its documentation lists ordinal dates among what it reads, with the example 2003-335. That day is
# 1 December, the one on which the answer is right: 2003-127 (7 May) is read as 1 December, too. A
# week date (2003-W20-2, 13 May) becomes the first day of the month in which the feed is read, so
# that the same feed has another date each month. No entry is marked as doubtful.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check feedparser==6.0.14
"$folder/venv/bin/python" - <<'PYTHON'
import sys
import time
from importlib.metadata import version

import feedparser

FEED = """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>News</title>
<item><title>A school opens</title><dc:date>{}</dc:date></item></channel></rss>"""


def day(written):
    read = feedparser.parse(FEED.format(written)).entries[0].updated_parsed
    return time.strftime("%Y-%m-%d", read)


seen = {written: day(written) for written in ("2003-335", "2003-127", "2003-W20-2")}
this_month = time.strftime("2003-%m-01", time.gmtime())

print("version: ", "feedparser", version("feedparser"))
print("expected:", {"2003-335": "2003-12-01", "2003-127": "2003-05-07", "2003-W20-2": "2003-05-13"})
print("seen:    ", seen)
same = list(seen.values()) == ["2003-12-01", "2003-12-01", this_month]
sys.exit(0 if same else "it has changed")
PYTHON
