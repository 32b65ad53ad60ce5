"""The use cases. The command line, Discord and the tests all come in here.

``engine`` wires four of them: ``asking`` answers, ``documents`` adds and changes documents,
``versions`` compares them, and ``watching`` looks at feeds and addresses. ``sources`` fetches and
reads what a guild adds, ``bundled`` keeps the bundled documents equal to a folder, ``pages`` shows
quotes in their originals. Below them ``indexes`` holds the guilds' indexes, ``recent`` the passages
that were read last, ``profiles`` renews what ranking sees, and ``memory`` gives memory back.
"""
