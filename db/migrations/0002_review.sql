ALTER TABLE "declaration_review" DROP CONSTRAINT "declaration_review_verdict";--> statement-breakpoint
ALTER TABLE "declaration" ADD COLUMN "editors" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "declaration_review" ADD COLUMN "content_digest" text;--> statement-breakpoint
ALTER TABLE "declaration_review" ADD CONSTRAINT "declaration_review_verdict" CHECK ("declaration_review"."verdict" in ('submitted', 'withdrawn', 'approved', 'returned'));--> statement-breakpoint
-- Drafts begun before editors were kept: whoever the audit log names.
UPDATE "declaration" d SET "editors" = coalesce((
  SELECT array_agg(DISTINCT a.actor_id) FROM "audit_event" a
  WHERE a.subject = d.id::text AND a.actor_id IS NOT NULL), '{}')
WHERE d.state = 'draft';--> statement-breakpoint
-- What a reviewer looks at stays as it is until the verdict.
CREATE OR REPLACE FUNCTION "is_frozen_inventory"(uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM "declaration" d WHERE d.inventory_id = $1 AND d.state <> 'draft');
$$;--> statement-breakpoint
CREATE OR REPLACE FUNCTION "refuse_frozen_inventory_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF is_frozen_inventory(OLD.id) THEN
    RAISE EXCEPTION 'the inventory of a declaration in review or released never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE OR REPLACE FUNCTION "refuse_frozen_line_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (TG_OP <> 'INSERT' AND is_frozen_inventory(OLD.inventory_id)) OR (TG_OP <> 'DELETE' AND is_frozen_inventory(NEW.inventory_id)) THEN
    RAISE EXCEPTION 'the inventory of a declaration in review or released never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
