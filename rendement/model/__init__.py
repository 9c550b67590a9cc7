"""What a document is: frozen pydantic models with English fields and Dutch aliases.

This room imports nothing of ours, opens no files, knows no arrays and no clock.
"""
