"""Live boards, many at once, on a cluster: how late each change is seen, whether once, and whether in order."""
