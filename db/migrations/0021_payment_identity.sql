ALTER TABLE "payments" ADD COLUMN "transaction_key" text GENERATED ALWAYS AS (upper(regexp_replace(transaction_id, '[^A-Za-z0-9]', '', 'g'))) STORED;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "transfer_key" text;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "accepted_request_id" uuid;--> statement-breakpoint
CREATE INDEX "payments_transaction_key" ON "payments" USING btree ("tenant_id","transaction_key");--> statement-breakpoint
CREATE UNIQUE INDEX "payments_one_transfer" ON "payments" USING btree ("tenant_id","transfer_key") WHERE status in ('matched', 'verified');--> statement-breakpoint
CREATE INDEX "payments_amount_moment" ON "payments" USING btree ("tenant_id","amount_minor","paid_at");