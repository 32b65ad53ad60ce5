"""A query and its hits to an answer, or an abstention. Pure functions of values.

``evidence`` knows which type of answer a question expects and where one stands; ``rank`` orders the
hits with it; ``quote`` chooses the sentences, the slice that is shown and the words to mark;
``abstain`` decides whether the best is good enough; ``answer`` puts them together.
"""
