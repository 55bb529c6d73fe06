-- AlterTable
ALTER TABLE "journal_outage" ADD COLUMN     "obstacle" TEXT;
