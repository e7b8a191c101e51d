ALTER TABLE "import_run" DROP CONSTRAINT "import_run_state";--> statement-breakpoint
ALTER TABLE "import_row" ADD COLUMN "outcome" text;--> statement-breakpoint
ALTER TABLE "import_row" ADD COLUMN "product_url" text;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "category" text;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "accepted_by" text;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "worker" uuid;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "beat_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "import_run" ADD CONSTRAINT "import_run_accepted_by_user_id_fk" FOREIGN KEY ("accepted_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "import_run_operator" ON "import_run" USING btree ("operator_id","created_at");--> statement-breakpoint
ALTER TABLE "import_row" ADD CONSTRAINT "import_row_outcome" CHECK ("import_row"."outcome" in ('created', 'changed', 'unchanged'));--> statement-breakpoint
ALTER TABLE "import_run" ADD CONSTRAINT "import_run_state" CHECK ("import_run"."state" in ('staged', 'running', 'stopped', 'accepted', 'discarded'));