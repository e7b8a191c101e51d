import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Top of the project. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** Every file of tests of the project, by path. */
export async function testFiles(): Promise<readonly { readonly path: string; readonly text: string }[]> {
  const paths: string[] = [];
  for (const folder of ["app", "db", "e2e", "server"]) {
    const entries = await readdir(path.join(root, folder), { recursive: true });
    for (const entry of entries) {
      if (/\.(?:test|spec)\.tsx?$/.test(entry)) paths.push(`${folder}/${entry.replaceAll("\\", "/")}`);
    }
  }
  return Promise.all(
    paths
      .toSorted()
      .map(async (file) => ({ path: file, text: await readFile(path.join(root, file), "utf8") })),
  );
}
