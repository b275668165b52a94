#!/bin/sh
# Usage: deploy/roles.sh   as root, on the machine of the database
# Fill in what the files in /etc/budget still lack (the three passwords, SECRET_KEY) and make the roles and the database with
# the passwords that stand there. Run again it changes nothing but passwords that were changed in the files.
set -eu

cd "$(dirname "$0")/.."
etc=${BUDGET_ETC:-/etc/budget}
fresh() { python3 -c 'import secrets; print(secrets.token_hex(32))'; }
# The password of a role, from the address in a file, as psql reads it between quotes.
reads='
import sys, urllib.parse
role, file = sys.argv[1:]
for line in open(file, encoding="utf-8"):
    name, _, value = line.strip().partition("=")
    if name.endswith("DATABASE_URL"):
        address = urllib.parse.urlsplit(value.strip("\"\x27"))
        if address.username != role or not address.password:
            sys.exit(f"{file} 里的 {name} 应写成 postgres://{role}:口令@…，请核对。")
        print(urllib.parse.unquote(address.password).replace("\\", "\\\\").replace("\x27", "\x27\x27"))
        break
else:
    sys.exit(f"{file} 里没有 DATABASE_URL，请照 deploy/ 里的样子填写。")
'

for file in owner site public; do
    [ -f "$etc/$file.env" ] || { echo "没有 $etc/$file.env，请照 deploy/ 里的样子建好再执行。" >&2; exit 1; }
    sed -i "s/:口令@/:$(fresh)@/; s/^SECRET_KEY=\$/SECRET_KEY=$(fresh)/" "$etc/$file.env"
done
owner=$(python3 -c "$reads" budget_owner "$etc/owner.env")
site=$(python3 -c "$reads" budget "$etc/site.env")
public=$(python3 -c "$reads" budget_public "$etc/public.env")

# By its standard input: what is an argument, others can read.
{
    printf "\\\\set owner_password '%s'\n\\\\set site_password '%s'\n\\\\set public_password '%s'\n" "$owner" "$site" "$public"
    cat deploy/postgresql/roles.sql
} | su postgres -c "psql --quiet --no-psqlrc"
echo "角色和数据库已备好，口令在 $etc 的三个文件里。"
