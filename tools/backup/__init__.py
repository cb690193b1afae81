"""Backups of all three services at one moment, and how they are put back."""
