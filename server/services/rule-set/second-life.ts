import { eq, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { batteryModel } from "../../../db/schema/index.ts";
import { secondLifeStatuses } from "../../domain/battery/second-life.ts";

/**
 * Whether the batteries of the model in the row were on the market before as others: its passport follows an earlier one,
 * or it has items and all of them are in a second life. Art. 7 and 8 are not for them. For queries over `battery_model`;
 * names are written out, because drizzle leaves the table's name away where a query has one table only.
 */
export function isSecondLifeModel(): SQL<boolean> {
  const statuses = sql.join(
    secondLifeStatuses.map((status) => sql`${status}`),
    sql`, `,
  );
  return sql<boolean>`(
    exists (select 1 from passport p join passport_predecessor b on b.passport_id = p.id
      where p.model_id = battery_model.id and p.level = 'model')
    or (exists (select 1 from battery_item i where i.model_id = battery_model.id)
      and not exists (select 1 from battery_item i where i.model_id = battery_model.id
        and i.battery_status not in (${statuses}))))`;
}

/** Whether the batteries of a model were on the market before. */
export async function isSecondLife(db: Database, modelId: string): Promise<boolean> {
  const [row] = await db
    .select({ secondLife: isSecondLifeModel() })
    .from(batteryModel)
    .where(eq(batteryModel.id, modelId));
  return row?.secondLife === true;
}
