"""How fast the search is, measured beside other engines on texts that it makes itself."""
