"""Documents by their web address.

``addresses`` tells which are public, ``media`` which types of content are taken; the ``fetcher``
connects to no other address than the one that was checked.
"""
