-- CreateIndex
CREATE INDEX "call_chat_server_id_id_idx" ON "call"("chat_server_id", "id");
