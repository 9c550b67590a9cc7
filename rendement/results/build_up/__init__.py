"""What help costs with us and without us: from gross to net, and per event."""
