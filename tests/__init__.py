"""The tests.

They start processes by the hundred. Where Python is told to write no bytecode, as in many images,
each would compile the modules anew, and each run of the tests its own.
"""

from __future__ import annotations

import os
import sys

sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
