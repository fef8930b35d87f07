#!/usr/bin/env bash
# Writes the migrations of all three providers from the model; they are never edited by hand.
#   build/migrations.sh NAME   adds a migration: what every change after the first release needs, since installations keep their data
#   build/migrations.sh        before the first release only: makes the one initial migration anew
set -euo pipefail
cd "$(dirname "$0")/.."
domain=src/Training.Domain
name=${1:-Initial}
dotnet tool restore >/dev/null
[ $# -gt 0 ] || rm -rf "$domain/Persistence/Migrations"
dotnet build "$domain" -c Debug -v quiet -nologo
for provider in Sqlite Postgres SqlServer; do
  dotnet ef migrations add "$name" --no-build --project "$domain" --startup-project "$domain" \
    --context "${provider}TrainingDbContext" -o "Persistence/Migrations/$provider" >/dev/null
done
echo "Migrations made for SQLite, PostgreSQL and SQL Server."
