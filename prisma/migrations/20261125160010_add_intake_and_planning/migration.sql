-- AlterTable
ALTER TABLE "Commit" ADD COLUMN     "lockBy" TEXT,
ADD COLUMN     "lockReason" TEXT,
ADD COLUMN     "lockedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Project" ADD COLUMN     "mode" TEXT NOT NULL DEFAULT 'suggest',
ADD COLUMN     "modeBy" TEXT,
ADD COLUMN     "modeSince" TIMESTAMPTZ(3),
ADD COLUMN     "watchedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Rollout" ADD COLUMN     "answers" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "approvalReason" TEXT,
ADD COLUMN     "approvedAt" TIMESTAMPTZ(3),
ADD COLUMN     "approvedBy" TEXT;

-- AlterTable
ALTER TABLE "TestRun" ADD COLUMN     "askedAt" TIMESTAMPTZ(3),
ADD COLUMN     "externalId" TEXT,
ADD COLUMN     "killedAt" TIMESTAMPTZ(3),
ADD COLUMN     "killedBy" TEXT,
ADD COLUMN     "nextLogLine" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "reason" TEXT,
ADD COLUMN     "rerunAt" TIMESTAMPTZ(3),
ADD COLUMN     "sourceId" INTEGER,
ADD COLUMN     "workerId" TEXT;

-- CreateTable
CREATE TABLE "TestLogChunk" (
    "id" SERIAL NOT NULL,
    "testRunId" INTEGER NOT NULL,
    "firstLine" INTEGER NOT NULL,
    "lastLine" INTEGER NOT NULL,
    "lines" JSONB NOT NULL,
    "bytes" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),

    CONSTRAINT "TestLogChunk_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Source" (
    "id" SERIAL NOT NULL,
    "projectId" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "secrets" JSONB NOT NULL DEFAULT '[]',
    "api" JSONB,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "lastRefusedAt" TIMESTAMPTZ(3),
    "lastRefusal" TEXT,
    "lastDeliveryAt" TIMESTAMPTZ(3),
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),

    CONSTRAINT "Source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" SERIAL NOT NULL,
    "sourceId" INTEGER NOT NULL,
    "deliveryKey" TEXT NOT NULL,
    "event" TEXT,
    "headers" JSONB NOT NULL,
    "body" BYTEA NOT NULL,
    "state" TEXT NOT NULL,
    "summary" TEXT,
    "facts" JSONB,
    "times" INTEGER NOT NULL DEFAULT 1,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),
    "processedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StatusReport" (
    "id" SERIAL NOT NULL,
    "sourceId" INTEGER NOT NULL,
    "sha" TEXT NOT NULL,
    "context" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "targetUrl" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),
    "sentAt" TIMESTAMPTZ(3),
    "error" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),

    CONSTRAINT "StatusReport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Freeze" (
    "id" SERIAL NOT NULL,
    "projectId" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "liftedAt" TIMESTAMPTZ(3),
    "liftedBy" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),

    CONSTRAINT "Freeze_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "TestLogChunk_testRunId_firstLine_key" ON "TestLogChunk"("testRunId", "firstLine");

-- CreateIndex
CREATE UNIQUE INDEX "Source_key_key" ON "Source"("key");

-- CreateIndex
CREATE UNIQUE INDEX "Source_projectId_name_key" ON "Source"("projectId", "name");

-- CreateIndex
CREATE INDEX "Delivery_sourceId_id_idx" ON "Delivery"("sourceId", "id");

-- CreateIndex
CREATE INDEX "Delivery_state_id_idx" ON "Delivery"("state", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_sourceId_deliveryKey_key" ON "Delivery"("sourceId", "deliveryKey");

-- CreateIndex
CREATE INDEX "StatusReport_sentAt_nextTryAt_idx" ON "StatusReport"("sentAt", "nextTryAt");

-- CreateIndex
CREATE UNIQUE INDEX "StatusReport_sourceId_sha_context_key" ON "StatusReport"("sourceId", "sha", "context");

-- CreateIndex
CREATE INDEX "Freeze_projectId_expiresAt_idx" ON "Freeze"("projectId", "expiresAt");

-- CreateIndex
CREATE INDEX "TestRun_projectId_context_id_idx" ON "TestRun"("projectId", "context", "id");

-- AddForeignKey
ALTER TABLE "TestRun" ADD CONSTRAINT "TestRun_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TestLogChunk" ADD CONSTRAINT "TestLogChunk_testRunId_fkey" FOREIGN KEY ("testRunId") REFERENCES "TestRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Source" ADD CONSTRAINT "Source_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StatusReport" ADD CONSTRAINT "StatusReport_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Freeze" ADD CONSTRAINT "Freeze_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The mode so far is the project file's.
UPDATE "Project" SET "mode" = COALESCE("policy"->>'automation', 'suggest');
