"""What scans mean, in plain Python, with the same answers as the device's reader."""
