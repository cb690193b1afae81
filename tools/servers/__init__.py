"""Private servers from the system's packages: for tests, benchmarks and `make cluster`."""
