-- From now on the spans of a host are without a gap for as long as it is in the fleet, and exactly one is open.

-- Of the time before its first span nobody kept what a host ran.
INSERT INTO "HostRevision" ("hostId", "revision", "since", "until")
SELECT h.id, NULL, h."createdAt", s.since
FROM "Host" h LEFT JOIN LATERAL (SELECT min(since) AS since FROM "HostRevision" WHERE "hostId" = h.id) s ON TRUE
WHERE h."createdAt" < COALESCE(s.since, 'infinity') AND (h.enabled OR s.since IS NOT NULL);

-- Changes since the first spans were written, which nobody has kept either.
UPDATE "HostRevision" s SET "until" = GREATEST(statement_timestamp(), s.since)
FROM "Host" h
WHERE h.id = s."hostId" AND s."until" IS NULL AND (NOT h.enabled OR s.revision IS DISTINCT FROM h."currentRevision");

INSERT INTO "HostRevision" ("hostId", "revision", "since")
SELECT h.id, h."currentRevision", GREATEST(statement_timestamp(), (SELECT max("until") FROM "HostRevision" WHERE "hostId" = h.id))
FROM "Host" h
WHERE h.enabled AND NOT EXISTS (SELECT 1 FROM "HostRevision" WHERE "hostId" = h.id AND "until" IS NULL);

CREATE UNIQUE INDEX "HostRevision_one_open" ON "HostRevision" ("hostId") WHERE "until" IS NULL;
