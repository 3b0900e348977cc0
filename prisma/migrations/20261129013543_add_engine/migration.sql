-- AlterTable
ALTER TABLE "CanarySample" ADD COLUMN     "clockOffsetMs" INTEGER,
ADD COLUMN     "endpoints" JSONB,
ADD COLUMN     "slow" JSONB;

-- AlterTable
ALTER TABLE "Commit" ADD COLUMN     "lockedByRollout" INTEGER;

-- AlterTable
ALTER TABLE "Host" ADD COLUMN     "setAsideAt" TIMESTAMPTZ(3),
ADD COLUMN     "setAsideBy" TEXT,
ADD COLUMN     "setAsideReason" TEXT;

-- AlterTable
ALTER TABLE "Project" ADD COLUMN     "inventoryError" TEXT,
ADD COLUMN     "inventoryReadAt" TIMESTAMPTZ(3),
ADD COLUMN     "inventoryTriedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Rollout" ADD COLUMN     "slot" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "thenRollBack" JSONB;

-- AlterTable
ALTER TABLE "Stage" ADD COLUMN     "baseline" JSONB;

-- CreateTable
CREATE TABLE "HostRevision" (
    "id" SERIAL NOT NULL,
    "hostId" INTEGER NOT NULL,
    "revision" TEXT,
    "rolloutId" INTEGER,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),
    "until" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),

    CONSTRAINT "HostRevision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ShadowLook" (
    "id" SERIAL NOT NULL,
    "projectId" INTEGER NOT NULL,
    "hostName" TEXT NOT NULL,
    "intervals" JSONB NOT NULL DEFAULT '[]',
    "cursors" JSONB NOT NULL DEFAULT '{}',
    "baseline" JSONB,
    "verdict" JSONB,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),
    "endedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),

    CONSTRAINT "ShadowLook_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "HostRevision_hostId_since_idx" ON "HostRevision"("hostId", "since");

-- CreateIndex
CREATE INDEX "ShadowLook_projectId_startedAt_idx" ON "ShadowLook"("projectId", "startedAt");

-- AddForeignKey
ALTER TABLE "HostRevision" ADD CONSTRAINT "HostRevision_hostId_fkey" FOREIGN KEY ("hostId") REFERENCES "Host"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ShadowLook" ADD CONSTRAINT "ShadowLook_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- At most one unfinished rollout of a project in each slot: 0, or with pipelining the stage it is in.
DROP INDEX "Rollout_one_under_way";
CREATE UNIQUE INDEX "Rollout_one_in_a_slot" ON "Rollout" ("projectId", "slot")
WHERE "state" NOT IN ('succeeded', 'failed', 'aborted', 'discarded');

-- What each host runs now is where its history begins.
INSERT INTO "HostRevision" ("hostId", "revision", "since")
SELECT id, "currentRevision", "currentSince" FROM "Host" WHERE "currentSince" IS NOT NULL;
