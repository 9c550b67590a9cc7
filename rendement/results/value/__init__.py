"""Cases valued once and added up, and whether a conclusion of that is shown."""
