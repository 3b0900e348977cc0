-- AlterTable
ALTER TABLE "Host" ADD COLUMN     "doubtedSince" TIMESTAMPTZ(3);
