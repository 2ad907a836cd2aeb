-- Row security and grants of the queue's dead letters; a letter goes when its message does.
SELECT protect_tenant_table('queue_letters');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON queue_letters TO countersign_app;
