"""Every guild's documents in one SQLite file.

``migrations/`` has its schema, ``migrating`` brings it up to date, ``database`` connects to it,
``rows`` is what the statements share; on them stand ``terms`` and ``indexing`` (what an index is
built of), ``snapshots`` (large indexes as they were built), ``profiles`` (what ranking sees in
passages), ``catalogue`` (finding and reading), ``history`` (versions, and what is alike),
``originals`` (the files and their pages), ``curator`` (changing), ``answers`` (answers given,
feedback, which are to be edited), ``questions`` (unanswered), ``drafts`` (read, not published),
``queue`` (drafts that wait for review), ``watches`` (feeds) and ``guilds`` (what a guild has set,
and the audit).
"""
