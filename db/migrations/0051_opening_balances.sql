ALTER TABLE "bank_accounts" ADD COLUMN "opening_minor" bigint;--> statement-breakpoint
ALTER TABLE "bank_accounts" ADD COLUMN "opening_on" date;