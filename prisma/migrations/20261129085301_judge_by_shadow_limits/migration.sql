-- Nothing has ever been written to it; the new columns have no values for what would be there.
DELETE FROM "ShadowLook";

-- DropIndex
DROP INDEX "ShadowLook_projectId_startedAt_idx";

-- AlterTable
ALTER TABLE "ShadowLook" DROP COLUMN "baseline",
DROP COLUMN "createdAt",
DROP COLUMN "cursors",
DROP COLUMN "endedAt",
DROP COLUMN "hostName",
DROP COLUMN "intervals",
DROP COLUMN "startedAt",
ADD COLUMN     "at" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),
ADD COLUMN     "limits" JSONB NOT NULL,
ADD COLUMN     "name" TEXT NOT NULL,
ADD COLUMN     "stageId" INTEGER NOT NULL,
ADD COLUMN     "why" TEXT NOT NULL,
ALTER COLUMN "verdict" SET NOT NULL,
ALTER COLUMN "verdict" SET DATA TYPE TEXT;

-- CreateIndex
CREATE INDEX "ShadowLook_projectId_name_idx" ON "ShadowLook"("projectId", "name");

-- CreateIndex
CREATE INDEX "ShadowLook_stageId_idx" ON "ShadowLook"("stageId");

-- AddForeignKey
ALTER TABLE "ShadowLook" ADD CONSTRAINT "ShadowLook_stageId_fkey" FOREIGN KEY ("stageId") REFERENCES "Stage"("id") ON DELETE CASCADE ON UPDATE CASCADE;
