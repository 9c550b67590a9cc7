"""What does not count: cut by the horizon, inside other help, counted twice."""
