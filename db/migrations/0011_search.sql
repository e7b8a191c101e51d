-- pg_trgm finds any part of a text by index. It is trusted, so the owner of the database may add it; a PostgreSQL without
-- its contrib modules has none, and there searches read through the rows: the same answers, later.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm') THEN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX "registration_identifier_part" ON "registration" USING gin ("registration_id" gin_trgm_ops);
    CREATE INDEX "battery_item_serial_part" ON "battery_item" USING gin ("serial" gin_trgm_ops);
    CREATE INDEX "battery_item_chinese_code_part" ON "battery_item" USING gin ("chinese_code" gin_trgm_ops);
  END IF;
EXCEPTION
  WHEN insufficient_privilege THEN
    RAISE NOTICE 'The owner of this database may not add pg_trgm: searches among batteries read through the rows.';
END
$$;--> statement-breakpoint
DROP INDEX "passport_operator";--> statement-breakpoint
CREATE INDEX "passport_operator" ON "passport" USING btree ("operator_id","id");--> statement-breakpoint
CREATE INDEX "battery_item_other_status" ON "battery_item" USING btree ("battery_status") WHERE "battery_item"."battery_status" <> 'original';--> statement-breakpoint
CREATE INDEX "passport_other_status" ON "passport" USING btree ("document_status") WHERE "passport"."document_status" <> 'active';--> statement-breakpoint
CREATE INDEX "passport_version_issued" ON "passport_version" USING brin ("issued_at");
