"""Private servers for tests: a real PostgreSQL cluster and a real RabbitMQ node that may be stopped and killed.

Each pytest process has its own, on free loopback ports, started when the first test asks and ended by their own
process ids: by the fixture, or by the keeper when pytest itself was killed.
"""
