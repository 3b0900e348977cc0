-- AlterTable
ALTER TABLE "Project" ADD COLUMN     "inventoryAccepted" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "inventoryDrops" TEXT[] DEFAULT ARRAY[]::TEXT[];
