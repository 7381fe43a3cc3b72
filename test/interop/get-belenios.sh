#!/bin/sh
# Unpacks Debian's belenios-tool, with the libraries it needs, into a folder beside the system:
#
#   test/interop/get-belenios.sh DIR [trixie|sid]     (sid, the newest, unless said otherwise)
#   DIR/belenios-tool --version
#
# Needs apt and dpkg, no privilege, and changes nothing outside DIR. apt checks every package against Debian's keys. The
# packages come from the Debian mirror that this machine uses; where it uses none, from the one named by DEBIAN_MIRROR.
set -eu

dir=${1:?usage: get-belenios.sh DIR [trixie|sid]}
suite=${2:-sid}
case $suite in
  trixie | sid) ;;
  *) echo "get-belenios.sh: the suite is trixie or sid, not $suite" >&2 && exit 2 ;;
esac

mirror=${DEBIAN_MIRROR:-$(apt-get --print-uris update | sed -n "s,^'\(.*/debian\)/dists/.*,\1,p" | head -n 1)}
if [ -z "$mirror" ]; then
  echo "get-belenios.sh: apt knows no Debian mirror here; name one in DEBIAN_MIRROR" >&2
  exit 3
fi

mkdir -p "$dir"
dir=$(cd "$dir" && pwd)
apt=$dir/belenios-apt
rm -rf "$apt" "$dir/belenios-root"
mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/dpkg"

# An empty list of installed packages makes apt choose everything that the tool needs, down to the C library.
: >"$apt/dpkg/status"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >"$apt/sources.list"
cat >"$apt/apt.conf" <<CONF
Dir::Etc::SourceList "$apt/sources.list";
Dir::Etc::SourceParts "/dev/null";
Dir::State "$apt";
Dir::State::Lists "$apt/lists";
Dir::State::Status "$apt/dpkg/status";
Dir::Cache "$apt/cache";
APT::Sandbox::User "$(id -un)";
APT::Install-Recommends "false";
Acquire::Languages "none";
Debug::NoLocking "true";
CONF
export APT_CONFIG="$apt/apt.conf"
apt-get -q update >"$dir/apt.log" 2>&1 || { cat "$dir/apt.log" >&2 && exit 1; }
apt-get -qy --download-only install belenios-tool >>"$dir/apt.log" 2>&1 || { cat "$dir/apt.log" >&2 && exit 1; }

for package in "$apt"/cache/archives/*.deb; do dpkg-deb --extract "$package" "$dir/belenios-root"; done
rm -rf "$apt"

# The tool runs with the loader and the libraries it was built for, whatever the system has.
loader=$(find "$dir/belenios-root/usr/lib" "$dir/belenios-root/lib" -name 'ld-linux-*.so.*' 2>/dev/null | head -n 1)
cat >"$dir/belenios-tool" <<RUN
#!/bin/sh
exec "$loader" --library-path "$(dirname "$loader")" "$dir/belenios-root/usr/bin/belenios-tool" "\$@"
RUN
chmod +x "$dir/belenios-tool"
"$dir/belenios-tool" --version
