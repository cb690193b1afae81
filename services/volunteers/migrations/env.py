"""Alembic's entry: the environment is the same for every service."""

from services.volunteers.tables import metadata
from shared.migrations import run_environment

run_environment(metadata)
