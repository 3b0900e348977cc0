-- AlterTable
ALTER TABLE "Host" ADD COLUMN     "counters" JSONB,
ADD COLUMN     "countersAt" TIMESTAMPTZ(3);
