"""Everything that speaks to Discord.

``client`` puts the bot together; ``running`` runs it. The cogs are ``ask`` (``/ask`` and *Find the
source*), ``mentions`` (mentions, direct messages, replies), ``library`` (``/library`` and *Add to
library*) and ``presses`` (buttons and forms, which outlive a restart). They stand on services that
are made once (``asking``, ``buttons``, ``intake``, ``drafts``, ``shelf``, ``scheduling``,
``questions``, ``corrections``, ``announcer``) and on pure modules that say how a message looks
(``replies``, ``previews``, ``fields``, ``wording``, ``markdown``, ``links``, ``fitting``) within
Discord's ``limits``.
"""
