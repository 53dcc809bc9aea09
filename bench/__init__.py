"""What the product must show, measured: accuracy, calibration, speed, start. Run `python -m bench` from the repository's root."""
