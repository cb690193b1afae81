#!/bin/sh
# Writes RabbitMQ's definitions to standard output: definitions.json, which `python -m tools.broker_rights` makes from
# what the services hear, with the passwords of the environment. Loaded at every start (rabbitmq.conf), so a changed
# password or right holds from the next start on.
set -eu

fill() {
    for name in $(sed -n 's/.*"\${\([A-Z_]*_BROKER_PASSWORD\)}".*/\1/p' "$1"); do
        eval "password=\${$name:-}"
        # They are written into JSON and into addresses: letters, digits, - and _ need no quoting in either.
        case $password in
            '' | *[!A-Za-z0-9_-]*) echo "$name: write letters, digits, - and _ only" >&2; exit 1 ;;
        esac
        echo "s/\${$name}/$password/"
    done
}

definitions=$(dirname "$0")/definitions.json
rules=$(fill "$definitions")
sed "$rules" "$definitions"
