"""Guards of the crash table: each patch takes one away, and the tests it names have to fail without it."""
