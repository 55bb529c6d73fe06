-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "original_id" UUID,
ADD COLUMN     "tries" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "endpoint" ADD COLUMN     "credentials" BYTEA,
ADD COLUMN     "expected_status" TEXT NOT NULL DEFAULT '2xx',
ADD COLUMN     "expected_text" TEXT,
ADD COLUMN     "headers" BYTEA,
ADD COLUMN     "in_order_by" TEXT NOT NULL DEFAULT 'none',
ADD COLUMN     "max_in_flight" INTEGER NOT NULL DEFAULT 20,
ADD COLUMN     "rate_count" INTEGER,
ADD COLUMN     "rate_seconds" INTEGER,
ADD COLUMN     "retry_schedule" TEXT;

-- CreateTable
CREATE TABLE "endpoint_secret" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "endpoint_id" UUID NOT NULL,
    "sealed" BYTEA NOT NULL,
    "actor" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "endpoint_secret_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "endpoint_health" (
    "endpoint_id" UUID NOT NULL,
    "breaker" TEXT NOT NULL DEFAULT 'closed',
    "breaker_since" TIMESTAMPTZ(3),
    "breaker_reason" TEXT,
    "probe_at" TIMESTAMPTZ(3),
    "half_open_limit" INTEGER NOT NULL DEFAULT 1,
    "openings" INTEGER NOT NULL DEFAULT 0,
    "failures_in_row" INTEGER NOT NULL DEFAULT 0,
    "failing_since" TIMESTAMPTZ(3),
    "paused_at" TIMESTAMPTZ(3),
    "paused_by" TEXT,
    "pause_reason" TEXT,
    "next_send_at" TIMESTAMPTZ(6),
    "last_lane" TEXT COLLATE "C" NOT NULL DEFAULT '',
    "settled" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "endpoint_health_pkey" PRIMARY KEY ("endpoint_id")
);

-- CreateTable
CREATE TABLE "endpoint_minute" (
    "endpoint_id" UUID NOT NULL,
    "minute" TIMESTAMPTZ(0) NOT NULL,
    "succeeded" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "endpoint_minute_pkey" PRIMARY KEY ("endpoint_id","minute")
);

-- CreateTable
CREATE TABLE "dispatcher" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "beat_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "in_flight" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "dispatcher_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempt_job" (
    "id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "endpoint_id" UUID NOT NULL,
    "lane" TEXT COLLATE "C" NOT NULL,
    "in_order" BOOLEAN NOT NULL DEFAULT false,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "trigger" TEXT NOT NULL,
    "actor" TEXT,
    "held" BOOLEAN NOT NULL DEFAULT false,
    "dispatcher_id" UUID,
    "bulk_run_id" UUID,

    CONSTRAINT "attempt_job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_run" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "kind" TEXT NOT NULL,
    "filters" JSONB NOT NULL,
    "endpoint_id" UUID,
    "status" TEXT NOT NULL DEFAULT 'running',
    "actor" TEXT NOT NULL,
    "per_second" INTEGER NOT NULL,
    "total" INTEGER NOT NULL,
    "handled" INTEGER NOT NULL DEFAULT 0,
    "queued" INTEGER NOT NULL DEFAULT 0,
    "cursor" UUID,
    "until" UUID NOT NULL,
    "note" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "bulk_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_run_delivery" (
    "run_id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "previous_status" TEXT NOT NULL,

    CONSTRAINT "bulk_run_delivery_pkey" PRIMARY KEY ("run_id","delivery_id")
);

-- CreateTable
CREATE TABLE "journal_outage" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "host" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,
    "kept" INTEGER NOT NULL,
    "refused" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "journal_outage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery_override" (
    "delivery_id" UUID NOT NULL,
    "url" TEXT,
    "method" TEXT,
    "query" BYTEA,
    "body" BYTEA,
    "content_type" TEXT,
    "actor" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "delivery_override_pkey" PRIMARY KEY ("delivery_id")
);

-- CreateIndex
CREATE INDEX "endpoint_secret_endpoint_id_idx" ON "endpoint_secret"("endpoint_id");

-- CreateIndex
CREATE INDEX "endpoint_health_settled_idx" ON "endpoint_health"("settled") WHERE (NOT settled);

-- CreateIndex
CREATE INDEX "endpoint_minute_minute_idx" ON "endpoint_minute"("minute");

-- CreateIndex
CREATE INDEX "attempt_job_endpoint_id_lane_due_at_idx" ON "attempt_job"("endpoint_id", "lane", "due_at");

-- CreateIndex
CREATE INDEX "attempt_job_endpoint_id_due_at_idx" ON "attempt_job"("endpoint_id", "due_at");

-- CreateIndex
CREATE INDEX "attempt_job_in_order_idx" ON "attempt_job"("endpoint_id", "lane", "delivery_id") WHERE (in_order);

-- CreateIndex
CREATE INDEX "attempt_job_taken_idx" ON "attempt_job"("endpoint_id", "dispatcher_id") WHERE (dispatcher_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "attempt_job_bulk_run_id_idx" ON "attempt_job"("bulk_run_id") WHERE (bulk_run_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "bulk_run_status_idx" ON "bulk_run"("status");

-- CreateIndex
CREATE INDEX "delivery_original_id_idx" ON "delivery"("original_id") WHERE (original_id IS NOT NULL);

-- AddForeignKey
ALTER TABLE "endpoint_secret" ADD CONSTRAINT "endpoint_secret_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoint"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "endpoint_health" ADD CONSTRAINT "endpoint_health_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoint"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Rows live for milliseconds and are found by their neighbours: what is dead must go at once.
ALTER TABLE "attempt_job" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 10000, autovacuum_vacuum_cost_delay = 0);
ALTER TABLE "endpoint_health" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

-- Deliveries under way before this version.
UPDATE "delivery" SET "tries" = "attempts", "job_id" = coalesce("job_id", gen_random_uuid()) WHERE "status" = 'pending';
INSERT INTO "attempt_job" ("id", "delivery_id", "endpoint_id", "lane", "due_at", "trigger")
SELECT "job_id", "id", "endpoint_id", "licence", coalesce("next_attempt_at", now()), CASE WHEN "attempts" = 0 THEN 'event' ELSE 'retry' END
FROM "delivery" WHERE "status" = 'pending';

-- The queue of before.
DROP SCHEMA IF EXISTS "pgboss" CASCADE;
