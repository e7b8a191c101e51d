ALTER TABLE "status_entry" ALTER COLUMN "passport_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "status_entry" ALTER COLUMN "version" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "status_change" ALTER COLUMN "passport_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "status_change" ALTER COLUMN "version" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "operator" ADD COLUMN "ceased_reason" text;--> statement-breakpoint
ALTER TABLE "status_entry" ADD COLUMN "supplier_footprint_id" uuid;--> statement-breakpoint
ALTER TABLE "status_change" ADD COLUMN "supplier_footprint_id" uuid;--> statement-breakpoint
ALTER TABLE "status_entry" ADD CONSTRAINT "status_entry_supplier_footprint_id_supplier_footprint_id_fk" FOREIGN KEY ("supplier_footprint_id") REFERENCES "public"."supplier_footprint"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "status_change" ADD CONSTRAINT "status_change_supplier_footprint_id_supplier_footprint_id_fk" FOREIGN KEY ("supplier_footprint_id") REFERENCES "public"."supplier_footprint"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "status_change_footprint" ON "status_change" USING btree ("supplier_footprint_id");--> statement-breakpoint
ALTER TABLE "status_entry" ADD CONSTRAINT "status_entry_supplierFootprintId_unique" UNIQUE("supplier_footprint_id");--> statement-breakpoint
ALTER TABLE "status_entry" ADD CONSTRAINT "status_entry_of_one" CHECK (num_nonnulls("status_entry"."passport_id", "status_entry"."supplier_footprint_id") = 1 and ("status_entry"."passport_id" is null) = ("status_entry"."version" is null));--> statement-breakpoint
ALTER TABLE "status_change" ADD CONSTRAINT "status_change_of_one" CHECK (num_nonnulls("status_change"."passport_id", "status_change"."supplier_footprint_id") = 1 and ("status_change"."passport_id" is null) = ("status_change"."version" is null));