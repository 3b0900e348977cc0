-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Project" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "repositoryUrl" TEXT NOT NULL,
    "trunk" TEXT NOT NULL,
    "policy" JSONB NOT NULL,
    "policyRevision" INTEGER NOT NULL,
    "trunkHead" TEXT,
    "fetchedAt" TIMESTAMPTZ(3),
    "fetchTriedAt" TIMESTAMPTZ(3),
    "fetchError" TEXT,
    "baseline" INTEGER NOT NULL DEFAULT 0,
    "haltedAt" TIMESTAMPTZ(3),
    "haltReason" TEXT,
    "haltRollout" INTEGER,
    "nextRollout" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),

    CONSTRAINT "Project_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProjectFileRevision" (
    "id" SERIAL NOT NULL,
    "projectId" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),

    CONSTRAINT "ProjectFileRevision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Commit" (
    "id" SERIAL NOT NULL,
    "projectId" INTEGER NOT NULL,
    "sha" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "author" TEXT NOT NULL,
    "authorEmail" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "landedAt" TIMESTAMPTZ(3) NOT NULL,
    "orphaned" BOOLEAN NOT NULL DEFAULT false,
    "badReason" TEXT,
    "badBy" TEXT,
    "badAt" TIMESTAMPTZ(3),
    "revertedBy" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),

    CONSTRAINT "Commit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TestRun" (
    "id" SERIAL NOT NULL,
    "projectId" INTEGER NOT NULL,
    "sha" TEXT NOT NULL,
    "context" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "url" TEXT,
    "source" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),

    CONSTRAINT "TestRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Host" (
    "id" SERIAL NOT NULL,
    "projectId" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "port" INTEGER NOT NULL,
    "user" TEXT NOT NULL,
    "labels" JSONB NOT NULL DEFAULT '{}',
    "hostKeys" JSONB NOT NULL DEFAULT '[]',
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "place" INTEGER NOT NULL,
    "fence" BIGINT NOT NULL DEFAULT 0,
    "currentRevision" TEXT,
    "currentSince" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),

    CONSTRAINT "Host_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Rollout" (
    "id" SERIAL NOT NULL,
    "projectId" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "fromRevision" TEXT,
    "toRevision" TEXT NOT NULL,
    "commitCount" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "stageIndex" INTEGER NOT NULL DEFAULT 0,
    "holdReason" TEXT,
    "failureReason" TEXT,
    "startedByKind" TEXT NOT NULL,
    "startedByName" TEXT NOT NULL,
    "policy" JSONB NOT NULL,
    "policyRevision" INTEGER NOT NULL,
    "decisionId" INTEGER,
    "leaseOwner" TEXT,
    "leaseEpoch" INTEGER NOT NULL DEFAULT 0,
    "leaseExpiresAt" TIMESTAMPTZ(3),
    "abortRequestedAt" TIMESTAMPTZ(3),
    "abortRequestedBy" TEXT,
    "version" INTEGER NOT NULL DEFAULT 0,
    "nextLogLine" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),
    "startedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Rollout_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Stage" (
    "id" SERIAL NOT NULL,
    "rolloutId" INTEGER NOT NULL,
    "index" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3),
    "deployedAt" TIMESTAMPTZ(3),
    "bakeUntil" TIMESTAMPTZ(3),
    "passedAt" TIMESTAMPTZ(3),
    "sampledAt" TIMESTAMPTZ(3),
    "verdict" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),

    CONSTRAINT "Stage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HostDeploy" (
    "id" SERIAL NOT NULL,
    "rolloutId" INTEGER NOT NULL,
    "stageId" INTEGER NOT NULL,
    "hostId" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "state" TEXT NOT NULL,
    "step" TEXT,
    "exitCode" INTEGER,
    "reason" TEXT,
    "lastErrorLine" TEXT,
    "fence" BIGINT,
    "workerId" TEXT,
    "probes" INTEGER NOT NULL DEFAULT 0,
    "nextProbeAt" TIMESTAMPTZ(3),
    "startedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),

    CONSTRAINT "HostDeploy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RolloutEvent" (
    "id" SERIAL NOT NULL,
    "rolloutId" INTEGER NOT NULL,
    "event" TEXT NOT NULL,
    "from" TEXT,
    "to" TEXT,
    "actorKind" TEXT NOT NULL,
    "actorName" TEXT NOT NULL,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),

    CONSTRAINT "RolloutEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProjectEvent" (
    "id" SERIAL NOT NULL,
    "projectId" INTEGER NOT NULL,
    "event" TEXT NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorName" TEXT NOT NULL,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),

    CONSTRAINT "ProjectEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LogChunk" (
    "id" SERIAL NOT NULL,
    "rolloutId" INTEGER NOT NULL,
    "hostName" TEXT,
    "firstLine" INTEGER NOT NULL,
    "lastLine" INTEGER NOT NULL,
    "lines" JSONB NOT NULL,
    "bytes" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),

    CONSTRAINT "LogChunk_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CanarySample" (
    "id" SERIAL NOT NULL,
    "rolloutId" INTEGER NOT NULL,
    "stageId" INTEGER NOT NULL,
    "arm" TEXT NOT NULL,
    "hostId" INTEGER NOT NULL,
    "hostName" TEXT NOT NULL,
    "codes" JSONB NOT NULL,
    "unparsed" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "cursor" JSONB,
    "fromAt" TIMESTAMPTZ(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),

    CONSTRAINT "CanarySample_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Decision" (
    "id" SERIAL NOT NULL,
    "projectId" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "sentence" TEXT NOT NULL,
    "inputs" JSONB NOT NULL,
    "gates" JSONB NOT NULL,
    "digest" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),

    CONSTRAINT "Decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApiToken" (
    "id" SERIAL NOT NULL,
    "projectId" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),
    "lastUsedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ApiToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WorkerProcess" (
    "id" TEXT NOT NULL,
    "hostname" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "beatAt" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),
    "steadySince" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),
    "stoppedAt" TIMESTAMPTZ(3),
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),

    CONSTRAINT "WorkerProcess_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Project_slug_key" ON "Project"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "ProjectFileRevision_projectId_revision_key" ON "ProjectFileRevision"("projectId", "revision");

-- CreateIndex
CREATE INDEX "Commit_projectId_position_idx" ON "Commit"("projectId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "Commit_projectId_sha_key" ON "Commit"("projectId", "sha");

-- CreateIndex
CREATE UNIQUE INDEX "TestRun_projectId_sha_context_attempt_key" ON "TestRun"("projectId", "sha", "context", "attempt");

-- CreateIndex
CREATE UNIQUE INDEX "Host_projectId_name_key" ON "Host"("projectId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Rollout_projectId_number_key" ON "Rollout"("projectId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Stage_rolloutId_index_key" ON "Stage"("rolloutId", "index");

-- CreateIndex
CREATE INDEX "HostDeploy_stageId_state_idx" ON "HostDeploy"("stageId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "HostDeploy_rolloutId_hostId_attempt_key" ON "HostDeploy"("rolloutId", "hostId", "attempt");

-- CreateIndex
CREATE INDEX "RolloutEvent_rolloutId_id_idx" ON "RolloutEvent"("rolloutId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "LogChunk_rolloutId_firstLine_key" ON "LogChunk"("rolloutId", "firstLine");

-- CreateIndex
CREATE INDEX "CanarySample_stageId_hostId_id_idx" ON "CanarySample"("stageId", "hostId", "id");

-- CreateIndex
CREATE INDEX "Decision_projectId_id_idx" ON "Decision"("projectId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ApiToken_hash_key" ON "ApiToken"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "ApiToken_projectId_name_key" ON "ApiToken"("projectId", "name");

-- AddForeignKey
ALTER TABLE "ProjectFileRevision" ADD CONSTRAINT "ProjectFileRevision_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Commit" ADD CONSTRAINT "Commit_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TestRun" ADD CONSTRAINT "TestRun_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Host" ADD CONSTRAINT "Host_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Rollout" ADD CONSTRAINT "Rollout_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Stage" ADD CONSTRAINT "Stage_rolloutId_fkey" FOREIGN KEY ("rolloutId") REFERENCES "Rollout"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HostDeploy" ADD CONSTRAINT "HostDeploy_rolloutId_fkey" FOREIGN KEY ("rolloutId") REFERENCES "Rollout"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HostDeploy" ADD CONSTRAINT "HostDeploy_stageId_fkey" FOREIGN KEY ("stageId") REFERENCES "Stage"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HostDeploy" ADD CONSTRAINT "HostDeploy_hostId_fkey" FOREIGN KEY ("hostId") REFERENCES "Host"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RolloutEvent" ADD CONSTRAINT "RolloutEvent_rolloutId_fkey" FOREIGN KEY ("rolloutId") REFERENCES "Rollout"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProjectEvent" ADD CONSTRAINT "ProjectEvent_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LogChunk" ADD CONSTRAINT "LogChunk_rolloutId_fkey" FOREIGN KEY ("rolloutId") REFERENCES "Rollout"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CanarySample" ADD CONSTRAINT "CanarySample_rolloutId_fkey" FOREIGN KEY ("rolloutId") REFERENCES "Rollout"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CanarySample" ADD CONSTRAINT "CanarySample_stageId_fkey" FOREIGN KEY ("stageId") REFERENCES "Stage"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Decision" ADD CONSTRAINT "Decision_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Numbers that grow with every view that is read; of two with the same key the higher is the newer.
CREATE SEQUENCE "view_seq" AS BIGINT;

-- At most one rollout of a project is under way.
CREATE UNIQUE INDEX "Rollout_one_under_way" ON "Rollout" ("projectId")
WHERE "state" NOT IN ('succeeded', 'failed', 'aborted', 'discarded');
