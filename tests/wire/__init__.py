"""A strict Discord on 127.0.0.1, for one bot process that knows nothing of it.

``world`` holds a server, people and messages; ``rules`` and ``definitions`` are what Discord
refuses; ``gateway`` and ``rest`` (with ``http`` and ``responses``) speak over the wire;
``interactions`` watches what becomes of each interaction; ``fake`` puts them together and lets
people act; ``process`` runs the bot, and ``stage`` is both together.
"""
