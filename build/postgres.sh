#!/usr/bin/env bash
# A throw-away PostgreSQL for the tests: loopback only, free port, temporary folder, no fsync.
#   eval "$(build/postgres.sh start)"   sets TRAINING_TEST_POSTGRES and TRAINING_TEST_POSTGRES_FOLDER
#   … start memory                      its files in memory where there is room: for many small databases, not for a large one
#   build/postgres.sh stop              stops it and removes the folder
set -euo pipefail

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || { echo "缺少 PostgreSQL：请执行 apt-get install postgresql 后再运行。" >&2; exit 1; }

# initdb and postgres refuse to run as root.
unprivileged() {
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

# A database a test is a thousand small files made and removed: in memory at half the cost.
room() { # room [memory]
    local free=0
    [ "${1:-}" = memory ] && free=$(df -k --output=avail /dev/shm 2>/dev/null | tail -n 1) || free=0
    if [ -w /dev/shm ] && [ "${free:-0}" -gt 4000000 ]; then echo /dev/shm; else echo "${TMPDIR:-/tmp}"; fi
}

start() {
    local folder port attempt
    folder=$(mktemp -d "$(room "${1:-}")/training-postgres.XXXXXX")
    [ "$(id -u)" = 0 ] && chown postgres "$folder"
    cd "$folder"
    unprivileged "$bin/initdb" -D "$folder/data" -U postgres --auth=trust --no-sync -E UTF8 --locale=C.UTF-8 >"$folder/initdb.log" 2>&1 \
        || { cat "$folder/initdb.log" >&2; exit 1; }
    for attempt in 1 2 3 4 5; do
        port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
        if unprivileged "$bin/pg_ctl" -D "$folder/data" -s -w -t 60 -l "$folder/server.log" -o "-p $port -k $folder \
            -c listen_addresses=127.0.0.1 -c max_connections=300 -c shared_buffers=128MB -c fsync=off -c full_page_writes=off \
            -c synchronous_commit=off -c wal_level=minimal -c max_wal_size=256MB -c max_wal_senders=0 -c autovacuum=off" start >/dev/null 2>&1 </dev/null; then
            echo "export TRAINING_TEST_POSTGRES='Host=127.0.0.1;Port=$port;Username=postgres;Database=postgres'"
            echo "export TRAINING_TEST_POSTGRES_FOLDER='$folder'"
            return
        fi
    done
    cat "$folder/server.log" >&2 || true
    echo "PostgreSQL 没有启动成功，上面是它的日志。" >&2
    exit 1
}

stop() {
    local folder=${TRAINING_TEST_POSTGRES_FOLDER:-}
    [ -n "$folder" ] && [ -d "$folder/data" ] || return 0
    cd /
    unprivileged "$bin/pg_ctl" -D "$folder/data" -s -m immediate -t 20 stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}

case "${1:-}" in
    start) start "${2:-}" ;;
    stop) stop ;;
    *) echo "build/postgres.sh start [memory]|stop" >&2; exit 2 ;;
esac
