CREATE TABLE "declaration_review" (
	"id" uuid PRIMARY KEY NOT NULL,
	"declaration_id" uuid NOT NULL,
	"verdict" text NOT NULL,
	"lock" integer NOT NULL,
	"request_digest" text,
	"note" text,
	"by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "declaration_review_verdict" CHECK ("declaration_review"."verdict" in ('submitted', 'approved', 'returned'))
);
--> statement-breakpoint
CREATE TABLE "import_mapping" (
	"operator_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"header_hash" text NOT NULL,
	"columns" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "import_mapping_operator_id_kind_header_hash_pk" PRIMARY KEY("operator_id","kind","header_hash")
);
--> statement-breakpoint
CREATE TABLE "import_row" (
	"run_id" uuid NOT NULL,
	"row_number" integer NOT NULL,
	"cells" jsonb NOT NULL,
	"value" jsonb,
	"problems" jsonb NOT NULL,
	CONSTRAINT "import_row_run_id_row_number_pk" PRIMARY KEY("run_id","row_number")
);
--> statement-breakpoint
CREATE TABLE "import_run" (
	"id" uuid PRIMARY KEY NOT NULL,
	"operator_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"declaration_id" uuid,
	"file_name" text NOT NULL,
	"sha256" text NOT NULL,
	"state" text DEFAULT 'staged' NOT NULL,
	"columns" jsonb NOT NULL,
	"good_rows" integer NOT NULL,
	"bad_rows" integer NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"accepted_at" timestamp with time zone,
	CONSTRAINT "import_run_state" CHECK ("import_run"."state" in ('staged', 'accepted', 'discarded'))
);
--> statement-breakpoint
CREATE TABLE "inventory_undo" (
	"inventory_id" uuid NOT NULL,
	"lock" integer NOT NULL,
	"action" text NOT NULL,
	"lines" jsonb NOT NULL,
	"header" jsonb,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "inventory_undo_inventory_id_lock_pk" PRIMARY KEY("inventory_id","lock")
);
--> statement-breakpoint
CREATE TABLE "model_change" (
	"id" uuid PRIMARY KEY NOT NULL,
	"model_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"changed_on" date NOT NULL,
	"note" text NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "model_change_kind" CHECK ("model_change"."kind" in ('bill_of_materials', 'energy_mix', 'plant'))
);
--> statement-breakpoint
CREATE TABLE "reduction_scenario" (
	"id" uuid PRIMARY KEY NOT NULL,
	"operator_id" uuid NOT NULL,
	"declaration_id" uuid NOT NULL,
	"name" text NOT NULL,
	"steps" jsonb NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "supplier_footprint" (
	"id" uuid PRIMARY KEY NOT NULL,
	"supplier_operator_id" uuid,
	"supplier_name" text NOT NULL,
	"received_by_operator_id" uuid,
	"request_id" uuid,
	"declaration_id" uuid,
	"origin" text NOT NULL,
	"product_name" text NOT NULL,
	"value" numeric NOT NULL,
	"unit" text NOT NULL,
	"period_start" date NOT NULL,
	"period_end" date NOT NULL,
	"geography" text,
	"primary_data_share" numeric,
	"gwp_set" text,
	"quality" jsonb,
	"boundary" text NOT NULL,
	"valid_until" date,
	"document" jsonb NOT NULL,
	"record" text,
	"content_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "supplier_footprint_origin" CHECK ("supplier_footprint"."origin" in ('link', 'pact', 'catena-x', 'credential'))
);
--> statement-breakpoint
CREATE TABLE "supplier_footprint_line" (
	"supplier_footprint_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"emission_kg" numeric NOT NULL,
	"note" text,
	CONSTRAINT "supplier_footprint_line_supplier_footprint_id_position_pk" PRIMARY KEY("supplier_footprint_id","position")
);
--> statement-breakpoint
CREATE TABLE "supplier_footprint_reading" (
	"id" uuid PRIMARY KEY NOT NULL,
	"supplier_footprint_id" uuid NOT NULL,
	"reader_name" text NOT NULL,
	"purpose" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "supplier_request" (
	"id" uuid PRIMARY KEY NOT NULL,
	"operator_id" uuid NOT NULL,
	"supplier_name" text NOT NULL,
	"product_name" text NOT NULL,
	"declared_unit" text NOT NULL,
	"period_start" date NOT NULL,
	"period_end" date NOT NULL,
	"message" text,
	"token_hash" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"answered_at" timestamp with time zone,
	CONSTRAINT "supplier_request_tokenHash_unique" UNIQUE("token_hash"),
	CONSTRAINT "supplier_request_state" CHECK ("supplier_request"."state" in ('open', 'answered', 'declined', 'withdrawn'))
);
--> statement-breakpoint
CREATE TABLE "recycled_content_lot" (
	"id" uuid PRIMARY KEY NOT NULL,
	"model_id" uuid NOT NULL,
	"year" integer NOT NULL,
	"metal" text NOT NULL,
	"lot" text NOT NULL,
	"supplier" text NOT NULL,
	"metal_kg" numeric NOT NULL,
	"pre_consumer_kg" numeric NOT NULL,
	"post_consumer_kg" numeric NOT NULL,
	"document_id" uuid,
	"illustrative" boolean DEFAULT false NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "recycled_content_lot_once" UNIQUE("model_id","year","metal","lot"),
	CONSTRAINT "recycled_content_lot_metal" CHECK ("recycled_content_lot"."metal" in ('cobalt', 'lead', 'lithium', 'nickel')),
	CONSTRAINT "recycled_content_lot_mass" CHECK ("recycled_content_lot"."metal_kg" > 0 and "recycled_content_lot"."pre_consumer_kg" >= 0 and "recycled_content_lot"."post_consumer_kg" >= 0 and "recycled_content_lot"."pre_consumer_kg" + "recycled_content_lot"."post_consumer_kg" <= "recycled_content_lot"."metal_kg")
);
--> statement-breakpoint
ALTER TABLE "declaration" ADD COLUMN "basis" jsonb;--> statement-breakpoint
ALTER TABLE "declaration" ADD COLUMN "submitted_by" text;--> statement-breakpoint
ALTER TABLE "declaration" ADD COLUMN "submitted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "declaration" ADD COLUMN "reviewed_by" text;--> statement-breakpoint
ALTER TABLE "declaration" ADD COLUMN "reviewed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "emission_factor" ADD COLUMN "operator_id" uuid;--> statement-breakpoint
ALTER TABLE "emission_factor" ADD COLUMN "gwp_set" text;--> statement-breakpoint
ALTER TABLE "emission_factor" ADD COLUMN "category" text;--> statement-breakpoint
ALTER TABLE "emission_factor" ADD COLUMN "evidence_document_id" uuid;--> statement-breakpoint
ALTER TABLE "emission_factor" ADD COLUMN "supplier_footprint_id" uuid;--> statement-breakpoint
ALTER TABLE "emission_factor" ADD COLUMN "quality" jsonb;--> statement-breakpoint
ALTER TABLE "emission_factor" ADD COLUMN "valid_until" date;--> statement-breakpoint
ALTER TABLE "inventory" ADD COLUMN "parameters" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "inventory" ADD COLUMN "study" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "inventory_line" ADD COLUMN "recycled_factor_id" text;--> statement-breakpoint
ALTER TABLE "inventory_line" ADD COLUMN "recycled_factor_version" integer;--> statement-breakpoint
ALTER TABLE "inventory_line" ADD COLUMN "circular" jsonb;--> statement-breakpoint
ALTER TABLE "inventory_line" ADD COLUMN "recovered_share" numeric;--> statement-breakpoint
ALTER TABLE "inventory_line" ADD COLUMN "end_of_life" jsonb;--> statement-breakpoint
ALTER TABLE "inventory_line" ADD COLUMN "cut" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "inventory_line" ADD COLUMN "cut_reason" text;--> statement-breakpoint
ALTER TABLE "inventory_line" ADD COLUMN "electricity_sources" jsonb;--> statement-breakpoint
ALTER TABLE "inventory_line" ADD COLUMN "empty_share" numeric;--> statement-breakpoint
ALTER TABLE "inventory_line" ADD COLUMN "factor_gwp_set" text;--> statement-breakpoint
ALTER TABLE "inventory_line" ADD COLUMN "quality" jsonb;--> statement-breakpoint
ALTER TABLE "inventory_line" ADD COLUMN "uncertainty" jsonb;--> statement-breakpoint
ALTER TABLE "inventory_line" ADD COLUMN "geography" text;--> statement-breakpoint
ALTER TABLE "inventory_line" ADD COLUMN "activity_year" integer;--> statement-breakpoint
ALTER TABLE "inventory_line" ADD COLUMN "confidential" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "inventory_line" ADD COLUMN "supplier_footprint_id" uuid;--> statement-breakpoint
ALTER TABLE "performance_class_rule_set" ADD COLUMN "kind" text DEFAULT 'classes' NOT NULL;--> statement-breakpoint
ALTER TABLE "performance_class_rule_set" ADD COLUMN "category" text;--> statement-breakpoint
ALTER TABLE "performance_class_rule_set" ADD COLUMN "status" text DEFAULT 'proposal' NOT NULL;--> statement-breakpoint
ALTER TABLE "performance_class_rule_set" ADD COLUMN "derivation" jsonb;--> statement-breakpoint
ALTER TABLE "performance_class_rule_set" ADD COLUMN "content_hash" text;--> statement-breakpoint
ALTER TABLE "performance_class_rule_set" ADD COLUMN "created_by" text;--> statement-breakpoint
ALTER TABLE "declaration_review" ADD CONSTRAINT "declaration_review_declaration_id_declaration_id_fk" FOREIGN KEY ("declaration_id") REFERENCES "public"."declaration"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declaration_review" ADD CONSTRAINT "declaration_review_by_user_id_fk" FOREIGN KEY ("by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_mapping" ADD CONSTRAINT "import_mapping_operator_id_operator_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_row" ADD CONSTRAINT "import_row_run_id_import_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."import_run"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_run" ADD CONSTRAINT "import_run_operator_id_operator_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_run" ADD CONSTRAINT "import_run_declaration_id_declaration_id_fk" FOREIGN KEY ("declaration_id") REFERENCES "public"."declaration"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_run" ADD CONSTRAINT "import_run_created_by_user_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_undo" ADD CONSTRAINT "inventory_undo_inventory_id_inventory_id_fk" FOREIGN KEY ("inventory_id") REFERENCES "public"."inventory"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_undo" ADD CONSTRAINT "inventory_undo_created_by_user_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_change" ADD CONSTRAINT "model_change_model_id_battery_model_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."battery_model"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_change" ADD CONSTRAINT "model_change_created_by_user_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reduction_scenario" ADD CONSTRAINT "reduction_scenario_operator_id_operator_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reduction_scenario" ADD CONSTRAINT "reduction_scenario_declaration_id_declaration_id_fk" FOREIGN KEY ("declaration_id") REFERENCES "public"."declaration"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reduction_scenario" ADD CONSTRAINT "reduction_scenario_created_by_user_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supplier_footprint" ADD CONSTRAINT "supplier_footprint_supplier_operator_id_operator_id_fk" FOREIGN KEY ("supplier_operator_id") REFERENCES "public"."operator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supplier_footprint" ADD CONSTRAINT "supplier_footprint_received_by_operator_id_operator_id_fk" FOREIGN KEY ("received_by_operator_id") REFERENCES "public"."operator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supplier_footprint" ADD CONSTRAINT "supplier_footprint_request_id_supplier_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."supplier_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supplier_footprint" ADD CONSTRAINT "supplier_footprint_declaration_id_declaration_id_fk" FOREIGN KEY ("declaration_id") REFERENCES "public"."declaration"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supplier_footprint_line" ADD CONSTRAINT "supplier_footprint_line_supplier_footprint_id_supplier_footprint_id_fk" FOREIGN KEY ("supplier_footprint_id") REFERENCES "public"."supplier_footprint"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supplier_footprint_reading" ADD CONSTRAINT "supplier_footprint_reading_supplier_footprint_id_supplier_footprint_id_fk" FOREIGN KEY ("supplier_footprint_id") REFERENCES "public"."supplier_footprint"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supplier_request" ADD CONSTRAINT "supplier_request_operator_id_operator_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supplier_request" ADD CONSTRAINT "supplier_request_created_by_user_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recycled_content_lot" ADD CONSTRAINT "recycled_content_lot_model_id_battery_model_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."battery_model"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recycled_content_lot" ADD CONSTRAINT "recycled_content_lot_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recycled_content_lot" ADD CONSTRAINT "recycled_content_lot_created_by_user_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "declaration_review_declaration" ON "declaration_review" USING btree ("declaration_id");--> statement-breakpoint
CREATE INDEX "import_run_declaration" ON "import_run" USING btree ("declaration_id");--> statement-breakpoint
CREATE INDEX "model_change_model" ON "model_change" USING btree ("model_id");--> statement-breakpoint
CREATE INDEX "reduction_scenario_declaration" ON "reduction_scenario" USING btree ("declaration_id");--> statement-breakpoint
CREATE INDEX "supplier_footprint_received" ON "supplier_footprint" USING btree ("received_by_operator_id");--> statement-breakpoint
CREATE INDEX "supplier_footprint_supplier" ON "supplier_footprint" USING btree ("supplier_operator_id");--> statement-breakpoint
CREATE INDEX "supplier_footprint_reading_of" ON "supplier_footprint_reading" USING btree ("supplier_footprint_id");--> statement-breakpoint
CREATE INDEX "supplier_request_operator" ON "supplier_request" USING btree ("operator_id");--> statement-breakpoint
ALTER TABLE "declaration" ADD CONSTRAINT "declaration_submitted_by_user_id_fk" FOREIGN KEY ("submitted_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declaration" ADD CONSTRAINT "declaration_reviewed_by_user_id_fk" FOREIGN KEY ("reviewed_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "emission_factor" ADD CONSTRAINT "emission_factor_operator_id_operator_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "emission_factor" ADD CONSTRAINT "emission_factor_evidence_document_id_document_id_fk" FOREIGN KEY ("evidence_document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "emission_factor" ADD CONSTRAINT "emission_factor_supplier_footprint_id_supplier_footprint_id_fk" FOREIGN KEY ("supplier_footprint_id") REFERENCES "public"."supplier_footprint"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_line" ADD CONSTRAINT "inventory_line_supplier_footprint_id_supplier_footprint_id_fk" FOREIGN KEY ("supplier_footprint_id") REFERENCES "public"."supplier_footprint"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "performance_class_rule_set" ADD CONSTRAINT "performance_class_rule_set_created_by_user_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "emission_factor_operator" ON "emission_factor" USING btree ("operator_id");--> statement-breakpoint
ALTER TABLE "performance_class_rule_set" ADD CONSTRAINT "performance_class_rule_set_kind" CHECK ("performance_class_rule_set"."kind" in ('classes', 'threshold'));--> statement-breakpoint
ALTER TABLE "performance_class_rule_set" ADD CONSTRAINT "performance_class_rule_set_status" CHECK ("performance_class_rule_set"."status" in ('proposal', 'adopted', 'in_force'));--> statement-breakpoint
CREATE TRIGGER "supplier_footprint_append_only" BEFORE UPDATE OR DELETE ON "supplier_footprint" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "supplier_footprint_no_truncate" BEFORE TRUNCATE ON "supplier_footprint" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "supplier_footprint_line_append_only" BEFORE UPDATE OR DELETE ON "supplier_footprint_line" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "supplier_footprint_reading_append_only" BEFORE UPDATE OR DELETE ON "supplier_footprint_reading" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "model_change_append_only" BEFORE UPDATE OR DELETE ON "model_change" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "declaration_review_unchanged" BEFORE UPDATE ON "declaration_review" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "performance_class_rule_set_append_only" BEFORE UPDATE OR DELETE ON "performance_class_rule_set" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
