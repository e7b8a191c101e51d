import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

/**
 * PostgreSQL refuses to run as root. `namespace`: another name for root in a namespace of users, files stay root's.
 * `nobody`: really another user. `capability`: another user who may still walk through folders closed to others.
 */
export type Confinement = "namespace" | "nobody" | "capability";

/** How to run a program of PostgreSQL's as somebody it accepts. */
export interface Unprivileged {
  /** Undefined for an ordinary user, who needs nothing. */
  readonly confinement: Confinement | undefined;
  readonly command: (file: string, args: readonly string[]) => [string, string[]];
  readonly spawn: { readonly uid?: number; readonly gid?: number };
  /** Gives a folder to the user PostgreSQL runs as; does nothing when it is theirs already. */
  readonly own: (folder: string) => void;
}

/** Chooses the first way that works on this machine; throws, with what to do, when none does. */
export function unprivileged(wanted: {
  readonly binDir: string;
  readonly dataDir: string;
  readonly confinement: Confinement | undefined;
}): Unprivileged {
  if (process.getuid?.() !== 0)
    return { confinement: undefined, command: (file, args) => [file, [...args]], spawn: {}, own: () => {} };
  const ways: Record<Confinement, () => boolean> = {
    namespace: () => spawnSync("unshare", [...namespaceArgs, "true"]).status === 0,
    nobody: () => [wanted.binDir, wanted.dataDir].every(isOpenToAll),
    capability: () => spawnSync("setpriv", [...capabilityArgs, "true"]).status === 0,
  };
  const order: Confinement[] =
    wanted.confinement === undefined ? ["namespace", "nobody", "capability"] : [wanted.confinement];
  const found = order.find((name) => ways[name]());
  if (found === undefined)
    throw new Error(
      "PostgreSQL does not run as root, and there is no way here to give up root's rights (tried: unshare, the user nobody, setpriv). " +
        "Start as an ordinary user, move the project and DATA_DIR where every user may go, or name a server in DATABASE_URL.",
    );
  return confined(found);
}

const nobody = 65534;
const namespaceArgs = ["--user", `--map-user=${nobody}`, `--map-group=${nobody}`];
const capabilityArgs = [
  `--reuid=${nobody}`,
  `--regid=${nobody}`,
  "--clear-groups",
  "--inh-caps=+dac_override",
  "--ambient-caps=+dac_override",
];

function confined(confinement: Confinement): Unprivileged {
  switch (confinement) {
    case "namespace":
      return {
        confinement,
        command: (file, args) => ["unshare", [...namespaceArgs, file, ...args]],
        spawn: {},
        own: (folder) => giveTo(folder, 0),
      };
    case "nobody":
      return {
        confinement,
        command: (file, args) => [file, [...args]],
        spawn: { uid: nobody, gid: nobody },
        own: (folder) => giveTo(folder, nobody),
      };
    case "capability":
      return {
        confinement,
        command: (file, args) => ["setpriv", [...capabilityArgs, file, ...args]],
        spawn: {},
        own: (folder) => giveTo(folder, nobody),
      };
  }
}

/** Whether everybody may walk down to the folder: the `x` for others on it and on each folder above. */
function isOpenToAll(folder: string): boolean {
  const above = path.dirname(folder);
  return (fs.statSync(folder).mode & 0o001) !== 0 && (above === folder || isOpenToAll(above));
}

function giveTo(folder: string, uid: number): void {
  if (fs.statSync(folder).uid === uid) return;
  for (const entry of fs.readdirSync(folder, { recursive: true, encoding: "utf8" }))
    fs.lchownSync(path.join(folder, entry), uid, uid);
  fs.chownSync(folder, uid, uid);
}
