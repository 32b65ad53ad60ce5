"""Verbatim: answers questions by quoting stored documents word for word.

It writes no sentence of its own about the world: what it shows is a slice of a stored document,
and when nothing answers, it says so. Read the modules in this order; imports point downwards::

    cli        the command line
    preview    the bot in a local browser
    cogs       everything that speaks to Discord
    engine     the use cases: ask, read, publish, remove, …; open_engine wires everything
    benchmark  how fast the search is, beside other engines
    evaluation how well questions are answered
    watching   looks at feeds and at documents' addresses; what is new waits for review
    versions   new versions of documents, what is alike, what changed
    sources    what a guild adds: fetched and read
    viewer     quotes in their originals: pages, links
    finding    the candidates of a question
    corpus     the bundled documents, kept equal to a folder
    renewing   profiles of passages that are missing or stale
    shelves    the guilds' indexes, a bounded cache of the library
    worker     untrusted files, in child processes that can be killed
    fetching   documents by their web address, public ones only
    library    documents and passages in SQLite
    moments    dates and times as people type them
    answer     query and hits to quotes, or an abstention
    compare    two texts to what is alike and what changed
    drawing    a page of a PDF to a picture with a quote marked on it
    ingest     files to clean text and passages
    search     text to terms, terms to scored passages
    boxes      where the words of a text stand on pages
    packing    values as bytes
    settings   environment and file to one frozen value
    clock      the time, as a function
    memory     gives memory back to the system
    model      the nouns
    progress   how far long work has come
    errors     what can be told to the person who caused it
"""
