"""A query and its hits to an answer, or an abstention. Pure functions of values.

``evidence`` knows which type of answer a question expects and where one stands; ``rank`` orders the
hits with it; ``quote`` chooses the sentences, the slice that is shown and the words to mark;
``tiers`` decides whether the best answer, come close, or are better not shown; ``answer`` puts them
together.
"""
