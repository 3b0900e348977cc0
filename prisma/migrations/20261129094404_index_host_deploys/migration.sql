-- CreateIndex
CREATE INDEX "HostDeploy_hostId_rolloutId_idx" ON "HostDeploy"("hostId", "rolloutId");

-- Of millions of deploys a handful moves at a time; these are looked for every few seconds.
CREATE INDEX "HostDeploy_moving_idx" ON "HostDeploy"("rolloutId") WHERE state IN ('running', 'unknown');
