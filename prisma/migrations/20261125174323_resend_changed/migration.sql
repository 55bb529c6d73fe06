-- AlterTable
ALTER TABLE "delivery_override" ADD COLUMN     "request_id" UUID NOT NULL DEFAULT gen_random_uuid();

-- CreateIndex
CREATE UNIQUE INDEX "delivery_override_request_id_key" ON "delivery_override"("request_id");
