-- AlterTable
ALTER TABLE "attempt" ADD COLUMN     "connect_to" TEXT,
ADD COLUMN     "connect_to_source" TEXT;
