"""Everything that speaks to Discord.

``client`` puts the bot together and ``running`` runs it, until ``stopping`` says so; ``library`` is
``/library``; ``definitions`` sends the commands' definitions, ``invite`` makes the link that
invites the bot, ``preview`` shows it in a local browser. The features are folders: ``answers``,
``documents`` and ``feeds``, all built of the kit in ``ui``.
"""
