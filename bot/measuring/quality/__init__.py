"""How well questions are answered, measured on a folder of passages and questions.

``dataset`` reads the folder, ``run`` asks every question as the engine would, ``metrics`` turns the
outcomes into numbers with their uncertainty.
"""
