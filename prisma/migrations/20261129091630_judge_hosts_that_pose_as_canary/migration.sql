-- DropForeignKey
ALTER TABLE "ShadowLook" DROP CONSTRAINT "ShadowLook_projectId_fkey";

-- DropForeignKey
ALTER TABLE "ShadowLook" DROP CONSTRAINT "ShadowLook_stageId_fkey";

-- DropTable
DROP TABLE "ShadowLook";

-- CreateTable
CREATE TABLE "ShadowWindow" (
    "id" SERIAL NOT NULL,
    "projectId" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "hostId" INTEGER NOT NULL,
    "hostName" TEXT NOT NULL,
    "revision" TEXT NOT NULL,
    "policyRevision" INTEGER NOT NULL,
    "limits" JSONB NOT NULL,
    "baseline" JSONB,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "sampledAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "verdict" TEXT,
    "why" TEXT,
    "failedBy" TEXT[],

    CONSTRAINT "ShadowWindow_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ShadowSample" (
    "id" SERIAL NOT NULL,
    "windowId" INTEGER NOT NULL,
    "arm" TEXT NOT NULL,
    "hostId" INTEGER NOT NULL,
    "hostName" TEXT NOT NULL,
    "codes" JSONB NOT NULL,
    "unparsed" INTEGER NOT NULL DEFAULT 0,
    "slow" JSONB,
    "endpoints" JSONB,
    "clockOffsetMs" INTEGER,
    "error" TEXT,
    "cursor" JSONB,
    "fromAt" TIMESTAMPTZ(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),

    CONSTRAINT "ShadowSample_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ShadowWindow_projectId_endedAt_idx" ON "ShadowWindow"("projectId", "endedAt");

-- CreateIndex
CREATE UNIQUE INDEX "ShadowWindow_projectId_number_key" ON "ShadowWindow"("projectId", "number");

-- CreateIndex
CREATE INDEX "ShadowSample_windowId_hostId_id_idx" ON "ShadowSample"("windowId", "hostId", "id");

-- AddForeignKey
ALTER TABLE "ShadowWindow" ADD CONSTRAINT "ShadowWindow_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ShadowSample" ADD CONSTRAINT "ShadowSample_windowId_fkey" FOREIGN KEY ("windowId") REFERENCES "ShadowWindow"("id") ON DELETE CASCADE ON UPDATE CASCADE;
