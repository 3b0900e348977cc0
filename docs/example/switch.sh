# Puts the revision in place and restarts the service. `set -e` ends the script at the first command that fails.
set -e
cd /srv/web
git checkout --quiet --force "$SAURON_REVISION"
printf '%s\n' "$SAURON_REVISION" > REVISION
systemctl --user restart web.service
