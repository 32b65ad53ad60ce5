"""Every guild's documents in one SQLite file.

``schema`` has its migrations, ``migrating`` applies them, ``database`` connects to it, ``rows`` is
what the statements share; on them stand ``terms`` and ``indexing`` (what an index is built of),
``snapshots`` (large indexes as they were built), ``profiles`` (what ranking sees in passages),
``catalogue`` (finding and reading), ``history`` (versions, and what is alike), ``originals`` (the
files and their pages), ``curator`` (changing), ``ledger`` (answers given, drafts, feedback, what a
guild has set), ``quoted`` (which answers are to be edited), ``questions`` (asked in vain),
``watches`` (feeds) and ``queue`` (drafts that wait for review).
"""
