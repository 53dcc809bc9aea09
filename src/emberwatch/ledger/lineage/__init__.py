"""Which reports and claims go back to which, and what a copy changed."""
