"""Questions in Discord, and the messages that answer them.

``ask`` and ``mentions`` are where questions come in; ``asking`` answers them, ``replies`` says how
an answer looks, ``fitting`` makes it fit, ``buttons`` are those under it. ``corrections`` edits
answers whose documents went or changed, and ``newer`` shows what became of a quote.
"""
