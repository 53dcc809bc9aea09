"""The nouns of the record: frozen, without input or output."""
