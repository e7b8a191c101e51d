import { and, desc, eq, isNull, or } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { emissionFactor } from "../../../db/schema/index.ts";
import { factorView } from "./list.ts";
import type { FactorView } from "./view.ts";

export interface FactorWanted {
  readonly id: string;
  /** The newest when absent. */
  readonly version?: number | undefined;
  /** Whose inventory it is for: the library is for all, an own factor for its operator. */
  readonly operatorId: string;
}

/**
 * The factor that a line of this operator's inventory may use, for a material or its recycled part alike; undefined when
 * there is none, or when it is another operator's own.
 */
export async function resolveFactor(db: Database, wanted: FactorWanted): Promise<FactorView | undefined> {
  const versions = await db
    .select()
    .from(emissionFactor)
    .where(
      and(
        eq(emissionFactor.id, wanted.id),
        or(isNull(emissionFactor.operatorId), eq(emissionFactor.operatorId, wanted.operatorId)),
      ),
    )
    .orderBy(desc(emissionFactor.version));
  const [newest] = versions;
  const found =
    wanted.version === undefined ? newest : versions.find(({ version }) => version === wanted.version);
  return found === undefined || newest === undefined ? undefined : factorView(found, newest.version);
}
