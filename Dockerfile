# The image of Sauron. How it is run, read-only and without rights: docs/operations.md, "In a container".
ARG BASE=node:24-bookworm-slim

FROM ${BASE} AS build
WORKDIR /opt/sauron
COPY .npmrc package.json package-lock.json ./
# No package has an install script that it could not do without: script/supply-chain.ts.
RUN npm ci --ignore-scripts --omit=dev
COPY . .
# After this nothing that Sauron does writes beside its code; the cache serves the next build only.
RUN node bin/sauron.mjs build && rm -rf .next/cache

FROM ${BASE}
# Git and ssh fetch repositories, tini takes leave of processes whose parents are gone.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates git openssh-client tini \
  && rm -rf /var/lib/apt/lists/* \
  && ln -s /opt/sauron/bin/sauron.mjs /usr/local/bin/sauron \
  # PostgreSQL, git and ssh ask for the name and the home of their user.
  && groupadd --gid 10001 sauron \
  && useradd --uid 10001 --gid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin sauron \
  && install --directory --owner=10001 --group=10001 --mode=700 /data
COPY --from=build /opt/sauron /opt/sauron

ENV NODE_ENV=production HOME=/data SAURON_DATA_DIR=/data SAURON_HOST=0.0.0.0
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 4400
HEALTHCHECK --start-period=60s --timeout=10s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.SAURON_PORT || 4400}/api/v1/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "--", "sauron"]
CMD ["start"]
