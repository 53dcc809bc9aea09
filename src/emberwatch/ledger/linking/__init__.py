"""Facts of one happening put together: compared field by field, weighed, joined and merged."""
