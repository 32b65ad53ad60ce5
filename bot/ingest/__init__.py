"""Files to clean text, landmarks, passages and sentences. Everything here is pure: no I/O.

    extract     a file to a Source, within the limits
    formats     the table of the formats that are read: how each is told, and its reader
    signatures  names the formats that are not read
      plain     a text file: front matter, navigation out, headings guessed
      markdown  a Markdown file: front matter, headings as marked, nothing else touched
      html      a web page: the article's lines, word for word
      office    Word, OpenDocument, presentations, workbooks, e-books
      pdf       a PDF: what a person would copy, page by page
      csv       tables as text, each row with its headers
      email_message  e-mails that were saved
    body        a text as it grows, with its landmarks; table reads rows out
    reading     what a reader returns
    raised      figures off the line, and what is struck out
    decode      bytes to text, and the few characters that no text keeps
    encodings   which encoding the bytes of a text are in, guessed
    frontmatter the YAML or TOML block on top of a text
    clean       the navigation lines in a text dump of a web page
    page        an HTML tree to the lines that a browser shows
    looks       what a page strikes out, raises or hides
    formula     a formula in MathML, on a line
    simplify    a page as trafilatura reads it whole
    article     which of these lines are the article
    metadata    what a page says of itself: title, publisher, day, address, language
    title       a title to propose
    dates       the day of publication that the top of a text states
    language    the language, guessed
    lines       what a line is: a bullet, a contact, a heading, a paragraph
    headings    the headings of a plain text, and where a heading ends
    passages    a text to the spans that are indexed and quoted
    sentences   a span to the spans of its sentences

The next format is one more module with a function that reads it, and one more row in ``formats``.
"""
