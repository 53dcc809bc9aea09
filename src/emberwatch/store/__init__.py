"""The record: one database that keeps reports and what was read from them."""
