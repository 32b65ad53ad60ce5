"""The kit that everything in Discord is built of.

Discord's ``limits``; text made harmless (``markdown``) and sent (``sending``); buttons and forms
(``custom_ids``, ``components``, ``fields``); who may do what (``guard``); errors in words
(``failures``), documents and figures in words (``wording``), ``links``, ``choices`` of documents,
long work (``progress``), and the channel that is told of changes (``announcer``).
"""
