-- AlterTable
ALTER TABLE "call" ADD COLUMN     "corrected_by" TEXT,
ADD COLUMN     "corrected_from" UUID;

-- CreateIndex
CREATE INDEX "call_corrected_from_idx" ON "call"("corrected_from") WHERE (corrected_from IS NOT NULL);
