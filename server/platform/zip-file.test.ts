import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import { fromBufferPromise } from "yauzl";
import { zipFile } from "./zip-file.ts";

const at = new Date("2026-11-20T12:34:56Z");
const text = (words: string) => new TextEncoder().encode(words);

async function written(entries: Parameters<typeof zipFile>[0]): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of zipFile(entries, at)) parts.push(part);
  return Buffer.concat(parts);
}

test("another program reads every file back, byte for byte, with its name", async () => {
  const files = [
    { name: "statement.json", bytes: text("{}") },
    { name: "evidence/证据 1.pdf", bytes: text("%PDF-1.7") },
    { name: "empty", bytes: new Uint8Array() },
  ];
  const archive = await fromBufferPromise(await written(files), { lazyEntries: true });
  const read: Record<string, string> = {};
  for await (const entry of archive.eachEntry())
    read[entry.fileName] = (await buffer(await archive.openReadStreamPromise(entry))).toString();
  expect(read).toEqual({ "statement.json": "{}", "evidence/证据 1.pdf": "%PDF-1.7", empty: "" });
});

test("the same files at the same time are the same archive", async () => {
  const files = [{ name: "a", bytes: text("b") }];
  expect((await written(files)).equals(await written(files))).toBe(true);
});

test("a file is asked for only when the one before is written", async () => {
  const asked: string[] = [];
  const entries = (function* () {
    for (const name of ["one", "two"]) {
      asked.push(name);
      yield { name, bytes: text(name) };
    }
  })();
  const archive = zipFile(entries, at);
  await archive.next();
  await archive.next();
  expect(asked).toEqual(["one"]);
  await archive.return(undefined);
});
