"""Untrusted files, handed to child processes that are limited and can be killed.

``jobs`` knows the kinds of work and what is told when one fails, ``turns`` who is next; ``process``
is a child as its parent sees it, ``child`` the process itself, ``ocr`` what it asks of Tesseract.
"""
