ALTER TABLE "processes" ADD COLUMN "title" text;--> statement-breakpoint
ALTER TABLE "processes" ADD COLUMN "subtitle" text;--> statement-breakpoint
ALTER TABLE "review_tasks" ADD COLUMN "title" text;--> statement-breakpoint
ALTER TABLE "review_tasks" ADD COLUMN "subtitle" text;--> statement-breakpoint
ALTER TABLE "review_tasks" ADD COLUMN "sentence" text;--> statement-breakpoint
ALTER TABLE "review_tasks" ADD COLUMN "search_text" text;