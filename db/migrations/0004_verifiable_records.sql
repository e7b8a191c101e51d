CREATE TABLE "body_member" (
	"user_id" text NOT NULL,
	"body_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "body_member_user_id_body_id_pk" PRIMARY KEY("user_id","body_id")
);
--> statement-breakpoint
CREATE TABLE "disclosure" (
	"passport_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"position" smallint NOT NULL,
	"group" text NOT NULL,
	"name" text NOT NULL,
	"encrypted" "bytea" NOT NULL,
	CONSTRAINT "disclosure_passport_id_version_position_pk" PRIMARY KEY("passport_id","version","position"),
	CONSTRAINT "disclosure_group" CHECK ("disclosure"."group" in ('L', 'A', 'I'))
);
--> statement-breakpoint
CREATE TABLE "disclosure_delivery" (
	"id" uuid PRIMARY KEY NOT NULL,
	"passport_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"audience" text NOT NULL,
	"groups" text NOT NULL,
	"form" text NOT NULL,
	"reader_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "log_checkpoint" (
	"size" bigint PRIMARY KEY NOT NULL,
	"body" text NOT NULL,
	"note" text NOT NULL,
	"signed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "log_cosignature" (
	"size" bigint NOT NULL,
	"witness" text NOT NULL,
	"line" text NOT NULL,
	"witnessed_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "log_cosignature_size_witness_pk" PRIMARY KEY("size","witness")
);
--> statement-breakpoint
CREATE TABLE "log_key" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"vkey" text NOT NULL,
	"encrypted_private_key" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "log_key_one_row" CHECK ("log_key"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "log_tile" (
	"level" smallint NOT NULL,
	"n" bigint NOT NULL,
	"hashes" "bytea" NOT NULL,
	CONSTRAINT "log_tile_level_n_pk" PRIMARY KEY("level","n"),
	CONSTRAINT "log_tile_hashes" CHECK (length("log_tile"."hashes") between 32 and 8192 and length("log_tile"."hashes") % 32 = 0)
);
--> statement-breakpoint
CREATE TABLE "log_witness" (
	"vkey" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"url" text NOT NULL,
	"own" boolean DEFAULT false NOT NULL,
	"size" bigint,
	"answered_at" timestamp with time zone,
	"trouble" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp with time zone,
	CONSTRAINT "log_witness_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "case_event" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"passport_id" uuid,
	"report_id" uuid,
	"text" text,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"written_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "case_event_report" UNIQUE("report_id")
);
--> statement-breakpoint
CREATE TABLE "case_file" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"title" text NOT NULL,
	"due_on" text,
	"state" text DEFAULT 'open' NOT NULL,
	"opened_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "case_file_number_unique" UNIQUE("number"),
	CONSTRAINT "case_file_state" CHECK ("case_file"."state" in ('open', 'closed'))
);
--> statement-breakpoint
CREATE TABLE "label_report" (
	"id" uuid PRIMARY KEY NOT NULL,
	"product_url" text NOT NULL,
	"passport_id" uuid,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"contact" text,
	"language" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"decision" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "label_report_kind" CHECK ("label_report"."kind" in ('wrongData', 'otherBattery', 'copied', 'unreadable')),
	CONSTRAINT "label_report_state" CHECK ("label_report"."state" in ('open', 'inCase', 'closed'))
);
--> statement-breakpoint
CREATE TABLE "opinion" (
	"id" uuid PRIMARY KEY NOT NULL,
	"body_id" uuid NOT NULL,
	"passport_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"declaration_id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"recomputation" jsonb NOT NULL,
	"remarks" text,
	"token" text NOT NULL,
	"digest" text NOT NULL,
	"leaf_index" bigint NOT NULL,
	"signed_by" text,
	"issued_at" timestamp with time zone NOT NULL,
	CONSTRAINT "opinion_digest_unique" UNIQUE("digest"),
	CONSTRAINT "opinion_leafIndex_unique" UNIQUE("leaf_index"),
	CONSTRAINT "opinion_outcome" CHECK ("opinion"."outcome" in ('confirmed', 'confirmedWithRemarks', 'notConfirmed'))
);
--> statement-breakpoint
CREATE TABLE "record_question" (
	"id" uuid PRIMARY KEY NOT NULL,
	"passport_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"question_id" uuid,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"due_on" text,
	"written_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "record_question_kind" CHECK (("record_question"."kind" = 'question') = ("record_question"."question_id" is null))
);
--> statement-breakpoint
CREATE TABLE "pending_signature" (
	"id" uuid PRIMARY KEY NOT NULL,
	"operator_id" uuid NOT NULL,
	"kid" text NOT NULL,
	"declaration_id" uuid,
	"purpose" text NOT NULL,
	"draft" text NOT NULL,
	"basis_digest" text NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"entered_at" timestamp with time zone,
	"dropped_at" timestamp with time zone,
	CONSTRAINT "pending_signature_once" UNIQUE("operator_id","purpose","basis_digest")
);
--> statement-breakpoint
CREATE TABLE "status_change" (
	"id" uuid PRIMARY KEY NOT NULL,
	"passport_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"status" text NOT NULL,
	"reason" text NOT NULL,
	"note" text,
	"leaf_index" bigint NOT NULL,
	"changed_by" text,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "status_change_leafIndex_unique" UNIQUE("leaf_index"),
	CONSTRAINT "status_change_status" CHECK ("status_change"."status" in ('revoked', 'superseded'))
);
--> statement-breakpoint
CREATE TABLE "status_list_version" (
	"operator_id" uuid NOT NULL,
	"list" integer NOT NULL,
	"seq" integer NOT NULL,
	"bitstring" text NOT NULL,
	"token" text NOT NULL,
	"leaf_index" bigint NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"valid_until" timestamp with time zone NOT NULL,
	CONSTRAINT "status_list_version_operator_id_list_seq_pk" PRIMARY KEY("operator_id","list","seq"),
	CONSTRAINT "status_list_version_leafIndex_unique" UNIQUE("leaf_index")
);
--> statement-breakpoint
CREATE TABLE "suspension" (
	"id" uuid PRIMARY KEY NOT NULL,
	"passport_id" uuid NOT NULL,
	"authority_id" uuid NOT NULL,
	"action" text NOT NULL,
	"reason" text NOT NULL,
	"note" text,
	"token" text NOT NULL,
	"digest" text NOT NULL,
	"leaf_index" bigint NOT NULL,
	"signed_by" text,
	"issued_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "suspension_digest_unique" UNIQUE("digest"),
	CONSTRAINT "suspension_leafIndex_unique" UNIQUE("leaf_index"),
	CONSTRAINT "suspension_action" CHECK ("suspension"."action" in ('suspend', 'lift'))
);
--> statement-breakpoint
ALTER TABLE "log_head" ADD COLUMN "root" "bytea";--> statement-breakpoint
ALTER TABLE "operator" ADD COLUMN "kind" text DEFAULT 'economicOperator' NOT NULL;--> statement-breakpoint
ALTER TABLE "operator" ADD COLUMN "ceased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "operator_key" ADD COLUMN "signer" text DEFAULT 'process' NOT NULL;--> statement-breakpoint
ALTER TABLE "operator_key" ADD COLUMN "signer_key" text;--> statement-breakpoint
ALTER TABLE "operator_key" ADD COLUMN "compromised_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "body_member" ADD CONSTRAINT "body_member_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "body_member" ADD CONSTRAINT "body_member_body_id_operator_id_fk" FOREIGN KEY ("body_id") REFERENCES "public"."operator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosure" ADD CONSTRAINT "disclosure_passport_id_version_passport_version_passport_id_version_fk" FOREIGN KEY ("passport_id","version") REFERENCES "public"."passport_version"("passport_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosure_delivery" ADD CONSTRAINT "disclosure_delivery_reader_id_user_id_fk" FOREIGN KEY ("reader_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosure_delivery" ADD CONSTRAINT "disclosure_delivery_passport_id_version_passport_version_passport_id_version_fk" FOREIGN KEY ("passport_id","version") REFERENCES "public"."passport_version"("passport_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "log_cosignature" ADD CONSTRAINT "log_cosignature_size_log_checkpoint_size_fk" FOREIGN KEY ("size") REFERENCES "public"."log_checkpoint"("size") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_event" ADD CONSTRAINT "case_event_case_id_case_file_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case_file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_event" ADD CONSTRAINT "case_event_passport_id_passport_id_fk" FOREIGN KEY ("passport_id") REFERENCES "public"."passport"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_event" ADD CONSTRAINT "case_event_report_id_label_report_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."label_report"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_event" ADD CONSTRAINT "case_event_written_by_user_id_fk" FOREIGN KEY ("written_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_file" ADD CONSTRAINT "case_file_opened_by_user_id_fk" FOREIGN KEY ("opened_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "label_report" ADD CONSTRAINT "label_report_passport_id_passport_id_fk" FOREIGN KEY ("passport_id") REFERENCES "public"."passport"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "label_report" ADD CONSTRAINT "label_report_decided_by_user_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opinion" ADD CONSTRAINT "opinion_body_id_operator_id_fk" FOREIGN KEY ("body_id") REFERENCES "public"."operator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opinion" ADD CONSTRAINT "opinion_declaration_id_declaration_id_fk" FOREIGN KEY ("declaration_id") REFERENCES "public"."declaration"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opinion" ADD CONSTRAINT "opinion_signed_by_user_id_fk" FOREIGN KEY ("signed_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opinion" ADD CONSTRAINT "opinion_passport_id_version_passport_version_passport_id_version_fk" FOREIGN KEY ("passport_id","version") REFERENCES "public"."passport_version"("passport_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_question" ADD CONSTRAINT "record_question_passport_id_passport_id_fk" FOREIGN KEY ("passport_id") REFERENCES "public"."passport"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_question" ADD CONSTRAINT "record_question_written_by_user_id_fk" FOREIGN KEY ("written_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pending_signature" ADD CONSTRAINT "pending_signature_operator_id_operator_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pending_signature" ADD CONSTRAINT "pending_signature_created_by_user_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "status_change" ADD CONSTRAINT "status_change_changed_by_user_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "status_change" ADD CONSTRAINT "status_change_passport_id_version_passport_version_passport_id_version_fk" FOREIGN KEY ("passport_id","version") REFERENCES "public"."passport_version"("passport_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "status_list_version" ADD CONSTRAINT "status_list_version_operator_id_operator_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suspension" ADD CONSTRAINT "suspension_passport_id_passport_id_fk" FOREIGN KEY ("passport_id") REFERENCES "public"."passport"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suspension" ADD CONSTRAINT "suspension_authority_id_operator_id_fk" FOREIGN KEY ("authority_id") REFERENCES "public"."operator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suspension" ADD CONSTRAINT "suspension_signed_by_user_id_fk" FOREIGN KEY ("signed_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "disclosure_delivery_version" ON "disclosure_delivery" USING btree ("passport_id","version","created_at");--> statement-breakpoint
CREATE INDEX "case_event_case" ON "case_event" USING btree ("case_id","created_at");--> statement-breakpoint
CREATE INDEX "label_report_state" ON "label_report" USING btree ("state","created_at");--> statement-breakpoint
CREATE INDEX "opinion_version" ON "opinion" USING btree ("passport_id","version");--> statement-breakpoint
CREATE INDEX "record_question_passport" ON "record_question" USING btree ("passport_id","created_at");--> statement-breakpoint
CREATE INDEX "pending_signature_operator" ON "pending_signature" USING btree ("operator_id");--> statement-breakpoint
CREATE INDEX "status_change_version" ON "status_change" USING btree ("passport_id","version");--> statement-breakpoint
CREATE INDEX "status_list_version_time" ON "status_list_version" USING btree ("operator_id","list","issued_at");--> statement-breakpoint
CREATE INDEX "suspension_passport" ON "suspension" USING btree ("passport_id","issued_at");--> statement-breakpoint
ALTER TABLE "operator" ADD CONSTRAINT "operator_kind" CHECK ("operator"."kind" in ('economicOperator', 'notifiedBody', 'authority'));--> statement-breakpoint
ALTER TABLE "operator_key" ADD CONSTRAINT "operator_key_signer" CHECK ("operator_key"."signer" in ('process', 'service', 'pkcs11', 'upload'));--> statement-breakpoint
CREATE TRIGGER "log_checkpoint_append_only" BEFORE UPDATE OR DELETE ON "log_checkpoint" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "log_checkpoint_no_truncate" BEFORE TRUNCATE ON "log_checkpoint" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "log_cosignature_append_only" BEFORE UPDATE OR DELETE ON "log_cosignature" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "log_cosignature_no_truncate" BEFORE TRUNCATE ON "log_cosignature" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "log_key_append_only" BEFORE UPDATE OR DELETE ON "log_key" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "log_key_no_truncate" BEFORE TRUNCATE ON "log_key" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "status_list_version_append_only" BEFORE UPDATE OR DELETE ON "status_list_version" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "status_list_version_no_truncate" BEFORE TRUNCATE ON "status_list_version" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "status_change_append_only" BEFORE UPDATE OR DELETE ON "status_change" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "status_change_no_truncate" BEFORE TRUNCATE ON "status_change" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "suspension_append_only" BEFORE UPDATE OR DELETE ON "suspension" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "suspension_no_truncate" BEFORE TRUNCATE ON "suspension" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "disclosure_append_only" BEFORE UPDATE OR DELETE ON "disclosure" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "disclosure_no_truncate" BEFORE TRUNCATE ON "disclosure" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "disclosure_delivery_append_only" BEFORE UPDATE OR DELETE ON "disclosure_delivery" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "disclosure_delivery_no_truncate" BEFORE TRUNCATE ON "disclosure_delivery" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "opinion_append_only" BEFORE UPDATE OR DELETE ON "opinion" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "opinion_no_truncate" BEFORE TRUNCATE ON "opinion" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "record_question_append_only" BEFORE UPDATE OR DELETE ON "record_question" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "record_question_no_truncate" BEFORE TRUNCATE ON "record_question" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "case_event_append_only" BEFORE UPDATE OR DELETE ON "case_event" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "case_event_no_truncate" BEFORE TRUNCATE ON "case_event" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE FUNCTION "refuse_tile_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.level, NEW.n) = (OLD.level, OLD.n) AND substring(NEW.hashes FOR length(OLD.hashes)) = OLD.hashes THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a tile of the log is only ever extended: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER "log_tile_only_extended" BEFORE UPDATE OR DELETE ON "log_tile" FOR EACH ROW EXECUTE FUNCTION "refuse_tile_change"();--> statement-breakpoint
CREATE TRIGGER "log_tile_no_truncate" BEFORE TRUNCATE ON "log_tile" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE FUNCTION "refuse_smaller_log"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.size >= OLD.size THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'the log never gets smaller: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER "log_head_only_grows" BEFORE UPDATE OR DELETE ON "log_head" FOR EACH ROW EXECUTE FUNCTION "refuse_smaller_log"();--> statement-breakpoint
CREATE TRIGGER "log_head_no_truncate" BEFORE TRUNCATE ON "log_head" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE FUNCTION "refuse_status_return"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - 'value') = (to_jsonb(OLD) - 'value') AND (OLD.value, NEW.value) IN ((0, 0), (0, 1), (0, 3), (1, 1), (3, 1), (3, 3)) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a status never returns: % to % refused', OLD.value, NEW.value USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER "status_entry_one_way" BEFORE UPDATE ON "status_entry" FOR EACH ROW EXECUTE FUNCTION "refuse_status_return"();
