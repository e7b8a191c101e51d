/** What a PDF may not do to whoever opens it. */
export type PdfHarm =
  /** Runs JavaScript. */
  | "script"
  /** Starts a program, sends data, or does something by itself when it is opened. */
  | "action"
  /** Carries other files, sounds or films. */
  | "embedded"
  /** A form with a language of its own. */
  | "form"
  /** Cannot be looked into. */
  | "encrypted"
  | "unreadable";

/** Unpacks a zlib stream of at most `most` bytes; null when it is none or longer. */
export type Inflate = (bytes: Uint8Array, most: number) => Uint8Array | null;

/** Bytes of all object streams of a file once unpacked. Drawings and images stay packed. */
const mostUnpacked = 64 * 1024 * 1024;

/**
 * What is wrong with the insides of a PDF. It is not understood: harmful names are looked for wherever a reader could find an
 * object, in the file itself and in its object streams. What cannot be looked into is refused, and so is what only might be
 * harmful; a false alarm is mended by printing the document into a new file.
 *
 * Source: ISO 32000-2, 7.3.5 (names and their `#` codes), 7.5.7 (object streams), 7.6 (encryption), 12.6.4 (actions), 7.11.4
 * (embedded files), 12.7.8 (XFA forms).
 */
export function findPdfHarm(bytes: Uint8Array, inflate: Inflate): PdfHarm | null {
  const text = latin1(bytes);
  const streams = streamsOf(text);
  if (streams === null) return "unreadable";
  const open = [outsideOf(text, streams)];
  let left = mostUnpacked;
  for (const { start, end, dictionary } of streams) {
    // A table of places could lead into a drawing: nothing a reader would take for an object or a table may stand there.
    if (/\d\s+obj\b|\btrailer\b|\bxref\b/.test(text.slice(start, end)) || !isHead(dictionary))
      return "unreadable";
    const names = namesIn(dictionary);
    if (!names.has("ObjStm") && !(names.has("First") && names.has("N"))) continue;
    const plain = unpacked(bytes.subarray(start, end), names, (packed) => inflate(packed, left));
    if (plain === null) return "unreadable";
    left -= plain.length;
    open.push(latin1(plain));
  }
  const names = new Set(open.flatMap((part) => [...namesIn(part)]));
  if (names.has("OpenAction") && open.every((part) => opensQuietly(part, names))) names.delete("OpenAction");
  return harms.find(([name]) => names.has(name))?.[1] ?? null;
}

/** A stream: where its contents begin and end, and the text of its dictionary without the last two brackets. */
interface Stream {
  readonly start: number;
  readonly end: number;
  readonly dictionary: string;
}

/** Null where one does not end. */
function streamsOf(text: string): readonly Stream[] | null {
  const streams: Stream[] = [];
  const head = />>\s*stream(?:\r\n|\n|\r)?/g;
  let before = 0;
  for (let found = head.exec(text); found !== null; found = head.exec(text)) {
    const start = head.lastIndex;
    const end = text.indexOf("endstream", start);
    if (end < 0) return null;
    const from = Math.max(text.lastIndexOf(" obj", found.index), before);
    streams.push({ start, end, dictionary: text.slice(from, found.index) });
    before = end;
    head.lastIndex = end;
  }
  return streams;
}

function outsideOf(text: string, streams: readonly Stream[]): string {
  const ends = [0, ...streams.map(({ end }) => end)];
  return ends.map((end, index) => text.slice(end, streams[index]?.start)).join(" ");
}

/** Whether the dictionary is one, and not a text or a remark in which the word for a stream stands. */
function isHead(dictionary: string): boolean {
  let plain = dictionary.replace(/\\[\s\S]/g, "");
  for (let depth = 0; depth < 10 && plain.includes("("); depth++) plain = plain.replace(/\([^()]*\)/g, "");
  if (/[()%]/.test(plain)) return false;
  return (plain.match(/<</g)?.length ?? 0) === (plain.match(/>>/g)?.length ?? 0) + 1;
}

/** The objects in a stream; null for one that is packed in any other way than object streams usually are. */
function unpacked(
  packed: Uint8Array,
  names: ReadonlySet<string>,
  inflate: (packed: Uint8Array) => Uint8Array | null,
): Uint8Array | null {
  if (["DecodeParms", "DP", "F", "FFilter", "Crypt"].some((name) => names.has(name))) return null;
  const filters = [...names].filter((name) => /Decode$|^(?:Fl|AHx|A85|LZW|RL|CCF|DCT)$/.test(name));
  if (filters.length === 0) return packed;
  return filters.length === 1 && /^Fl(?:ateDecode)?$/.test(filters[0] ?? "") ? inflate(packed) : null;
}

/** Harm by the name that only it has. */
const harms: readonly (readonly [name: string, harm: PdfHarm])[] = [
  ["Encrypt", "encrypted"],
  ["JavaScript", "script"],
  ["JS", "script"],
  ["Launch", "action"],
  ["OpenAction", "action"],
  ["AA", "action"],
  ["SubmitForm", "action"],
  ["ImportData", "action"],
  ["GoToE", "action"],
  ["GoToR", "action"],
  ["Rendition", "embedded"],
  ["RichMedia", "embedded"],
  ["Movie", "embedded"],
  ["Sound", "embedded"],
  ["3D", "embedded"],
  ["EmbeddedFile", "embedded"],
  ["EmbeddedFiles", "embedded"],
  ["Filespec", "embedded"],
  ["XFA", "form"],
];

/** Names in a text, their codes undone: `#4A#53` is `JS`. */
function namesIn(text: string): ReadonlySet<string> {
  return new Set(
    [...text.matchAll(/\/((?:#[0-9A-Fa-f]{2}|[^\0\t\n\f\r ()<>[\]{}/%])+)/g)].map(([, written = ""]) =>
      written.replace(/#([0-9A-Fa-f]{2})/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      ),
    ),
  );
}

/**
 * Whether all that happens on opening is that a page is shown, as most programs write. An opening that stands elsewhere can at
 * worst follow a link, where the document has any: everything else has a name of its own.
 */
function opensQuietly(text: string, names: ReadonlySet<string>): boolean {
  const written = text.match(/\/(?:#[0-9A-Fa-f]{2}|[^\0\t\n\f\r ()<>[\]{}/%])+/g) ?? [];
  const openings = written.filter((name) => namesIn(name).has("OpenAction")).length;
  const shown =
    text.match(
      /\/OpenAction\s{0,9}\[\s{0,9}\d{1,9}\s{1,9}\d{1,9}\s{1,9}R\s{0,9}\/(?:Fit|XYZ)[^\]]{0,200}\]/g,
    ) ?? [];
  const elsewhere = names.has("URI")
    ? []
    : (text.match(/\/OpenAction\s{0,9}(?:\d{1,9}\s{1,9}\d{1,9}\s{1,9}R\b|<<)/g) ?? []);
  return openings === shown.length + elsewhere.length;
}

function latin1(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return parts.join("");
}
