-- DropIndex
DROP INDEX "delivery_slow_idx";

-- CreateIndex
CREATE INDEX "delivery_last_duration_ms_id_idx" ON "delivery"("last_duration_ms", "id");

-- CreateIndex
-- A b-tree would have every attempt that begins write all indexes of its delivery anew. This kind leaves such a row where it is.
CREATE INDEX "delivery_attempts_idx" ON "delivery" USING BRIN ("attempts" int4_minmax_multi_ops) WITH (autosummarize = on);
