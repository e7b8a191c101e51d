CREATE TABLE "result_sheet" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"token" text NOT NULL,
	"digest" text NOT NULL,
	"made_for" text,
	"issued_at" timestamp with time zone NOT NULL,
	"kept_until" timestamp with time zone NOT NULL,
	CONSTRAINT "result_sheet_digest_unique" UNIQUE("digest"),
	CONSTRAINT "result_sheet_kind" CHECK ("result_sheet"."kind" in ('product', 'list'))
);
--> statement-breakpoint
ALTER TABLE "operator" DROP CONSTRAINT "operator_kind";--> statement-breakpoint
ALTER TABLE "result_sheet" ADD CONSTRAINT "result_sheet_made_for_user_id_fk" FOREIGN KEY ("made_for") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "result_sheet_kept" ON "result_sheet" USING btree ("kept_until");--> statement-breakpoint
ALTER TABLE "operator" ADD CONSTRAINT "operator_kind" CHECK ("operator"."kind" in ('economicOperator', 'notifiedBody', 'authority', 'registry'));