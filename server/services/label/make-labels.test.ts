import { Buffer } from "node:buffer";
import { buffer } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { fromBufferPromise } from "yauzl";
import { a4 } from "../../domain/label/label-sheet.ts";
import { sampleFormat, sampleLabel } from "../../domain/label/sample-label.ts";
import { readCodes } from "../../platform/code-reader.ts";
import { qrSymbol } from "../../platform/qr-image.ts";
import type { LabelOrder } from "./make-labels.ts";
import { checkedLabels, labelArchive, labelSheets } from "./make-labels.ts";

const urlOf = (serial: string) =>
  `https://passport.example/01/09520000010010/21/${encodeURIComponent(serial)}`;
const labelOf = (serial: string) => ({
  name: serial,
  content: sampleLabel(urlOf(serial), qrSymbol(urlOf(serial))),
});
const order = (serials: readonly string[]): LabelOrder => ({
  labels: serials.map(labelOf),
  format: sampleFormat,
  complete: true,
  title: "Labels",
  at: new Date("2026-11-21T10:00:00Z"),
});

describe("BATT-Art13(6): a label is read before it is handed out", () => {
  test("a batch comes as one archive with a file for each serial number, which says its own identifier", async () => {
    const parts: Uint8Array[] = [];
    for await (const part of await labelArchive(order(["NT26A000001", "NT26A/2"]), "png")) parts.push(part);
    const found = new Map<string, readonly string[]>();
    const archive = await fromBufferPromise(Buffer.concat(parts));
    for await (const entry of archive.eachEntry()) {
      const bytes = await buffer(await archive.openReadStreamPromise(entry));
      found.set(entry.fileName, await readCodes(new Uint8Array(bytes)));
    }
    expect([...found]).toEqual([
      ["NT26A000001.png", [urlOf("NT26A000001")]],
      ["NT26A%2F2.png", [urlOf("NT26A/2")]],
    ]);
  });

  test("a label whose code says something else is not handed out", async () => {
    const [label] = order(["NT26A000001"]).labels;
    if (label === undefined) throw new Error("There is no label.");
    const wrong = { ...label, content: { ...label.content, code: qrSymbol(urlOf("NT26A000002")) } };
    await expect(checkedLabels({ ...order([]), labels: [wrong] })).rejects.toMatchObject({
      code: "LABEL_UNREADABLE",
    });
    const blank = { ...label, content: { ...label.content, code: { size: 33, dark: () => true } } };
    await expect(checkedLabels({ ...order([]), labels: [blank] })).rejects.toMatchObject({
      code: "LABEL_UNREADABLE",
    });
  });

  test("what is missing or does not fit is named for each label, and none is made", async () => {
    const [first, second] = order(["A", "B"]).labels;
    if (first === undefined || second === undefined) throw new Error("There are no labels.");
    const bare = { ...first, content: { ...first.content, facts: first.content.facts.slice(1) } };
    const long = { item: "weight", title: "Weight", value: "heavy ".repeat(400) } as const;
    const full = { ...second, content: { ...second.content, facts: [...second.content.facts, long] } };
    await expect(checkedLabels({ ...order([]), labels: [bare, full] })).rejects.toMatchObject({
      code: "INVALID_INPUT",
      problems: [
        { code: "E_LABEL_ITEM", path: "labels[0].facts.manufacturer" },
        { code: "E_LABEL_ROOM", path: "labels[1].weight" },
      ],
    });
    const { labels } = await checkedLabels({ ...order([]), labels: [bare], complete: false });
    expect(labels).toHaveLength(1);
  });

  test("sheets are one file of A4 pages", async () => {
    const pdf = Buffer.from(await labelSheets(order(["A", "B", "C"]), a4)).toString("latin1");
    expect(pdf.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(1);
    expect(pdf).toContain("/MediaBox [0 0 595.275591 841.889764]");
    await expect(labelSheets(order(["A"]), { ...a4, widthMm: 100 })).rejects.toMatchObject({
      problems: [{ code: "E_LABEL_SHEET" }],
    });
  });

  test("labels in Chinese are set in Chinese letters", async () => {
    const label = labelOf("A");
    const content = { ...label.content, language: "zh-Hans", heading: "电动汽车电池（演示）" };
    const { labels } = await checkedLabels({ ...order([]), labels: [{ ...label, content }] });
    expect(labels[0]?.drawing.words).toContain("电动汽车电池");
  });
});
