"""The use cases. The command line, Discord and the tests all come in here.

``engine`` wires everything; ``asking`` answers, ``versions`` adds, replaces and compares documents,
``sources`` fetches and reads what a guild adds, ``bundled`` keeps the bundled documents equal to a
folder, ``pages`` shows quotes in their originals, ``watching`` looks at feeds and addresses. Below
them ``indexes`` holds the guilds' indexes, ``profiles`` renews what ranking sees, and ``memory``
gives memory back.
"""
