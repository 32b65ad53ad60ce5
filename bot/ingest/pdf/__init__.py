"""PDF files: what a person would copy from the page, in the order of reading.

document    a file to its text: limits, errors, pages left out
  streams   packed instructions that grow beyond all reason
    lzw     one of the ways in which they are packed
  forms     forms in forms that are drawn without end
    parsed  the objects of a file by number
  layers    which layers are switched off
  pdfium    what PDFium says: pages, characters, boxes, fonts
    textpage  the calls for the characters of a page
    glyphs  characters in columns
  fields    what was filled in in a form
  objects   what the page paints, object by object
  signs     glyphs, and which letters each of them stands for
  painted   lines of scripts that are read from the right, or whose letters stand around others
    bidi    letters from where they stand to the order in which they are read
  line      characters to lines, or to parts of lines
    letters what characters stand for: raised figures, symbols, blanks between words
    words   letters to words with their places
  vertical  columns of Chinese and Japanese to lines
  readings  how letters are read, apart from them
  scans     pages without text to lines, if something reads pictures
  columns   parts to lines, in reading order
  references  signs of notes to their words
  initials  large first letters to their words
  ruled     rows of ruled tables
    grids   which rules are a table
    turned  the rules and words of pages on their side
  signed    names of those who signed side by side
  tables    rows whose cells are wrapped
  running   running heads and feet, page numbers
  notes     footnotes apart
  breaks    where a paragraph ends
  paragraphs  lines to paragraphs, headings, tables, notes
  flow      what was torn apart by the end of a column or page
  joining   the lines of a paragraph to its text
    hyphens whether a hyphen at a line end is one of the word
  compose   paragraphs to the one text, with landmarks
  conserved whether all letters of the pages are kept
  marks     drawn bullets, shadows of letters
  unnamed   signs of which a font does not say what they show
    glyph_names  what the names of glyphs tell
    mistaken  letters that programs take for others
  ligatures words that have lost letters
  stated    title and day, as far as the file can be believed
"""

from bot.ingest.pdf.document import MAX_PAGES, read_pdf
from bot.ingest.pdf.scans import Recognise

__all__ = ["MAX_PAGES", "Recognise", "read_pdf"]
