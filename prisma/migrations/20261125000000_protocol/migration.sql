-- AlterTable
ALTER TABLE "attempt" ADD COLUMN     "request_body" BYTEA;

-- AlterTable
ALTER TABLE "call" ADD COLUMN     "chat_group" TEXT,
ADD COLUMN     "odd" JSONB;

-- AlterTable
ALTER TABLE "chat_server" ADD COLUMN     "answer_status" INTEGER NOT NULL DEFAULT 200,
ADD COLUMN     "answer_text" TEXT;

-- AlterTable
ALTER TABLE "endpoint" ADD COLUMN     "connect_to" TEXT,
ADD COLUMN     "mode" TEXT NOT NULL DEFAULT 'as received';

-- AlterTable
ALTER TABLE "mapping_revision" ADD COLUMN     "file_revision" INTEGER,
ADD COLUMN     "rpc_server_ip" TEXT;

-- What an export starts from is the file that was imported last.
UPDATE "mapping_revision" r SET "file_revision" = (
  SELECT max(f."id") FROM "mapping_revision" f
  WHERE f."file" IS NOT NULL AND f."id" <= r."id" AND f."licence" IS NOT DISTINCT FROM r."licence");

-- CreateTable
CREATE TABLE "licence_fact" (
    "licence" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "event_id" UUID NOT NULL,

    CONSTRAINT "licence_fact_pkey" PRIMARY KEY ("licence","kind","subject","name")
) WITH (fillfactor = 80);

-- CreateIndex
CREATE INDEX "call_client_id_id_idx" ON "call"("client_id", "id") WHERE (client_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "call_chat_group_id_idx" ON "call"("chat_group", "id") WHERE (chat_group IS NOT NULL);

-- CreateIndex
CREATE INDEX "call_of_client_idx" ON "call"("id") WHERE (client_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "call_odd_of_type_idx" ON "call"("event_type", "id") WHERE (odd IS NOT NULL);

-- CreateIndex
CREATE INDEX "call_odd_idx" ON "call"("id") WHERE (odd IS NOT NULL);

-- CreateIndex
CREATE INDEX "call_nowhere_idx" ON "call"("id") WHERE (outcome = 'accepted'::text AND mapped = 0);
