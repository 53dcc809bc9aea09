"""The graded set of the ledger: short reports in stories, what a careful analyst ties and finds in them, and the scorer."""
