-- CreateTable
CREATE TABLE "delivery_words" (
    "id" UUID NOT NULL,
    "words" tsvector NOT NULL,

    CONSTRAINT "delivery_words_pkey" PRIMARY KEY ("id")
) PARTITION BY RANGE ("id");

-- CreateIndex
CREATE INDEX "delivery_words_words_idx" ON "delivery_words" USING GIN ("words");

-- CreateIndex
CREATE INDEX "delivery_bad_status_idx" ON "delivery"("last_status", "id") WHERE (last_status < 200 OR last_status >= 300);

-- CreateIndex
CREATE INDEX "delivery_error_kind_idx" ON "delivery"("last_error_kind", "id") WHERE (last_error_kind IS NOT NULL);

-- CreateIndex
CREATE INDEX "delivery_slow_idx" ON "delivery"("id") WHERE (last_duration_ms >= 1000);
