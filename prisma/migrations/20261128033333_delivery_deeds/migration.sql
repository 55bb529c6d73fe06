-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "mapping_revision_id" INTEGER;

-- CreateTable
CREATE TABLE "delivery_deed" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "delivery_id" UUID NOT NULL,
    "deed" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "delivery_deed_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "delivery_deed_delivery_id_idx" ON "delivery_deed"("delivery_id");

-- CreateIndex
CREATE INDEX "bulk_run_delivery_delivery_id_idx" ON "bulk_run_delivery"("delivery_id");
