"""Office documents: packages of XML, read directly, so that no library drops what it does not know.

:mod:`bot.ingest.formats` tells which of them a ZIP package is.

  docx      Word: tracked insertions, footnotes, headings, lists and tables; with docx_text,
            docx_styles, docx_numbering
  odt       OpenDocument text; with odt_text, odt_styles
  ods       OpenDocument spreadsheets, a row at a time with its headers
  odp       OpenDocument presentations, slide by slide
  pptx      presentations, slide by slide
  xlsx      workbooks, a row at a time with its headers; with sheet, number_format
  rtf       RTF, which is no package; with rtf_tokens, rtf_words, rtf_flow
  epub      e-books, in the order of reading
ooxml       what docx, pptx and xlsx share: relationships, properties
package     a ZIP opened safely, its XML parsed safely; markup finds elements in it
"""
