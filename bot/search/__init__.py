"""From a text to its terms, from a question to a query, from a query to scored passages.

``analysis`` makes terms, each with the place it came from: one of a number (``numbers``) and of
the spellings of a word (``variants``). ``terms`` makes those of a document's passages, which are
stored as a ``forward`` index; ``query`` makes a question's weighted terms with the help of
``resolving``, which looks the words up and corrects them, of ``thesaurus`` and of ``acronyms``;
``bm25`` scores passages on ``postings``, which are made of ``inverted`` ones and whose terms are in
a ``vocabulary``, by ``maxscore`` or, compiled, by ``kernel``.
"""
