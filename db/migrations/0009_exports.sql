CREATE TABLE "brought_bundle" (
	"passport_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"log_key" text NOT NULL,
	"body" text NOT NULL,
	"brought_at" timestamp with time zone NOT NULL,
	CONSTRAINT "brought_bundle_passport_id_version_log_key_pk" PRIMARY KEY("passport_id","version","log_key")
);
--> statement-breakpoint
ALTER TABLE "registration" DROP CONSTRAINT "registration_registrationId_unique";--> statement-breakpoint
ALTER TABLE "brought_bundle" ADD CONSTRAINT "brought_bundle_passport_id_version_passport_version_passport_id_version_fk" FOREIGN KEY ("passport_id","version") REFERENCES "public"."passport_version"("passport_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "registration_identifier" ON "registration" USING btree ("registration_id");--> statement-breakpoint
CREATE INDEX "registration_file" ON "registration" USING btree ("file_id");--> statement-breakpoint
CREATE TRIGGER "brought_bundle_append_only" BEFORE UPDATE OR DELETE ON "brought_bundle" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "brought_bundle_no_truncate" BEFORE TRUNCATE ON "brought_bundle" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
