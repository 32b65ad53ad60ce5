"""How well questions are answered (``quality``), and how fast (``speed``)."""
