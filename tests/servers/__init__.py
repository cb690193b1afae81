"""The private servers keep their promises; and databases as ``migrate`` leaves them, copied.

Each pytest process has its own servers, on free loopback ports, started when the first test asks and ended by their
own process ids: by the fixture, or by the keeper when pytest itself was killed.
"""
