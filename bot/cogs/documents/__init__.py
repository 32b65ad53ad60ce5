"""What moderators do with documents.

``intake`` reads what they bring into a draft, ``drafts`` shows and publishes it, ``previews`` says
how it looks; ``list`` shows and changes what is in the library, ``scheduling`` sets from when until
when it is found; ``comparisons`` tells what changed, as ``differences`` shows it; ``questions``
lists what nobody could answer.
"""
