CREATE TABLE "attribute_catalogue" (
	"version" text PRIMARY KEY NOT NULL,
	"content" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"context" jsonb NOT NULL,
	"schema" jsonb NOT NULL,
	"added_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "attribute_catalogue_contentHash_unique" UNIQUE("content_hash")
);
--> statement-breakpoint
CREATE TABLE "delegation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"operator_id" uuid NOT NULL,
	"delegate_id" uuid NOT NULL,
	"roles" text[] NOT NULL,
	"document_id" uuid NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"granted_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revoked_by" text,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "delegation_days" CHECK ("delegation"."starts_on" <= "delegation"."ends_on"),
	CONSTRAINT "delegation_parties" CHECK ("delegation"."operator_id" <> "delegation"."delegate_id"),
	CONSTRAINT "delegation_roles" CHECK ("delegation"."roles" <@ array['author', 'reviewer', 'signer'] and cardinality("delegation"."roles") > 0)
);
--> statement-breakpoint
CREATE TABLE "life_event" (
	"id" uuid PRIMARY KEY NOT NULL,
	"passport_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"occurred_on" date NOT NULL,
	"status_before" text,
	"status_after" text,
	"from_operator_id" uuid,
	"to_operator_id" uuid,
	"transfer_id" uuid,
	"successor_id" uuid,
	"version" integer,
	"note" text,
	"recorded_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "life_event_kind" CHECK ("life_event"."kind" in ('placed', 'status', 'transferred', 'succeeded', 'recycled'))
);
--> statement-breakpoint
CREATE TABLE "model_submission" (
	"id" uuid PRIMARY KEY NOT NULL,
	"model_id" uuid NOT NULL,
	"content_digest" text NOT NULL,
	"reason" text,
	"state" text DEFAULT 'in_review' NOT NULL,
	"submitted_by" text NOT NULL,
	"submitted_at" timestamp with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"note" text,
	CONSTRAINT "model_submission_state" CHECK ("model_submission"."state" in ('in_review', 'approved', 'returned', 'withdrawn', 'released'))
);
--> statement-breakpoint
CREATE TABLE "reading" (
	"id" uuid PRIMARY KEY NOT NULL,
	"item_id" uuid NOT NULL,
	"attribute" text NOT NULL,
	"value" numeric,
	"detail" jsonb,
	"measured_at" timestamp with time zone NOT NULL,
	"method" text,
	"source" text NOT NULL,
	"operator_id" uuid NOT NULL,
	"received_by" text,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "reading_once" UNIQUE("item_id","attribute","measured_at","source"),
	CONSTRAINT "reading_source" CHECK ("reading"."source" in ('bms', 'file', 'form')),
	CONSTRAINT "reading_something" CHECK (num_nonnulls("reading"."value", "reading"."detail") >= 1)
);
--> statement-breakpoint
CREATE TABLE "reading_digest" (
	"operator_id" uuid NOT NULL,
	"day" date NOT NULL,
	"count" integer NOT NULL,
	"digest" text NOT NULL,
	"leaf_index" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "reading_digest_operator_id_day_pk" PRIMARY KEY("operator_id","day")
);
--> statement-breakpoint
CREATE TABLE "registration" (
	"id" uuid PRIMARY KEY NOT NULL,
	"passport_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"version_hash" text NOT NULL,
	"state" text DEFAULT 'prepared' NOT NULL,
	"file_id" uuid,
	"registration_id" text,
	"proof_document_id" uuid,
	"refusal" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "registration_registrationId_unique" UNIQUE("registration_id"),
	CONSTRAINT "registration_version" UNIQUE("passport_id","version"),
	CONSTRAINT "registration_state_known" CHECK ("registration"."state" in ('prepared', 'notYetPossible', 'submitted', 'registered', 'refused')),
	CONSTRAINT "registration_registered" CHECK (("registration"."state" = 'registered') = ("registration"."registration_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "transfer" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"operation" text,
	"from_operator_id" uuid NOT NULL,
	"to_operator_id" uuid NOT NULL,
	"document_id" uuid,
	"note" text,
	"state" text DEFAULT 'offered' NOT NULL,
	"offered_by" text,
	"offered_at" timestamp with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	CONSTRAINT "transfer_kind" CHECK ("transfer"."kind" in ('handOver', 'secondLife', 'waste')),
	CONSTRAINT "transfer_operation" CHECK (("transfer"."kind" = 'secondLife') = ("transfer"."operation" is not null)),
	CONSTRAINT "transfer_operation_known" CHECK ("transfer"."operation" in ('preparation-for-re-use', 'preparation-for-repurposing', 'repurposing', 'remanufacturing')),
	CONSTRAINT "transfer_state" CHECK ("transfer"."state" in ('offered', 'accepted', 'declined', 'withdrawn')),
	CONSTRAINT "transfer_parties" CHECK ("transfer"."from_operator_id" <> "transfer"."to_operator_id")
);
--> statement-breakpoint
CREATE TABLE "transfer_passport" (
	"transfer_id" uuid NOT NULL,
	"passport_id" uuid NOT NULL,
	CONSTRAINT "transfer_passport_transfer_id_passport_id_pk" PRIMARY KEY("transfer_id","passport_id")
);
--> statement-breakpoint
CREATE TABLE "battery_batch" (
	"id" uuid PRIMARY KEY NOT NULL,
	"model_id" uuid NOT NULL,
	"number" text NOT NULL,
	"product_url" text NOT NULL,
	"manufactured_on" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "battery_batch_productUrl_unique" UNIQUE("product_url"),
	CONSTRAINT "battery_batch_number" UNIQUE("model_id","number"),
	CONSTRAINT "battery_batch_month" CHECK ("battery_batch"."manufactured_on" ~ '^[0-9]{4}-(0[1-9]|1[0-2])$')
);
--> statement-breakpoint
ALTER TABLE "battery_model" DROP CONSTRAINT "battery_model_category";--> statement-breakpoint
ALTER TABLE "passport" DROP CONSTRAINT "passport_level";--> statement-breakpoint
ALTER TABLE "api_token" ADD COLUMN "release_granted_by" text;--> statement-breakpoint
ALTER TABLE "battery_item" ADD COLUMN "batch_id" uuid;--> statement-breakpoint
ALTER TABLE "battery_item" ADD COLUMN "chinese_code" text;--> statement-breakpoint
ALTER TABLE "battery_item" ADD COLUMN "attributes" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "battery_item" ADD COLUMN "changed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "battery_model" ADD COLUMN "not_applicable" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "battery_model" ADD COLUMN "shown_voluntarily" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "battery_model" ADD COLUMN "editors" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "battery_model" ADD COLUMN "lock" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "battery_model" ADD COLUMN "chinese_code" text;--> statement-breakpoint
ALTER TABLE "passport" ADD COLUMN "batch_id" uuid;--> statement-breakpoint
ALTER TABLE "passport_predecessor" ADD COLUMN "operation" text NOT NULL;--> statement-breakpoint
ALTER TABLE "passport_version" ADD COLUMN "catalogue_version" text;--> statement-breakpoint
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_operator_id_operator_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_delegate_id_operator_id_fk" FOREIGN KEY ("delegate_id") REFERENCES "public"."operator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_granted_by_user_id_fk" FOREIGN KEY ("granted_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_revoked_by_user_id_fk" FOREIGN KEY ("revoked_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "life_event" ADD CONSTRAINT "life_event_passport_id_passport_id_fk" FOREIGN KEY ("passport_id") REFERENCES "public"."passport"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "life_event" ADD CONSTRAINT "life_event_from_operator_id_operator_id_fk" FOREIGN KEY ("from_operator_id") REFERENCES "public"."operator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "life_event" ADD CONSTRAINT "life_event_to_operator_id_operator_id_fk" FOREIGN KEY ("to_operator_id") REFERENCES "public"."operator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "life_event" ADD CONSTRAINT "life_event_transfer_id_transfer_id_fk" FOREIGN KEY ("transfer_id") REFERENCES "public"."transfer"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "life_event" ADD CONSTRAINT "life_event_successor_id_passport_id_fk" FOREIGN KEY ("successor_id") REFERENCES "public"."passport"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "life_event" ADD CONSTRAINT "life_event_recorded_by_user_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_submission" ADD CONSTRAINT "model_submission_model_id_battery_model_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."battery_model"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_submission" ADD CONSTRAINT "model_submission_submitted_by_user_id_fk" FOREIGN KEY ("submitted_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_submission" ADD CONSTRAINT "model_submission_decided_by_user_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reading" ADD CONSTRAINT "reading_item_id_battery_item_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."battery_item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reading" ADD CONSTRAINT "reading_operator_id_operator_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reading" ADD CONSTRAINT "reading_received_by_user_id_fk" FOREIGN KEY ("received_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reading_digest" ADD CONSTRAINT "reading_digest_operator_id_operator_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration" ADD CONSTRAINT "registration_passport_id_passport_id_fk" FOREIGN KEY ("passport_id") REFERENCES "public"."passport"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration" ADD CONSTRAINT "registration_proof_document_id_document_id_fk" FOREIGN KEY ("proof_document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_from_operator_id_operator_id_fk" FOREIGN KEY ("from_operator_id") REFERENCES "public"."operator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_to_operator_id_operator_id_fk" FOREIGN KEY ("to_operator_id") REFERENCES "public"."operator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_offered_by_user_id_fk" FOREIGN KEY ("offered_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_decided_by_user_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer_passport" ADD CONSTRAINT "transfer_passport_transfer_id_transfer_id_fk" FOREIGN KEY ("transfer_id") REFERENCES "public"."transfer"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer_passport" ADD CONSTRAINT "transfer_passport_passport_id_passport_id_fk" FOREIGN KEY ("passport_id") REFERENCES "public"."passport"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "battery_batch" ADD CONSTRAINT "battery_batch_model_id_battery_model_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."battery_model"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "delegation_delegate" ON "delegation" USING btree ("delegate_id");--> statement-breakpoint
CREATE INDEX "delegation_operator" ON "delegation" USING btree ("operator_id");--> statement-breakpoint
CREATE INDEX "life_event_passport" ON "life_event" USING btree ("passport_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "model_submission_open" ON "model_submission" USING btree ("model_id") WHERE "model_submission"."state" in ('in_review', 'approved');--> statement-breakpoint
CREATE INDEX "model_submission_model" ON "model_submission" USING btree ("model_id","submitted_at");--> statement-breakpoint
CREATE INDEX "reading_of_item" ON "reading" USING btree ("item_id","attribute","measured_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "reading_received" ON "reading" USING btree ("operator_id","received_at");--> statement-breakpoint
CREATE INDEX "registration_state" ON "registration" USING btree ("state");--> statement-breakpoint
CREATE INDEX "transfer_from" ON "transfer" USING btree ("from_operator_id","state");--> statement-breakpoint
CREATE INDEX "transfer_to" ON "transfer" USING btree ("to_operator_id","state");--> statement-breakpoint
CREATE INDEX "transfer_passport_passport" ON "transfer_passport" USING btree ("passport_id");--> statement-breakpoint
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_release_granted_by_user_id_fk" FOREIGN KEY ("release_granted_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "battery_item" ADD CONSTRAINT "battery_item_batch_id_battery_batch_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."battery_batch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passport" ADD CONSTRAINT "passport_batch_id_battery_batch_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."battery_batch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passport_version" ADD CONSTRAINT "passport_version_catalogue_version_attribute_catalogue_version_fk" FOREIGN KEY ("catalogue_version") REFERENCES "public"."attribute_catalogue"("version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "battery_item_batch" ON "battery_item" USING btree ("batch_id");--> statement-breakpoint
ALTER TABLE "battery_item" ADD CONSTRAINT "battery_item_chineseCode_unique" UNIQUE("chinese_code");--> statement-breakpoint
ALTER TABLE "passport" ADD CONSTRAINT "passport_batchId_unique" UNIQUE("batch_id");--> statement-breakpoint
ALTER TABLE "battery_model" ADD CONSTRAINT "battery_model_category" CHECK ("battery_model"."category" in ('EV', 'LMT', 'industrialStationary', 'industrialOther', 'industrialSmall', 'SLI', 'portable'));--> statement-breakpoint
ALTER TABLE "passport" ADD CONSTRAINT "passport_level" CHECK ("passport"."level" in ('model', 'batch', 'item') and ("passport"."level" = 'item') = ("passport"."item_id" is not null) and ("passport"."level" = 'batch') = ("passport"."batch_id" is not null));--> statement-breakpoint
ALTER TABLE "passport_predecessor" ADD CONSTRAINT "passport_predecessor_operation" CHECK ("passport_predecessor"."operation" in ('preparation-for-re-use', 'preparation-for-repurposing', 'repurposing', 'remanufacturing'));--> statement-breakpoint
CREATE TRIGGER "attribute_catalogue_append_only" BEFORE UPDATE OR DELETE ON "attribute_catalogue" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "attribute_catalogue_no_truncate" BEFORE TRUNCATE ON "attribute_catalogue" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "life_event_append_only" BEFORE UPDATE OR DELETE ON "life_event" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "life_event_no_truncate" BEFORE TRUNCATE ON "life_event" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "reading_append_only" BEFORE UPDATE OR DELETE ON "reading" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "reading_no_truncate" BEFORE TRUNCATE ON "reading" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "reading_digest_append_only" BEFORE UPDATE OR DELETE ON "reading_digest" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "reading_digest_no_truncate" BEFORE TRUNCATE ON "reading_digest" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "transfer_passport_append_only" BEFORE UPDATE OR DELETE ON "transfer_passport" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "transfer_passport_no_truncate" BEFORE TRUNCATE ON "transfer_passport" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "passport_predecessor_append_only" BEFORE UPDATE OR DELETE ON "passport_predecessor" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "passport_predecessor_no_truncate" BEFORE TRUNCATE ON "passport_predecessor" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
