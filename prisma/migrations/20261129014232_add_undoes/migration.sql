-- AlterTable
ALTER TABLE "Rollout" ADD COLUMN     "undoes" INTEGER;

-- Project files that were put in force before `rollback` existed have its default.
UPDATE "Project" SET policy = policy || '{"rollback": {"concurrency": 200}}' WHERE NOT policy ? 'rollback';
