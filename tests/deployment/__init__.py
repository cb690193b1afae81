"""The production shape, as far as it can be tried without containers: with the real servers its files are for."""
