"""Feeds: RSS, Atom, JSON Feed, sitemaps, and the page that names one of them.

    read         chooses by what the file holds
    syndication  RSS 0.9 to 2.0, Atom
    sitemap      sitemaps and their indexes
    page         a web page's ``<link rel="alternate">``
    entries      what they have in common: addresses and titles
    stamps       their dates
    markup       XML without what makes it dangerous

Only addresses, titles and dates are wanted, from sitemaps as well. feedparser knows no sitemaps and
reads with two parsers of its own; trafilatura gives addresses only. With lxml, which is here
anyway, it is a page of code for each format: of the 321 feeds, sitemaps and pages in the tests of
chardet and trafilatura, in all encodings, it refuses the two pages that name no feed and no other.
"""
