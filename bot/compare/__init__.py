"""Two texts side by side: how alike they are, what changed, where a passage went.

``words`` cuts texts into the units that are compared; ``sketch`` finds what is alike among
thousands of texts; ``matching`` aligns two sequences of units; ``diff`` says of two texts what
changed, ``places`` shows it; ``passage`` finds what became of a passage. All of it is pure and
knows no library.
"""
