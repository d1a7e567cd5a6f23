#!/usr/bin/env bash
# Makes what the services of compose.yaml know each other by, in infra/secrets: a database password, a hub token, and a certificate of
# the name "hub" with the authority that issued it. What is there already stays. Needs openssl.
set -euo pipefail
cd "$(dirname "$0")"
# The folder keeps other users of the machine out. The files in it can be read by all, because the services that they are mounted
# into run as users that the machine does not know.
mkdir -p secrets && chmod 700 secrets && cd secrets
umask 022

[ -f postgres-password ] || openssl rand -hex 32 | tr -d '\n' > postgres-password
[ -f pgpass ] || printf '*:*:*:hub:%s\n' "$(cat postgres-password)" > pgpass
[ -f hub-token ] || openssl rand -hex 32 > hub-token

if [ ! -f hub.pem ]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  # The authority's key goes with the folder that it is made in: nothing but this certificate is ever signed with it.
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj "/CN=vividmed compose" -keyout "$work/ca.key" -out hub-ca.pem \
    -addext keyUsage=critical,keyCertSign -addext basicConstraints=critical,CA:TRUE 2> /dev/null
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=hub" -keyout "$work/hub.key" -out "$work/hub.csr" 2> /dev/null
  printf 'subjectAltName=DNS:hub\nbasicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth\n' > "$work/extensions"
  openssl x509 -req -in "$work/hub.csr" -CA hub-ca.pem -CAkey "$work/ca.key" -days 3650 -extfile "$work/extensions" -out "$work/hub.crt" 2> /dev/null
  cat "$work/hub.crt" "$work/hub.key" > hub.pem
fi
echo "infra/secrets is complete"
