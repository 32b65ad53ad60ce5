"""Feeds that are watched, and what waits for review.

``feeds`` are the commands and buttons, ``layouts`` how they look, ``rounds`` looks at feeds and at
the documents' own addresses while the bot runs.
"""
