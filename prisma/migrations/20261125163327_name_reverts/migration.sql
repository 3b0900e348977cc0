-- AlterTable
ALTER TABLE "Commit" ADD COLUMN     "revertNamedBy" TEXT;
