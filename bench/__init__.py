"""Each benchmark beside the reference it is measured against, in the same run: ``python -m bench --help``."""
