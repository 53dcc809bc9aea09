"""The brief: what the record says, as data (`content`), and its renderings as text, Markdown and HTML."""
