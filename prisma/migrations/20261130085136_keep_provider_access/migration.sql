-- CreateTable
CREATE TABLE "ProviderAccess" (
    "userId" TEXT NOT NULL,
    "tokens" TEXT NOT NULL,
    "readAt" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),
    "askedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),

    CONSTRAINT "ProviderAccess_pkey" PRIMARY KEY ("userId")
);

-- AddForeignKey
ALTER TABLE "ProviderAccess" ADD CONSTRAINT "ProviderAccess_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
