"""What members see beside answers.

``help`` explains the bot, also where it was just invited; ``sources`` shows what can be asked
about, ``checking`` whether something is said, and ``privacy`` what is stored of a person.
"""
