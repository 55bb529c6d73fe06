-- AlterTable
ALTER TABLE "endpoint_health" ADD COLUMN     "resumed_at" TIMESTAMPTZ(3);
