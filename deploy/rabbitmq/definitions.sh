#!/bin/sh
# Writes RabbitMQ's definitions to standard output: one virtual host, one user a service, one that migrates.
#
#   a service      writes the exchange of events, reads its own inbox and its own dead letters, declares nothing
#   migrate        declares the exchange, the queues and their bindings, and never runs beside the services
#   operator       looks at everything in the management page
#
# Loaded at every start (rabbitmq.conf), so a changed password holds from the next start on.
set -eu

plain() { # PASSWORDs are written into JSON and into addresses: letters, digits, - and _ need no quoting in either
    case $2 in
        '' | *[!A-Za-z0-9_-]*) echo "$1: write letters, digits, - and _ only" >&2; exit 1 ;;
    esac
}

plain VOLUNTEERS_BROKER_PASSWORD "${VOLUNTEERS_BROKER_PASSWORD:-}"
plain SESSIONS_BROKER_PASSWORD "${SESSIONS_BROKER_PASSWORD:-}"
plain NOTIFICATIONS_BROKER_PASSWORD "${NOTIFICATIONS_BROKER_PASSWORD:-}"
plain MIGRATE_BROKER_PASSWORD "${MIGRATE_BROKER_PASSWORD:-}"
plain OPERATOR_BROKER_PASSWORD "${OPERATOR_BROKER_PASSWORD:-}"

user() { printf '{"name": "%s", "password": "%s", "tags": [%s]}' "$1" "$2" "$3"; }

may() { # USER CONFIGURE WRITE READ, each a regular expression over the names of exchanges and queues
    printf '{"vhost": "outreach", "user": "%s", "configure": "%s", "write": "%s", "read": "%s"}' "$1" "$2" "$3" "$4"
}

service() { may "$1" '^$' '^outreach\\.events$' "^$1\\\\.(inbox|dead)\$"; }

ours='^(outreach\\.events|(volunteers|sessions|notifications)\\.(inbox|dead))$'
# A dead letter leaves through the nameless exchange, and only who may write there may declare that it does.
ours_and_dead_letters='^(amq\\.default|outreach\\.events|(volunteers|sessions|notifications)\\.(inbox|dead))$'

cat <<JSON
{
  "vhosts": [{"name": "outreach"}],
  "users": [
    $(user volunteers "$VOLUNTEERS_BROKER_PASSWORD" ''),
    $(user sessions "$SESSIONS_BROKER_PASSWORD" ''),
    $(user notifications "$NOTIFICATIONS_BROKER_PASSWORD" ''),
    $(user migrate "$MIGRATE_BROKER_PASSWORD" ''),
    $(user operator "$OPERATOR_BROKER_PASSWORD" '"administrator"')
  ],
  "permissions": [
    $(service volunteers),
    $(service sessions),
    $(service notifications),
    $(may migrate "$ours" "$ours_and_dead_letters" "$ours"),
    $(may operator '.*' '.*' '.*')
  ]
}
JSON
