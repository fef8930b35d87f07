#!/usr/bin/env bash
# Until the first release: makes the one initial migration of each provider anew from the model. Migrations are never edited by hand.
set -euo pipefail
cd "$(dirname "$0")/.."
domain=src/Training.Domain
dotnet tool restore >/dev/null
rm -rf "$domain/Persistence/Migrations"
dotnet build "$domain" -c Debug -v quiet -nologo
for provider in Sqlite Postgres SqlServer; do
  dotnet ef migrations add Initial --no-build --project "$domain" --startup-project "$domain" \
    --context "${provider}TrainingDbContext" -o "Persistence/Migrations/$provider" >/dev/null
done
echo "Migrations made for SQLite, PostgreSQL and SQL Server."
