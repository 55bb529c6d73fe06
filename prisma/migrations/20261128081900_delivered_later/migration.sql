-- Events that were mapped to nothing when they came, and delivered since, do not go nowhere any more.
UPDATE "call" SET "mapped" = (
  SELECT count(*) FROM "delivery" WHERE "delivery"."event_id" = "call"."id" AND "delivery"."original_id" IS NULL
)
WHERE "outcome" = 'accepted' AND "mapped" = 0 AND EXISTS (
  SELECT FROM "delivery" WHERE "delivery"."event_id" = "call"."id" AND "delivery"."original_id" IS NULL
);
