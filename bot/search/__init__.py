"""From a text to its terms, from a question to a query, from a query to scored passages.

``analysis`` makes terms, each with the place it came from; ``query`` makes a question's weighted
terms with the help of ``spelling`` and ``thesaurus``; ``bm25`` scores passages on ``postings``.
"""
