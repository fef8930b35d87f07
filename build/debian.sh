# Sourced by ./run and ./test: sees that the machine has what the project calls, and installs it from Debian by package name.

missing=()

# need COMMAND-OR-TEST PACKAGE: remembers the package when the test fails.
need() {
    eval "$1" >/dev/null 2>&1 || missing+=("$2")
}

has() { command -v "$1" >/dev/null 2>&1; }

need_dotnet() {
    has dotnet && return
    [ -x "$HOME/.dotnet/dotnet" ] && export PATH="$HOME/.dotnet:$PATH" && return
    [ -x /usr/share/dotnet/dotnet ] && export PATH="/usr/share/dotnet:$PATH" && return
    echo "缺少 .NET 10 SDK：请按 https://learn.microsoft.com/dotnet/core/install/linux-debian 安装后再运行。" >&2
    exit 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

install_missing() {
    [ ${#missing[@]} -eq 0 ] && return 0
    local log
    log=$(mktemp)
    local way="apt-get install --no-install-recommends ${missing[*]}"
    if ! has apt-get; then
        echo "缺少 ${missing[*]}：本机没有 apt-get，请用系统的软件包工具安装它们后再运行。" >&2
        exit 1
    fi
    if [ "$(id -u)" != 0 ] && ! { has sudo && sudo -n true 2>/dev/null; }; then
        echo "缺少 ${missing[*]}：请用管理员身份执行 $way 后再运行。" >&2
        exit 1
    fi
    echo "正在安装 ${missing[*]} ……" >&2
    if ! { as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 </dev/null; then
        echo "缺少 ${missing[*]}，安装没有成功（$(grep -m1 '^E:' "$log" || tail -n 1 "$log")）：请检查网络后执行 $way。" >&2
        exit 1
    fi
    rm -f "$log"
    missing=()
}
