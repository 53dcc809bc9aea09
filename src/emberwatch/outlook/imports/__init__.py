"""The field's own files, read into placed events and country-months; a file with faults is refused with all of them."""
