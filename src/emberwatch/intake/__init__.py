"""From files to reports: reading, decoding, headers, datelines, the language check."""
