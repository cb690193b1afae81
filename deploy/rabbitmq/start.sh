#!/bin/sh
# How the rabbitmq container starts: users and rights first, for a node of several also the secret they know each other by.
set -eu
umask 077

sh /etc/outreach/definitions.sh > /tmp/definitions.json
chown rabbitmq /tmp/definitions.json

if [ -n "${BROKER_COOKIE:-}" ]; then
    # Written at every start, so a changed one holds from the next start on (of all nodes: a lone one is refused).
    rm -f /var/lib/rabbitmq/.erlang.cookie
    printf %s "$BROKER_COOKIE" > /var/lib/rabbitmq/.erlang.cookie
    chown rabbitmq /var/lib/rabbitmq/.erlang.cookie
fi
exec docker-entrypoint.sh rabbitmq-server
