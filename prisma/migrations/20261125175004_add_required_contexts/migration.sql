-- AlterTable
ALTER TABLE "Source" ADD COLUMN     "requiredContexts" JSONB NOT NULL DEFAULT '[]';
