"""The private cluster keeps what it has committed, whatever happens to it."""

from __future__ import annotations

import psycopg
import pytest

from tools.servers.postgres import PostgresServer


def remember(url: str, word: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS word (word text)")
        connection.execute("INSERT INTO word VALUES (%s)", [word])


def remembered(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        return [row[0] for row in connection.execute("SELECT word FROM word ORDER BY word")]


def test_every_test_has_an_empty_database(postgres: PostgresServer, postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("SELECT count(*) FROM pg_stat_user_tables").fetchone() == (0,)
    assert postgres.create_database() != postgres_url


def test_a_stopped_cluster_refuses_clients_and_comes_back_with_its_data(
    postgres: PostgresServer, postgres_url: str
) -> None:
    remember(postgres_url, "kept")
    postgres.stop()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(postgres_url)
    postgres.start()
    assert remembered(postgres_url) == ["kept"]


def test_a_killed_cluster_cuts_off_its_clients_and_recovers_what_was_committed(
    postgres: PostgresServer, postgres_url: str
) -> None:
    remember(postgres_url, "committed")
    with psycopg.connect(postgres_url) as connection:
        connection.execute("INSERT INTO word VALUES ('not committed')")
        postgres.kill()
        with pytest.raises(psycopg.OperationalError):
            connection.commit()
    postgres.start()
    assert remembered(postgres_url) == ["committed"]


def test_a_word_in_vietnamese_sorts_and_reads_as_it_was_written(postgres_url: str) -> None:
    remember(postgres_url, "Đại sứ số")
    assert remembered(postgres_url) == ["Đại sứ số"]
