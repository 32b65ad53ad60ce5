"""What moderators do with documents.

``intake`` and ``messages`` take what they bring, ``reading`` makes a draft of it, ``drafts`` shows
and publishes it, ``previews`` says how it looks; ``list`` shows what is in the library, ``editing``
changes it, ``scheduling`` sets from when until when it is found; ``comparisons`` tells what
changed, as ``differences`` shows it, and ``history`` who did it; ``questions`` lists what nobody
could answer; ``switches`` are what a server has set.
"""
