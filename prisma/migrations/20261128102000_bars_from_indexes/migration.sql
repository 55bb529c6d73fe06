-- What bars tell apart stands in the indexes that they are counted by: no look at the rows, of which a licence has many.
CREATE INDEX "call_event_type_id_outcome_mapped_muted_idx" ON "call"("event_type", "id", "outcome", "mapped", "muted");
CREATE INDEX "call_licence_id_outcome_mapped_muted_idx" ON "call"("licence", "id", "outcome", "mapped", "muted");
CREATE INDEX "delivery_endpoint_id_id_status_idx" ON "delivery"("endpoint_id", "id", "status");
CREATE INDEX "delivery_licence_id_status_idx" ON "delivery"("licence", "id", "status");
CREATE INDEX "delivery_event_type_id_status_idx" ON "delivery"("event_type", "id", "status");

DROP INDEX "call_event_type_id_idx";
DROP INDEX "call_licence_id_idx";
DROP INDEX "delivery_endpoint_id_id_idx";
DROP INDEX "delivery_licence_id_idx";
DROP INDEX "delivery_event_type_id_idx";
