-- Log tables are range-partitioned by their UUIDv7 id: time order, one-column keys, pruning by id bounds.
-- Their partitions live in a schema that Prisma does not manage (lib/db/partitions.ts makes them). The adapter splits this file at every semicolon, in comments too.
CREATE SCHEMA IF NOT EXISTS "log_partition";

-- CreateTable
CREATE TABLE "user" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "role" TEXT,
    "banned" BOOLEAN,
    "ban_reason" TEXT,
    "ban_expires" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "impersonated_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "last_request" BIGINT NOT NULL,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "chat_server" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "name" TEXT NOT NULL,
    "charset" TEXT NOT NULL DEFAULT 'utf-8',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "chat_server_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ingest_token" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "chat_server_id" UUID NOT NULL,
    "sha256" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ingest_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "licence" (
    "number" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "licence_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "endpoint" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "url" TEXT NOT NULL,
    "timeout_seconds" INTEGER NOT NULL DEFAULT 30,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "endpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mapping" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "licence" TEXT,
    "event_type" TEXT NOT NULL,
    "endpoint_id" UUID,
    "position" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mapping_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mapping_revision" (
    "id" SERIAL NOT NULL,
    "licence" TEXT,
    "source" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "mappings" JSONB NOT NULL,
    "file" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mapping_revision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "call" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "chat_server_id" UUID,
    "outcome" TEXT NOT NULL,
    "reason" TEXT,
    "method" TEXT NOT NULL,
    "query" BYTEA NOT NULL,
    "body" BYTEA NOT NULL,
    "content_type" TEXT,
    "headers" JSONB NOT NULL,
    "remote_address" TEXT,
    "charset" TEXT NOT NULL,
    "event_type" TEXT,
    "licence" TEXT,
    "operator_id" TEXT,
    "client_id" TEXT,
    "parameters" JSONB NOT NULL,
    "mapped" INTEGER NOT NULL DEFAULT 0,
    "words" tsvector,

    CONSTRAINT "call_pkey" PRIMARY KEY ("id")
) PARTITION BY RANGE ("id");

-- CreateTable
CREATE TABLE "delivery" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "event_id" UUID NOT NULL,
    "endpoint_id" UUID NOT NULL,
    "event_type" TEXT NOT NULL,
    "licence" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "job_id" UUID,
    "last_status" INTEGER,
    "last_error_kind" TEXT,
    "last_error" TEXT,
    "last_duration_ms" DOUBLE PRECISION,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
) PARTITION BY RANGE ("id");

-- CreateTable
CREATE TABLE "attempt" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "delivery_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "trigger" TEXT NOT NULL,
    "actor" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "method" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "request_headers" JSONB NOT NULL,
    "outcome" TEXT,
    "error_kind" TEXT,
    "error" TEXT,
    "status" INTEGER,
    "status_text" TEXT,
    "response_headers" JSONB,
    "response_body" BYTEA,
    "truncated" BOOLEAN NOT NULL DEFAULT false,
    "address" TEXT,
    "timings" JSONB,

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("id")
) PARTITION BY RANGE ("id");

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "account_user_id_idx" ON "account"("user_id");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "rate_limit_key_key" ON "rate_limit"("key");

-- CreateIndex
CREATE UNIQUE INDEX "chat_server_name_key" ON "chat_server"("name");

-- CreateIndex
CREATE UNIQUE INDEX "ingest_token_sha256_key" ON "ingest_token"("sha256");

-- CreateIndex
CREATE INDEX "ingest_token_chat_server_id_idx" ON "ingest_token"("chat_server_id");

-- CreateIndex
CREATE UNIQUE INDEX "endpoint_url_key" ON "endpoint"("url");

-- CreateIndex
CREATE INDEX "mapping_endpoint_id_idx" ON "mapping"("endpoint_id");

-- CreateIndex
CREATE INDEX "mapping_event_type_licence_idx" ON "mapping"("event_type", "licence");

-- CreateIndex
CREATE UNIQUE INDEX "mapping_licence_event_type_endpoint_id_key" ON "mapping"("licence", "event_type", "endpoint_id") NULLS NOT DISTINCT;

-- CreateIndex
CREATE INDEX "mapping_revision_licence_id_idx" ON "mapping_revision"("licence", "id");

-- CreateIndex
CREATE INDEX "call_event_type_id_idx" ON "call"("event_type", "id");

-- CreateIndex
CREATE INDEX "call_licence_id_idx" ON "call"("licence", "id");

-- CreateIndex
CREATE INDEX "call_outcome_id_idx" ON "call"("outcome", "id");

-- CreateIndex
CREATE INDEX "call_words_idx" ON "call" USING GIN ("words");

-- CreateIndex
CREATE INDEX "delivery_event_id_idx" ON "delivery"("event_id");

-- CreateIndex
CREATE INDEX "delivery_endpoint_id_id_idx" ON "delivery"("endpoint_id", "id");

-- CreateIndex
CREATE INDEX "delivery_licence_id_idx" ON "delivery"("licence", "id");

-- CreateIndex
CREATE INDEX "delivery_event_type_id_idx" ON "delivery"("event_type", "id");

-- CreateIndex
CREATE INDEX "delivery_status_id_idx" ON "delivery"("status", "id");

-- CreateIndex
CREATE INDEX "delivery_status_next_attempt_at_idx" ON "delivery"("status", "next_attempt_at");

-- CreateIndex
CREATE INDEX "attempt_delivery_id_id_idx" ON "attempt"("delivery_id", "id");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ingest_token" ADD CONSTRAINT "ingest_token_chat_server_id_fkey" FOREIGN KEY ("chat_server_id") REFERENCES "chat_server"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mapping" ADD CONSTRAINT "mapping_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
