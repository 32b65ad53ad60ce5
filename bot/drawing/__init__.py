"""Pictures of pages.

draw    a page with a quote marked on it, cropped around the quote
find    where a quote stands on a page, if that was not stored with the text
"""
