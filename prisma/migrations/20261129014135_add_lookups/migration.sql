-- CreateTable
CREATE TABLE "Lookup" (
    "deliveryId" INTEGER NOT NULL,
    "object" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),
    "answeredAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),

    CONSTRAINT "Lookup_pkey" PRIMARY KEY ("deliveryId")
);

-- CreateIndex
CREATE INDEX "Lookup_answeredAt_nextTryAt_idx" ON "Lookup"("answeredAt", "nextTryAt");

-- AddForeignKey
ALTER TABLE "Lookup" ADD CONSTRAINT "Lookup_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "Delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;
