"""Ground floor: how names, identifiers and text from outside are written. Imports nothing of ours."""
