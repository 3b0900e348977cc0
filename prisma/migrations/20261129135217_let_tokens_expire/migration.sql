-- AlterTable
ALTER TABLE "ApiToken" ADD COLUMN     "expiresAt" TIMESTAMPTZ(3) NOT NULL DEFAULT (statement_timestamp() + '1 year'::interval);

-- What tokens could do until now is called so.
UPDATE "ApiToken" SET scope = 'report:write' WHERE scope = 'test-runs:write';
