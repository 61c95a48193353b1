"""What the charts promise."""
