"""Makes the factories in this folder importable by every test."""
