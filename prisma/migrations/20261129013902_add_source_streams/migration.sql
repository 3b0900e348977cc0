-- CreateTable
CREATE TABLE "SourceStream" (
    "sourceId" INTEGER NOT NULL,
    "host" TEXT NOT NULL,
    "port" INTEGER NOT NULL,
    "user" TEXT NOT NULL,
    "privateKey" TEXT NOT NULL,
    "hostKey" TEXT NOT NULL,
    "repository" TEXT NOT NULL,
    "heldBy" TEXT,
    "heldUntil" TIMESTAMPTZ(3),
    "connectedSince" TIMESTAMPTZ(3),
    "failure" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" TIMESTAMPTZ(3),

    CONSTRAINT "SourceStream_pkey" PRIMARY KEY ("sourceId")
);

-- AddForeignKey
ALTER TABLE "SourceStream" ADD CONSTRAINT "SourceStream_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE CASCADE ON UPDATE CASCADE;
