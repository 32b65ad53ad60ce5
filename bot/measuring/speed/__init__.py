"""How fast the search is, measured beside other engines on texts that it makes itself.

``texts`` makes documents and questions, ``rivals`` are the engines, each in a ``child`` process;
``run`` asks them in turns; ``whole`` measures questions from their text to quotes.
"""
