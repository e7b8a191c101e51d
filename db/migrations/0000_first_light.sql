CREATE TABLE "account" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "api_token" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"name" text NOT NULL,
	"user_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_token_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "membership" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"operator_id" uuid,
	"role" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "membership_once" UNIQUE NULLS NOT DISTINCT("user_id","operator_id","role"),
	CONSTRAINT "membership_role" CHECK ("membership"."role" in ('author', 'reviewer', 'signer', 'keeper', 'authority', 'notifiedBody', 'interest')),
	CONSTRAINT "membership_operator" CHECK (("membership"."role" in ('author', 'reviewer', 'signer')) = ("membership"."operator_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"user_id" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "user" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor_id" text,
	"operator_id" uuid,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "declaration" (
	"id" uuid PRIMARY KEY NOT NULL,
	"operator_id" uuid NOT NULL,
	"model_id" uuid,
	"supplier_product_id" uuid,
	"facility_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"inventory_id" uuid NOT NULL,
	"method" text NOT NULL,
	"method_version" text NOT NULL,
	"request" jsonb,
	"result" jsonb,
	"request_digest" text,
	"result_digest" text,
	"published_value" numeric,
	"published_unit" text,
	"published_total" numeric,
	"published_total_unit" text,
	"published_shares" jsonb,
	"published_source" text,
	"conformity_declaration_number" text,
	"performance_class" text,
	"rule_set_id" text,
	"rule_set_version" integer,
	"lock" integer DEFAULT 0 NOT NULL,
	"change_reason" text,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"released_by" text,
	"released_at" timestamp with time zone,
	CONSTRAINT "declaration_inventoryId_unique" UNIQUE("inventory_id"),
	CONSTRAINT "declaration_subject" CHECK (num_nonnulls("declaration"."model_id", "declaration"."supplier_product_id") = 1),
	CONSTRAINT "declaration_state" CHECK ("declaration"."state" in ('draft', 'in_review', 'released', 'superseded', 'withdrawn'))
);
--> statement-breakpoint
CREATE TABLE "emission_factor" (
	"id" text NOT NULL,
	"version" integer NOT NULL,
	"name_en" text NOT NULL,
	"name_zh" text NOT NULL,
	"value" numeric NOT NULL,
	"unit" text NOT NULL,
	"geography" text NOT NULL,
	"year" integer NOT NULL,
	"source_title" text NOT NULL,
	"source_where" text,
	"quality_note" text,
	"boundary" text,
	"illustrative" boolean DEFAULT false NOT NULL,
	"content_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "emission_factor_id_version_pk" PRIMARY KEY("id","version")
);
--> statement-breakpoint
CREATE TABLE "inventory" (
	"id" uuid PRIMARY KEY NOT NULL,
	"operator_id" uuid NOT NULL,
	"title" text NOT NULL,
	"method" text NOT NULL,
	"gwp_set" text NOT NULL,
	"energy" jsonb NOT NULL,
	"period_start" date NOT NULL,
	"period_end" date NOT NULL,
	"based_on_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inventory_line" (
	"inventory_id" uuid NOT NULL,
	"code" text NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"stage" text NOT NULL,
	"component" text,
	"name_en" text NOT NULL,
	"name_zh" text NOT NULL,
	"amount" numeric,
	"amount_unit" text,
	"transport_mode" text,
	"distance" numeric,
	"distance_unit" text,
	"electricity_model" text,
	"factor_id" text,
	"factor_version" integer,
	"factor_value" numeric,
	"factor_unit" text,
	"recycled_share" numeric,
	"recycled_factor_value" numeric,
	"recycled_factor_unit" text,
	"credit" boolean DEFAULT false NOT NULL,
	"data_kind" text NOT NULL,
	"illustrative" boolean DEFAULT false NOT NULL,
	"source_en" text NOT NULL,
	"source_zh" text NOT NULL,
	"published_value" numeric,
	"published_unit" text,
	"published_problem" text,
	CONSTRAINT "inventory_line_inventory_id_code_pk" PRIMARY KEY("inventory_id","code"),
	CONSTRAINT "inventory_line_kind" CHECK ("inventory_line"."kind" in ('material', 'activity', 'electricity', 'transport')),
	CONSTRAINT "inventory_line_data_kind" CHECK ("inventory_line"."data_kind" in ('primary', 'secondary'))
);
--> statement-breakpoint
CREATE TABLE "performance_class_rule_set" (
	"id" text NOT NULL,
	"version" integer NOT NULL,
	"name" text NOT NULL,
	"legal_basis" text NOT NULL,
	"classes" jsonb NOT NULL,
	"valid_from" date NOT NULL,
	"source" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "performance_class_rule_set_id_version_pk" PRIMARY KEY("id","version")
);
--> statement-breakpoint
CREATE TABLE "supplier_product" (
	"id" uuid PRIMARY KEY NOT NULL,
	"operator_id" uuid NOT NULL,
	"facility_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name_en" text NOT NULL,
	"name_zh" text NOT NULL,
	"declared_amount" numeric NOT NULL,
	"declared_unit" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "supplier_product_code" UNIQUE("operator_id","code")
);
--> statement-breakpoint
CREATE TABLE "log_entry" (
	"idx" bigint PRIMARY KEY NOT NULL,
	"entry" "bytea" NOT NULL,
	"leaf_hash" "bytea" NOT NULL,
	CONSTRAINT "log_entry_leafHash_unique" UNIQUE("leaf_hash"),
	CONSTRAINT "log_entry_leaf_hash" CHECK (length("log_entry"."leaf_hash") = 32),
	CONSTRAINT "log_entry_size" CHECK (length("log_entry"."entry") <= 65535)
);
--> statement-breakpoint
CREATE TABLE "log_head" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"size" bigint NOT NULL,
	CONSTRAINT "log_head_one_row" CHECK ("log_head"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "battery_item" (
	"id" uuid PRIMARY KEY NOT NULL,
	"model_id" uuid NOT NULL,
	"serial" text NOT NULL,
	"product_url" text NOT NULL,
	"manufactured_on" text NOT NULL,
	"placed_on_market_on" date,
	"battery_status" text DEFAULT 'original' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "battery_item_productUrl_unique" UNIQUE("product_url"),
	CONSTRAINT "battery_item_serial" UNIQUE("model_id","serial"),
	CONSTRAINT "battery_item_status" CHECK ("battery_item"."battery_status" in ('original', 'repurposed', 're-used', 'remanufactured', 'waste')),
	CONSTRAINT "battery_item_month" CHECK ("battery_item"."manufactured_on" ~ '^[0-9]{4}-(0[1-9]|1[0-2])$')
);
--> statement-breakpoint
CREATE TABLE "battery_model" (
	"id" uuid PRIMARY KEY NOT NULL,
	"operator_id" uuid NOT NULL,
	"facility_id" uuid NOT NULL,
	"product_url" text NOT NULL,
	"gtin" text,
	"model_code" text NOT NULL,
	"type_designation" text NOT NULL,
	"name" text NOT NULL,
	"category" text NOT NULL,
	"chemistry" text NOT NULL,
	"mass_kg" numeric NOT NULL,
	"rated_capacity_ah" numeric NOT NULL,
	"nominal_voltage_v" numeric NOT NULL,
	"rated_energy_kwh" numeric NOT NULL,
	"usable_energy_kwh" numeric,
	"warranty_months" integer,
	"attributes" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"illustrative" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "battery_model_productUrl_unique" UNIQUE("product_url"),
	CONSTRAINT "battery_model_gtin_unique" UNIQUE("gtin"),
	CONSTRAINT "battery_model_code" UNIQUE("operator_id","model_code","facility_id"),
	CONSTRAINT "battery_model_category" CHECK ("battery_model"."category" in ('EV', 'LMT', 'industrialStationary', 'industrialOther')),
	CONSTRAINT "battery_model_mass" CHECK ("battery_model"."mass_kg" > 0),
	CONSTRAINT "battery_model_capacity" CHECK ("battery_model"."rated_capacity_ah" > 0 and "battery_model"."nominal_voltage_v" > 0 and "battery_model"."rated_energy_kwh" > 0)
);
--> statement-breakpoint
CREATE TABLE "document" (
	"id" uuid PRIMARY KEY NOT NULL,
	"operator_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"media_type" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"title" text NOT NULL,
	"language" text NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "document_digest" UNIQUE("operator_id","sha256")
);
--> statement-breakpoint
CREATE TABLE "model_document" (
	"model_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"attribute" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "model_document_model_id_document_id_attribute_pk" PRIMARY KEY("model_id","document_id","attribute")
);
--> statement-breakpoint
CREATE TABLE "recycled_content_statement" (
	"model_id" uuid NOT NULL,
	"facility_id" uuid NOT NULL,
	"year" integer NOT NULL,
	"metal" text NOT NULL,
	"pre_consumer_percent" numeric NOT NULL,
	"post_consumer_percent" numeric NOT NULL,
	"source" text NOT NULL,
	"illustrative" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "recycled_content_statement_model_id_facility_id_year_metal_pk" PRIMARY KEY("model_id","facility_id","year","metal"),
	CONSTRAINT "recycled_content_metal" CHECK ("recycled_content_statement"."metal" in ('cobalt', 'lead', 'lithium', 'nickel')),
	CONSTRAINT "recycled_content_share" CHECK ("recycled_content_statement"."pre_consumer_percent" >= 0 and "recycled_content_statement"."post_consumer_percent" >= 0 and "recycled_content_statement"."pre_consumer_percent" + "recycled_content_statement"."post_consumer_percent" <= 100)
);
--> statement-breakpoint
CREATE TABLE "facility" (
	"id" uuid PRIMARY KEY NOT NULL,
	"operator_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"name_original" text,
	"city" text NOT NULL,
	"region" text,
	"country" text NOT NULL,
	"identifier_scheme" text,
	"identifier" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "facility_code" UNIQUE("operator_id","code")
);
--> statement-breakpoint
CREATE TABLE "operator" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"name_original" text,
	"street_address" text NOT NULL,
	"postal_code" text NOT NULL,
	"city" text NOT NULL,
	"country" text NOT NULL,
	"email" text NOT NULL,
	"web" text,
	"identifier_scheme" text NOT NULL,
	"identifier" text NOT NULL,
	"demonstration" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "operator_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "operator_key" (
	"kid" text PRIMARY KEY NOT NULL,
	"operator_id" uuid NOT NULL,
	"use" text NOT NULL,
	"custody" text NOT NULL,
	"public_jwk" jsonb NOT NULL,
	"encrypted_private_key" "bytea",
	"state" text DEFAULT 'active' NOT NULL,
	"leaf_index" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retired_at" timestamp with time zone,
	CONSTRAINT "operator_key_use" CHECK ("operator_key"."use" in ('passport', 'status')),
	CONSTRAINT "operator_key_custody" CHECK ("operator_key"."custody" in ('registry', 'operator')),
	CONSTRAINT "operator_key_state" CHECK ("operator_key"."state" in ('active', 'retired', 'compromised'))
);
--> statement-breakpoint
CREATE TABLE "artefact" (
	"passport_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"kind" text NOT NULL,
	"body" text NOT NULL,
	"digest" text NOT NULL,
	CONSTRAINT "artefact_passport_id_version_kind_pk" PRIMARY KEY("passport_id","version","kind"),
	CONSTRAINT "artefact_digest_unique" UNIQUE("digest")
);
--> statement-breakpoint
CREATE TABLE "passport" (
	"id" uuid PRIMARY KEY NOT NULL,
	"product_url" text NOT NULL,
	"level" text NOT NULL,
	"model_id" uuid NOT NULL,
	"item_id" uuid,
	"operator_id" uuid NOT NULL,
	"log_subject" text NOT NULL,
	"document_status" text DEFAULT 'active' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "passport_productUrl_unique" UNIQUE("product_url"),
	CONSTRAINT "passport_itemId_unique" UNIQUE("item_id"),
	CONSTRAINT "passport_logSubject_unique" UNIQUE("log_subject"),
	CONSTRAINT "passport_level" CHECK (("passport"."level" = 'model' and "passport"."item_id" is null) or ("passport"."level" = 'item' and "passport"."item_id" is not null)),
	CONSTRAINT "passport_document_status" CHECK ("passport"."document_status" in ('active', 'inactive', 'archived', 'invalid'))
);
--> statement-breakpoint
CREATE TABLE "passport_predecessor" (
	"passport_id" uuid NOT NULL,
	"predecessor_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "passport_predecessor_passport_id_predecessor_id_pk" PRIMARY KEY("passport_id","predecessor_id"),
	CONSTRAINT "passport_predecessor_other" CHECK ("passport_predecessor"."passport_id" <> "passport_predecessor"."predecessor_id")
);
--> statement-breakpoint
CREATE TABLE "passport_version" (
	"passport_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"declaration_id" uuid,
	"credential_id" text NOT NULL,
	"kid" text NOT NULL,
	"previous_leaf_hash" "bytea",
	"leaf_index" bigint NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"released_by" text,
	"reason" text,
	CONSTRAINT "passport_version_passport_id_version_pk" PRIMARY KEY("passport_id","version"),
	CONSTRAINT "passport_version_credentialId_unique" UNIQUE("credential_id"),
	CONSTRAINT "passport_version_leafIndex_unique" UNIQUE("leaf_index"),
	CONSTRAINT "passport_version_from_one" CHECK ("passport_version"."version" >= 1)
);
--> statement-breakpoint
CREATE TABLE "status_entry" (
	"operator_id" uuid NOT NULL,
	"list" integer NOT NULL,
	"index" integer NOT NULL,
	"passport_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"value" smallint DEFAULT 0 NOT NULL,
	CONSTRAINT "status_entry_operator_id_list_index_pk" PRIMARY KEY("operator_id","list","index"),
	CONSTRAINT "status_entry_version" UNIQUE("passport_id","version"),
	CONSTRAINT "status_entry_index" CHECK ("status_entry"."index" >= 0 and "status_entry"."index" < 131072),
	CONSTRAINT "status_entry_value" CHECK ("status_entry"."value" in (0, 1, 3))
);
--> statement-breakpoint
CREATE TABLE "registry" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"public_url" text NOT NULL,
	"demonstration" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "registry_one_row" CHECK ("registry"."id" = 1)
);
--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_operator_id_operator_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declaration" ADD CONSTRAINT "declaration_operator_id_operator_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declaration" ADD CONSTRAINT "declaration_model_id_battery_model_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."battery_model"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declaration" ADD CONSTRAINT "declaration_supplier_product_id_supplier_product_id_fk" FOREIGN KEY ("supplier_product_id") REFERENCES "public"."supplier_product"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declaration" ADD CONSTRAINT "declaration_facility_id_facility_id_fk" FOREIGN KEY ("facility_id") REFERENCES "public"."facility"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declaration" ADD CONSTRAINT "declaration_inventory_id_inventory_id_fk" FOREIGN KEY ("inventory_id") REFERENCES "public"."inventory"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declaration" ADD CONSTRAINT "declaration_created_by_user_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declaration" ADD CONSTRAINT "declaration_released_by_user_id_fk" FOREIGN KEY ("released_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declaration" ADD CONSTRAINT "declaration_rule_set_id_rule_set_version_performance_class_rule_set_id_version_fk" FOREIGN KEY ("rule_set_id","rule_set_version") REFERENCES "public"."performance_class_rule_set"("id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory" ADD CONSTRAINT "inventory_operator_id_operator_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_line" ADD CONSTRAINT "inventory_line_inventory_id_inventory_id_fk" FOREIGN KEY ("inventory_id") REFERENCES "public"."inventory"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_line" ADD CONSTRAINT "inventory_line_factor_id_factor_version_emission_factor_id_version_fk" FOREIGN KEY ("factor_id","factor_version") REFERENCES "public"."emission_factor"("id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supplier_product" ADD CONSTRAINT "supplier_product_operator_id_operator_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supplier_product" ADD CONSTRAINT "supplier_product_facility_id_facility_id_fk" FOREIGN KEY ("facility_id") REFERENCES "public"."facility"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "battery_item" ADD CONSTRAINT "battery_item_model_id_battery_model_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."battery_model"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "battery_model" ADD CONSTRAINT "battery_model_operator_id_operator_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "battery_model" ADD CONSTRAINT "battery_model_facility_id_facility_id_fk" FOREIGN KEY ("facility_id") REFERENCES "public"."facility"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_operator_id_operator_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_created_by_user_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_document" ADD CONSTRAINT "model_document_model_id_battery_model_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."battery_model"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_document" ADD CONSTRAINT "model_document_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recycled_content_statement" ADD CONSTRAINT "recycled_content_statement_model_id_battery_model_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."battery_model"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recycled_content_statement" ADD CONSTRAINT "recycled_content_statement_facility_id_facility_id_fk" FOREIGN KEY ("facility_id") REFERENCES "public"."facility"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "facility" ADD CONSTRAINT "facility_operator_id_operator_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operator_key" ADD CONSTRAINT "operator_key_operator_id_operator_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "artefact" ADD CONSTRAINT "artefact_passport_id_version_passport_version_passport_id_version_fk" FOREIGN KEY ("passport_id","version") REFERENCES "public"."passport_version"("passport_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passport" ADD CONSTRAINT "passport_model_id_battery_model_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."battery_model"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passport" ADD CONSTRAINT "passport_item_id_battery_item_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."battery_item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passport" ADD CONSTRAINT "passport_operator_id_operator_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passport_predecessor" ADD CONSTRAINT "passport_predecessor_passport_id_passport_id_fk" FOREIGN KEY ("passport_id") REFERENCES "public"."passport"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passport_predecessor" ADD CONSTRAINT "passport_predecessor_predecessor_id_passport_id_fk" FOREIGN KEY ("predecessor_id") REFERENCES "public"."passport"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passport_version" ADD CONSTRAINT "passport_version_passport_id_passport_id_fk" FOREIGN KEY ("passport_id") REFERENCES "public"."passport"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passport_version" ADD CONSTRAINT "passport_version_declaration_id_declaration_id_fk" FOREIGN KEY ("declaration_id") REFERENCES "public"."declaration"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passport_version" ADD CONSTRAINT "passport_version_kid_operator_key_kid_fk" FOREIGN KEY ("kid") REFERENCES "public"."operator_key"("kid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passport_version" ADD CONSTRAINT "passport_version_released_by_user_id_fk" FOREIGN KEY ("released_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "status_entry" ADD CONSTRAINT "status_entry_operator_id_operator_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "status_entry" ADD CONSTRAINT "status_entry_passport_id_version_passport_version_passport_id_version_fk" FOREIGN KEY ("passport_id","version") REFERENCES "public"."passport_version"("passport_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_user" ON "account" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "session_user" ON "session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "audit_event_operator" ON "audit_event" USING btree ("operator_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "declaration_number" ON "declaration" USING btree (coalesce("model_id", "supplier_product_id"),"number");--> statement-breakpoint
CREATE UNIQUE INDEX "declaration_one_draft" ON "declaration" USING btree (coalesce("model_id", "supplier_product_id")) WHERE "declaration"."state" in ('draft', 'in_review');--> statement-breakpoint
CREATE UNIQUE INDEX "declaration_one_released" ON "declaration" USING btree (coalesce("model_id", "supplier_product_id")) WHERE "declaration"."state" = 'released';--> statement-breakpoint
CREATE INDEX "declaration_operator" ON "declaration" USING btree ("operator_id");--> statement-breakpoint
CREATE INDEX "declaration_model" ON "declaration" USING btree ("model_id");--> statement-breakpoint
CREATE INDEX "declaration_supplier_product" ON "declaration" USING btree ("supplier_product_id");--> statement-breakpoint
CREATE INDEX "battery_model_type" ON "battery_model" USING btree ("operator_id","type_designation");--> statement-breakpoint
CREATE INDEX "operator_key_operator" ON "operator_key" USING btree ("operator_id");--> statement-breakpoint
CREATE UNIQUE INDEX "passport_of_model" ON "passport" USING btree ("model_id") WHERE "passport"."level" = 'model';--> statement-breakpoint
CREATE INDEX "passport_model" ON "passport" USING btree ("model_id");--> statement-breakpoint
CREATE INDEX "passport_operator" ON "passport" USING btree ("operator_id");--> statement-breakpoint
CREATE INDEX "passport_public" ON "passport" USING btree ("level","product_url") WHERE "passport"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "passport_predecessor_successors" ON "passport_predecessor" USING btree ("predecessor_id");--> statement-breakpoint
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER "log_entry_append_only" BEFORE UPDATE OR DELETE ON "log_entry" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "log_entry_no_truncate" BEFORE TRUNCATE ON "log_entry" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "passport_version_append_only" BEFORE UPDATE OR DELETE ON "passport_version" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "passport_version_no_truncate" BEFORE TRUNCATE ON "passport_version" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "artefact_append_only" BEFORE UPDATE OR DELETE ON "artefact" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "artefact_no_truncate" BEFORE TRUNCATE ON "artefact" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "emission_factor_append_only" BEFORE UPDATE OR DELETE ON "emission_factor" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "emission_factor_no_truncate" BEFORE TRUNCATE ON "emission_factor" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "audit_event_append_only" BEFORE UPDATE OR DELETE ON "audit_event" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "audit_event_no_truncate" BEFORE TRUNCATE ON "audit_event" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE FUNCTION "refuse_released_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state IN ('released', 'superseded', 'withdrawn') AND (TG_OP = 'DELETE' OR
     (to_jsonb(NEW) - 'state' - 'updated_at') IS DISTINCT FROM (to_jsonb(OLD) - 'state' - 'updated_at') OR
     (OLD.state, NEW.state) NOT IN (('released', 'released'), ('released', 'superseded'), ('released', 'withdrawn'),
       ('superseded', 'superseded'), ('superseded', 'withdrawn'), ('withdrawn', 'withdrawn'))) THEN
    RAISE EXCEPTION 'a released declaration never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER "declaration_released_frozen" BEFORE UPDATE OR DELETE ON "declaration" FOR EACH ROW EXECUTE FUNCTION "refuse_released_change"();--> statement-breakpoint
CREATE FUNCTION "is_frozen_inventory"(uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM "declaration" d WHERE d.inventory_id = $1 AND d.state NOT IN ('draft', 'in_review'));
$$;--> statement-breakpoint
CREATE FUNCTION "refuse_frozen_inventory_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF is_frozen_inventory(OLD.id) THEN
    RAISE EXCEPTION 'the inventory of a released declaration never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER "inventory_frozen" BEFORE UPDATE OR DELETE ON "inventory" FOR EACH ROW EXECUTE FUNCTION "refuse_frozen_inventory_change"();--> statement-breakpoint
CREATE FUNCTION "refuse_frozen_line_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (TG_OP <> 'INSERT' AND is_frozen_inventory(OLD.inventory_id)) OR (TG_OP <> 'DELETE' AND is_frozen_inventory(NEW.inventory_id)) THEN
    RAISE EXCEPTION 'the inventory of a released declaration never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER "inventory_line_frozen" BEFORE INSERT OR UPDATE OR DELETE ON "inventory_line" FOR EACH ROW EXECUTE FUNCTION "refuse_frozen_line_change"();--> statement-breakpoint
CREATE FUNCTION "refuse_truncate"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% holds what never changes: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER "declaration_no_truncate" BEFORE TRUNCATE ON "declaration" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();--> statement-breakpoint
CREATE TRIGGER "inventory_no_truncate" BEFORE TRUNCATE ON "inventory" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();--> statement-breakpoint
CREATE TRIGGER "inventory_line_no_truncate" BEFORE TRUNCATE ON "inventory_line" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();--> statement-breakpoint
CREATE TRIGGER "status_entry_kept" BEFORE DELETE ON "status_entry" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "status_entry_no_truncate" BEFORE TRUNCATE ON "status_entry" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();--> statement-breakpoint
INSERT INTO "log_head" ("id", "size") VALUES (1, 0);
