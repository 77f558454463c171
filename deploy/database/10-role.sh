#!/bin/sh
# Runs once, when the database is empty: an ordinary role that owns the database, so that the application is never a
# superuser. Roles for each zone follow with zone_grants; until then the zones share this one.
set -eu

# psql reads the password itself: on the command line every process could read it.
psql --set ON_ERROR_STOP=1 --username postgres --dbname postgres <<'SQL'
\set password `cat /run/secrets/database_password`
CREATE ROLE tipsite LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
CREATE DATABASE tipsite OWNER tipsite;
REVOKE CONNECT ON DATABASE tipsite FROM PUBLIC;
REVOKE CONNECT ON DATABASE postgres FROM PUBLIC;
SQL
