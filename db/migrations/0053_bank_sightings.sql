ALTER TABLE "bank_transaction_ids" ADD COLUMN "status" text;--> statement-breakpoint
ALTER TABLE "bank_transaction_ids" ADD COLUMN "value_on" date;--> statement-breakpoint
ALTER TABLE "bank_transaction_ids" ADD COLUMN "amount_minor" bigint;--> statement-breakpoint
ALTER TABLE "bank_transaction_ids" ADD COLUMN "counterparty" text;--> statement-breakpoint
ALTER TABLE "bank_transaction_ids" ADD COLUMN "reference" text;--> statement-breakpoint
ALTER TABLE "bank_transaction_ids" ADD COLUMN "description" text;--> statement-breakpoint
ALTER TABLE "bank_transaction_ids" ADD COLUMN "end_to_end_id" text;--> statement-breakpoint
ALTER TABLE "bank_transaction_ids" ADD COLUMN "bank_reference" text;--> statement-breakpoint
ALTER TABLE "bank_transaction_ids" ADD COLUMN "told_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
-- Until now a line held the words of all its sources together. Each source gets what its line shows, until it tells of it again:
-- then its own words are put in the place of these. Row security binds the owner too, so it rests meanwhile.
ALTER TABLE "bank_transaction_ids" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "bank_transactions" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "bank_transaction_ids" s SET status = t.status, value_on = t.value_on, amount_minor = t.amount_minor, counterparty = t.counterparty,
  reference = t.reference, description = t.description, end_to_end_id = t.end_to_end_id, bank_reference = t.bank_reference
  FROM "bank_transactions" t WHERE t.tenant_id = s.tenant_id AND t.id = s.transaction_id;--> statement-breakpoint
ALTER TABLE "bank_transaction_ids" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "bank_transactions" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "bank_transaction_ids" ALTER COLUMN "status" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "bank_transaction_ids" ALTER COLUMN "amount_minor" SET NOT NULL;
