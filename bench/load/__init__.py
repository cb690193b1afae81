"""A ward's, a district's and a city's day, sent to the cluster by a crowd that only knows HTTP."""
