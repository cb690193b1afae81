#!/bin/bash
# Run once by the postgres image, on an empty volume: a database a service, with an owner who migrates and a runtime
# role that reads and writes rows and changes no table. A service's role cannot even connect to another's database.
# What it may not rewrite either (shared/rights.py) is taken from it by each migrate, once the tables are there.
set -euo pipefail

create() {
    service=$1 OWNER_PASSWORD=$2 RUNTIME_PASSWORD=$3 \
        psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\getenv service service
\getenv owner_password OWNER_PASSWORD
\getenv runtime_password RUNTIME_PASSWORD
\set owner :service _owner
CREATE ROLE :"owner" LOGIN PASSWORD :'owner_password';
CREATE ROLE :"service" LOGIN PASSWORD :'runtime_password';
CREATE DATABASE :"service" OWNER :"owner" ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0;
REVOKE ALL ON DATABASE :"service" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"service" TO :"service";
\connect :"service"
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO :"owner";
GRANT USAGE ON SCHEMA public TO :"service";
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO :"service";
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO :"service";
-- A process that hangs in the middle of a transaction holds up whoever wants the same rows: after a minute it is cut
-- off, its transaction rolled back. None of ours waits for anything but the database while it has one open.
ALTER ROLE :"service" SET idle_in_transaction_session_timeout = '60s';
SQL
}

# Nobody but the superuser has anything to do in what PostgreSQL itself ships with, to which everybody is let in.
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
    --command 'REVOKE CONNECT, TEMPORARY ON DATABASE postgres, template1 FROM PUBLIC'

create volunteers "$VOLUNTEERS_OWNER_PASSWORD" "$VOLUNTEERS_DATABASE_PASSWORD"
create sessions "$SESSIONS_OWNER_PASSWORD" "$SESSIONS_DATABASE_PASSWORD"
create notifications "$NOTIFICATIONS_OWNER_PASSWORD" "$NOTIFICATIONS_DATABASE_PASSWORD"
