"""What buttons, menus and forms carry: a name, and the state they need when they are pressed.

The state is in the ``custom_id`` itself, or under a token in the library, so a message that was
sent before a restart still works after it. Everything is checked when it is pressed, for the guild
and the person that press.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.model import Handle

_KEY = r"[\w-]{1,32}"
_HANDLE = r"b?[1-9]\d{0,9}"
_QUOTE = rf"{_HANDLE}\.\d{{1,10}}\.\d{{1,10}}-\d{{1,10}}"
_NUMBER = r"\d{1,10}"
_SPAN = r"\d{1,10}-\d{1,10}"
_MOMENT = r"(?:-?\d{1,12})?"
_TEXT = r"(?s:.*)"


@dataclass(frozen=True, slots=True)
class CustomId:
    """A kind of ``custom_id``: its name, and a pattern for each part of its state."""

    name: str
    parts: tuple[str, ...] = ()

    @property
    def pattern(self) -> re.Pattern[str]:
        """Return the pattern of the whole, with a group for each part."""
        return re.compile(":".join((self.name, *(f"({part})" for part in self.parts))))

    def of(self, *state: object) -> str:
        """Return the ``custom_id`` for a state."""
        return ":".join(map(str, (self.name, *state)))


def handle_in(part: str) -> Handle:
    """Return the handle that a part of a ``custom_id`` names."""
    handle = Handle.parse(part)
    assert handle, "the pattern of the custom_id lets nothing else through"
    return handle


# Under an answer; the token is the answer's. A menu has the span of the sentence in its quote.
SOURCE = CustomId("source", (_KEY, _QUOTE, _SPAN))
NEXT = CustomId("next", (_KEY, _NUMBER))
HELPFUL = CustomId("helpful", (_KEY,))
AS_TYPED = CustomId("as-typed", (_KEY,))
FOLLOW_UP = CustomId("follow-up", (_KEY,))
REMOVE = CustomId("remove", (_KEY,))
POST = CustomId("post", (_KEY,))

# Under answers of releases up to 0.2, which had a button for each thing that a menu offers now.
CONTEXT = CustomId("context", (_KEY, _QUOTE))
COPY = CustomId("copy", (_KEY, _QUOTE))
SHOW_PAGE = CustomId("show-page", (_KEY, _QUOTE, _NUMBER))
NOT_THIS = CustomId("not-this", (_KEY, _NUMBER))

# Under a draft; the token is the draft's.
PUBLISH = CustomId("publish", (_KEY,))
EDIT_DRAFT = CustomId("edit-draft", (_KEY,))
SCHEDULE_DRAFT = CustomId("schedule-draft", (_KEY,))
CANCEL = CustomId("cancel", (_KEY,))
WHOLE = CustomId("whole", (_KEY,))
REPLACE = CustomId("replace", (_KEY, _HANDLE, _NUMBER))
DRAFT_CHANGES = CustomId("draft-changes", (_KEY, _HANDLE))

# In feeds and the review queue; the token is the watch's.
REVIEW = CustomId("review")
STOP_WATCH = CustomId("stop-watch", (_KEY,))

# Under the progress of long work; the token is the work's, and of this start of the bot.
STOP = CustomId("stop", (_KEY,))
STOP_PUBLISHING = CustomId("stop:publishing", (_KEY, _KEY))  # and the draft's

# Under what could not be used of a form; the token is that of what was typed.
CORRECT = CustomId("correct", (_KEY,))

# In the library.
PAGE = CustomId("page", (_NUMBER, _TEXT))
OPEN = CustomId("open")
EDIT = CustomId("edit", (_HANDLE,))
NEW_VERSION = CustomId("new-version", (_HANDLE,))
SCHEDULE = CustomId("schedule", (_HANDLE,))
TAKE_OUT = CustomId("take-out", (_HANDLE,))
DOWNLOAD = CustomId("download", (_HANDLE,))
OPEN_HISTORY = CustomId("open-history", (_HANDLE,))
HISTORY = CustomId("history", (rf"(?:{_HANDLE})?", _NUMBER))
CUT_LINES = CustomId("cut-lines", (_HANDLE,))
QUESTIONS = CustomId("questions", ("unanswered|unhelpful", _NUMBER))
UNDO = CustomId("undo", (_HANDLE, _NUMBER))
ERASE = CustomId("erase", (_HANDLE,))
UNDO_ADDING = CustomId("undo-adding", (_HANDLE, _NUMBER))
UNDO_REPLACING = CustomId("undo-replacing", (_HANDLE, _NUMBER, _NUMBER))
CHANGES = CustomId("changes", (_HANDLE, _NUMBER, _NUMBER))

# In what members see of the library.
SOURCES = CustomId("sources", (_NUMBER, _TEXT))
OPEN_SOURCE = CustomId("open-source")

# What is stored of a person.
PERSONAL_FILE = CustomId("personal-file")
PERSONAL_DELETE = CustomId("personal-delete")
PERSONAL_STORE = CustomId("personal-store", ("on|off",))

# Forms.
PASTE = CustomId("form-paste", (_MOMENT, _MOMENT))
DRAFT = CustomId("form-draft", (_KEY,))
DRAFT_SCHEDULE = CustomId("form-draft-schedule", (_KEY,))
DOCUMENT = CustomId("form-document", (_HANDLE,))
VERSION = CustomId("form-version", (_HANDLE,))
DOCUMENT_SCHEDULE = CustomId("form-document-schedule", (_HANDLE,))
QUESTION = CustomId("form-question", (_KEY,))
