-- AlterTable
ALTER TABLE "call" ADD COLUMN     "muted" BOOLEAN NOT NULL DEFAULT false;
