"""Verbatim: answers questions by quoting stored documents word for word.

It writes no sentence of its own about the world: what it shows is a slice of a stored document,
and when nothing answers, it says so. One folder for each stage; imports point downwards::

    cli        the command line
    cogs       everything that speaks to Discord
    measuring  how well questions are answered, and how fast
    engine     the use cases: ask, read, publish, remove, …; open_engine wires everything
    worker     untrusted files, in child processes that can be killed
    fetching   documents by their web address, public ones only
    library    documents and passages in SQLite
    answer     query and hits to quotes, or an abstention
    compare    two texts to what is alike and what changed
    drawing    a page of a PDF to a picture with a quote marked on it
    ingest     files to clean text and passages
    search     text to terms, terms to scored passages
    settings   environment and file to one frozen value
    moments    the time, and dates and times as people type them
    packing    values as bytes
    model      the nouns
    progress   how far long work has come
    errors     what can be told to the person who caused it
"""
