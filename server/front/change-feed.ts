import pg from "pg";
import type { Logger } from "../platform/logger.ts";

/** Sent by services with NOTIFY whenever what a product URL answers may have changed; the payload is the product's path. */
export const passportChanged = "passport_changed";

/**
 * Listens for changes of passports, from this process or any other on the same database. `onInformed(false)` is called
 * when the connection is lost and changes may be missed, `onInformed(true)` when it is (back) there.
 */
export function listenForChanges(options: {
  readonly database: pg.ClientConfig;
  readonly onChange: (path: string) => void;
  readonly onInformed: (informed: boolean) => void;
  readonly logger: Logger;
}): { readonly stop: () => Promise<void> } {
  let client: pg.Client | undefined;
  let stopped = false;
  let retry: NodeJS.Timeout | undefined;

  const connect = async (): Promise<void> => {
    const connection = new pg.Client({
      ...options.database,
      application_name: "cellproof change feed",
      keepAlive: true,
    });
    client = connection;
    connection.on("error", () => {}); // "end" follows
    connection.on("notification", ({ payload }) => {
      if (payload !== undefined && payload !== "") options.onChange(payload);
    });
    connection.once("end", lost);
    await connection.connect();
    await connection.query(`listen ${passportChanged}`);
    options.onInformed(true);
  };
  const lost = (): void => {
    if (stopped) return;
    options.onInformed(false);
    clearTimeout(retry);
    retry = setTimeout(open, retryMs);
  };
  const open = (): void => {
    connect().catch((error: unknown) => {
      options.logger.error("the feed of changes is not connected", { error });
      lost();
    });
  };
  // A connection that a network swallowed looks alive until something is sent on it.
  const pulse = setInterval(() => {
    client?.query("select 1").catch(() => client?.end().catch(() => {}));
  }, pulseMs);
  open();

  return {
    async stop() {
      stopped = true;
      clearTimeout(retry);
      clearInterval(pulse);
      await client?.end().catch(() => {});
    },
  };
}

const retryMs = 500;
const pulseMs = 20_000;
