-- AlterTable
ALTER TABLE "Host" ADD COLUMN     "arm" TEXT,
ADD COLUMN     "reachedAt" TIMESTAMPTZ(3),
ADD COLUMN     "unreachableReason" TEXT,
ADD COLUMN     "unreachableSince" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Project" ADD COLUMN     "hostsAskedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Rollout" ADD COLUMN     "declinedBacklog" TEXT,
ADD COLUMN     "question" TEXT;

-- Until now the project file alone said how far the automation may go.
UPDATE "Project" SET mode = policy->>'automation', "modeSince" = "createdAt" WHERE policy->>'automation' IS NOT NULL;
