# Asks the new process over HTTP until it is healthy with the right revision.
exec "$NODE" "$HOME/current/health-check.mjs" "$SAURON_REVISION"
