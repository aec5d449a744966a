"""How days and times are read, by language; Django's own English is that of the United States."""
