CREATE TABLE "interest_grant" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"purpose" text NOT NULL,
	"scope" text NOT NULL,
	"reason" text NOT NULL,
	"ends_on" date NOT NULL,
	"granted_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revoked_by" text,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "interest_grant_scope" CHECK ("interest_grant"."scope" in ('all', 'named'))
);
--> statement-breakpoint
CREATE TABLE "interest_grant_passport" (
	"grant_id" uuid NOT NULL,
	"passport_id" uuid NOT NULL,
	CONSTRAINT "interest_grant_passport_grant_id_passport_id_pk" PRIMARY KEY("grant_id","passport_id")
);
--> statement-breakpoint
CREATE TABLE "interest_rules" (
	"version" text PRIMARY KEY NOT NULL,
	"content" jsonb NOT NULL,
	"adopted_by" text,
	"adopted_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "interest_grant" ADD CONSTRAINT "interest_grant_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interest_grant" ADD CONSTRAINT "interest_grant_granted_by_user_id_fk" FOREIGN KEY ("granted_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interest_grant" ADD CONSTRAINT "interest_grant_revoked_by_user_id_fk" FOREIGN KEY ("revoked_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interest_grant_passport" ADD CONSTRAINT "interest_grant_passport_grant_id_interest_grant_id_fk" FOREIGN KEY ("grant_id") REFERENCES "public"."interest_grant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interest_grant_passport" ADD CONSTRAINT "interest_grant_passport_passport_id_passport_id_fk" FOREIGN KEY ("passport_id") REFERENCES "public"."passport"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interest_rules" ADD CONSTRAINT "interest_rules_adopted_by_user_id_fk" FOREIGN KEY ("adopted_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "interest_grant_user" ON "interest_grant" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "interest_grant_passport_passport" ON "interest_grant_passport" USING btree ("passport_id");--> statement-breakpoint
CREATE TRIGGER "interest_rules_append_only" BEFORE UPDATE OR DELETE ON "interest_rules" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "interest_rules_no_truncate" BEFORE TRUNCATE ON "interest_rules" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
-- Whoever held an interest before grants named a purpose keeps it for a year, as what it was: an interest in all batteries.
INSERT INTO "interest_grant" ("id", "user_id", "purpose", "scope", "reason", "ends_on")
SELECT gen_random_uuid(), "user_id", 'dismantling', 'all', 'Held before grants named a purpose', (current_date + interval '1 year')::date
FROM "membership" WHERE "role" = 'interest';
