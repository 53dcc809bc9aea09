"""The record for other programs: JSON Lines, CSV, Parquet, GeoJSON, data frames, HTML."""
