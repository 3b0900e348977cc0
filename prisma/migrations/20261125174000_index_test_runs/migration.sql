-- CreateIndex
CREATE INDEX "TestRun_sourceId_externalId_idx" ON "TestRun"("sourceId", "externalId");

-- Unfinished runs are looked for every few seconds, and are few among all that ever were.
CREATE INDEX "TestRun_unfinished" ON "TestRun"("projectId", "id") WHERE "status" IN ('queued', 'pending', 'running');
