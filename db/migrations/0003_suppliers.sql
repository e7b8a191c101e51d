ALTER TABLE "supplier_footprint" ADD COLUMN "leaf_index" bigint;--> statement-breakpoint
ALTER TABLE "supplier_request" ADD COLUMN "decline_reason" text;