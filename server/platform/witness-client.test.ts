import http from "node:http";
import { afterEach, expect, test } from "vitest";
import { postCheckpoint } from "./witness-client.ts";

const servers: http.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function served(listener: http.RequestListener): Promise<string> {
  const server = http.createServer(listener);
  servers.push(server);
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? String(address?.port) : ""}`;
}

test("a witness that says nothing, or never comes to an end, is waited for no longer than was said", async () => {
  const late = { kind: "silence", why: "timeout" };
  const silent = await served(() => {});
  expect(await postCheckpoint(silent, "old 0\n", { waitMs: 50 })).toEqual(late);
  const halting = await served((_, response) => void response.writeHead(200).write("— "));
  expect(await postCheckpoint(halting, "old 0\n", { waitMs: 50 })).toEqual(late);
});

test("64 KiB of an answer are read, and not a byte more", async () => {
  const says = (bytes: number) =>
    served((_, response) => void response.writeHead(200).end("x".repeat(bytes)));
  expect(await postCheckpoint(await says(65_536), "")).toMatchObject({ kind: "answer", status: 200 });
  expect(await postCheckpoint(await says(65_537), "")).toEqual({ kind: "silence", why: "tooLarge" });
});

test("a witness that sends on to elsewhere is not followed", async () => {
  let asked = 0;
  const elsewhere = await served((_, response) => {
    asked += 1;
    response.end();
  });
  const sending = await served((_, response) => void response.writeHead(307, { location: elsewhere }).end());
  expect(await postCheckpoint(sending, "old 0\n")).toEqual({ kind: "answer", status: 307, text: "" });
  expect(asked).toBe(0);
});
