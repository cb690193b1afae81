"""The three services of the volunteer outreach network. None of them imports another."""
