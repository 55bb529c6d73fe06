-- AlterTable
ALTER TABLE "endpoint_minute" ADD COLUMN "unsent" INTEGER NOT NULL DEFAULT 0;
