"""The cluster's resolver: what Docker's answers at 127.0.0.11."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from dnslib import RCODE, DNSRecord

from tools.cluster.names import Names
from tools.servers.ports import free_port

REPLICAS = {"sessions-web": ["127.0.1.2", "127.0.2.2"]}


@pytest.fixture
def port() -> Iterator[int]:
    port = free_port()
    names = Names(lambda name: REPLICAS.get(name, []), port)
    names.start()
    yield port
    names.stop()


def answer(port: int, name: str, kind: str = "A") -> DNSRecord:
    return DNSRecord.parse(DNSRecord.question(name, kind).send("127.0.0.1", port, timeout=5))


def test_a_name_means_the_address_of_each_replica_for_now_only(port: int) -> None:
    found = answer(port, "sessions-web")
    assert [str(record.rdata) for record in found.rr] == REPLICAS["sessions-web"]
    assert {record.ttl for record in found.rr} == {0}


def test_a_name_has_no_address_of_another_kind(port: int) -> None:
    found = answer(port, "sessions-web", "AAAA")
    assert (found.header.rcode, found.rr) == (RCODE.NOERROR, [])


def test_a_name_nobody_has_is_said_not_to_exist(port: int) -> None:
    assert answer(port, "elsewhere").header.rcode == RCODE.NXDOMAIN
