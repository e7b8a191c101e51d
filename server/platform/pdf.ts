import { setImmediate as othersFirst } from "node:timers/promises";
import type PDFDocument from "pdfkit";
import type { Spoken, SpokenBlock, SpokenDocument, SpokenSection } from "../domain/study/spoken.ts";
import type { Face, FaceOf, Weight } from "./pdf-fonts.ts";
import { facesFor } from "./pdf-fonts.ts";
import { linesOf } from "./pdf-lines.ts";
import { qrPath, qrSide, qrSymbol } from "./qr-image.ts";

/** A4 in points, and what of it is written on. */
const page = { width: 595.28, height: 841.89, left: 56, right: 56, top: 52, bottom: 66 };
const contentWidth = page.width - page.left - page.right;
const lowest = page.height - page.bottom;

const ink = "#14201b";
const muted = "#55625c";
const line = "#c9d0cb";
const wash = "#f2f4f0";
const warn = "#8a5a00";
const accent = "#0b6b4f";

interface Style {
  readonly size: number;
  readonly weight: Weight;
  readonly colour: string;
}

const styles = {
  title: { size: 22, weight: 600, colour: ink },
  subtitle: { size: 13, weight: 400, colour: ink },
  chapter: { size: 13.5, weight: 600, colour: ink },
  part: { size: 10.5, weight: 600, colour: ink },
  body: { size: 9.5, weight: 400, colour: ink },
  small: { size: 8.2, weight: 400, colour: muted },
  cell: { size: 8.2, weight: 400, colour: ink },
  cellBold: { size: 8.2, weight: 600, colour: ink },
  head: { size: 7.6, weight: 600, colour: muted },
  headline: { size: 30, weight: 600, colour: ink },
  unit: { size: 12, weight: 400, colour: muted },
  foot: { size: 7.4, weight: 400, colour: muted },
} as const satisfies Readonly<Record<string, Style>>;

/**
 * A document as a PDF file: A4, fonts embedded, text that can be copied and searched, headings and tables tagged for
 * screen readers, bookmarks. The same document always gives the same bytes: its time is that of the document.
 *
 * Source: ISO 32000-1, 14.8 (tagged PDF).
 */
export async function renderPdf(spoken: SpokenDocument): Promise<Uint8Array<ArrayBuffer>> {
  const isChinese = spoken.language.startsWith("zh");
  const [{ default: Pdf }, faceOf] = await Promise.all([
    import("pdfkit"),
    facesFor(charactersOf(spoken), isChinese),
  ]);
  const at = new Date(spoken.at);
  const pdf = new Pdf({
    size: "A4",
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: "1.7",
    tagged: true,
    displayTitle: true,
    lang: spoken.language,
    info: {
      Title: `${spoken.title} · ${spoken.subtitle}`,
      Author: spoken.author,
      Subject: spoken.running,
      Creator: "Cellproof",
      Producer: "Cellproof, PDFKit",
      CreationDate: at,
      ModDate: at,
    },
  });
  const chunks: Buffer[] = [];
  const done = new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
    pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
    pdf.once("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
    pdf.once("error", reject);
  });
  await new Writer(pdf, spoken, faceOf, isChinese ? 1.6 : 1.45).write();
  pdf.end();
  return done;
}

/** Every text of a document, so that the faces it needs are there before the first line is set. */
function charactersOf(spoken: SpokenDocument): string {
  const texts: string[] = [spoken.page(0, 0), "0123456789\u00A0…·–", ...spoken.notices];
  const gather = (value: unknown): void => {
    if (typeof value === "string") texts.push(value);
    else if (Array.isArray(value)) for (const one of value) gather(one);
    else if (typeof value === "object" && value !== null) for (const one of Object.values(value)) gather(one);
  };
  gather(spoken);
  return texts.join("");
}

type Struct = PDFKit.PDFStructureElement;
type Table = Extract<SpokenBlock, { readonly kind: "table" }>;

/** Sets one document, from the top of the first page to the foot of the last. */
class Writer {
  readonly #pdf: typeof PDFDocument.prototype;
  readonly #spoken: SpokenDocument;
  readonly #faceOf: FaceOf;
  readonly #leading: number;
  readonly #registered = new Set<string>();
  readonly #widths = new Map<string, number>();
  readonly #contents: { readonly section: SpokenSection; readonly at: number }[] = [];
  readonly #pageOf = new Map<string, number>();
  #root: Struct;
  #y = 0;
  #pages = 0;

  constructor(pdf: typeof PDFDocument.prototype, spoken: SpokenDocument, faceOf: FaceOf, leading: number) {
    this.#pdf = pdf;
    this.#spoken = spoken;
    this.#faceOf = faceOf;
    this.#leading = leading;
    this.#root = pdf.struct("Document");
  }

  async write(): Promise<void> {
    this.#pdf.addStructure(this.#root);
    this.#newPage();
    this.#titleBlock();
    if (this.#spoken.kind === "report") this.#placeContents();
    for (const [index, section] of this.#spoken.sections.entries()) {
      await this.#section(section, this.#spoken.sections[index + 1]);
    }
    this.#root.end();
    this.#fillContents();
    this.#feet();
  }

  #newPage(): void {
    this.#pdf.addPage();
    this.#pages += 1;
    this.#y = page.top;
    const { watermark } = this.#spoken;
    if (watermark === null) return;
    this.#artifact(() => {
      const style: Style = { size: watermark.length > 3 ? 120 : 190, weight: 600, colour: warn };
      const wide = this.#width(watermark, style);
      this.#pdf.save();
      this.#pdf.rotate(-55, { origin: [page.width / 2, page.height / 2] }).fillOpacity(0.09);
      this.#put(watermark, (page.width - wide) / 2, page.height / 2 + 60, style);
      this.#pdf.restore();
    });
  }

  #room(height: number): void {
    if (this.#y + height > lowest) this.#newPage();
  }

  /** Title, which declaration, what must be read first; the QR code to its right. */
  #titleBlock(): void {
    const { title, subtitle, notices, qr } = this.#spoken;
    const top = this.#y;
    const side = 96;
    const width = qr === null ? contentWidth : contentWidth - side - 24;
    this.#artifact(() => {
      this.#pdf.rect(page.left, top - 14, 36, 3).fill(accent);
    });
    this.#y += 4;
    this.#text(title, styles.title, { tag: "H1", width, after: 2 });
    this.#text(subtitle, styles.subtitle, { tag: "P", width, after: 8 });
    for (const notice of notices) this.#notice(notice, width);
    if (qr !== null) {
      const x = page.width - page.right - side;
      this.#qr(qr.url, x, top - 14, side);
      const from = this.#y;
      this.#y = top - 14 + side + 4;
      this.#text(qr.caption, styles.foot, { tag: "Caption", x, width: side, after: 0 });
      const end = this.#y;
      this.#y = from;
      if (end > this.#y) this.#y = end;
    }
    this.#y += 8;
  }

  #qr(url: string, x: number, y: number, side: number): void {
    const symbol = qrSymbol(url);
    const figure = this.#pdf.struct("Figure", { alt: url, bbox: [x, y, x + side, y + side] });
    this.#root.add(figure);
    this.#mark(figure, "Figure", () => {
      this.#pdf.save();
      this.#pdf.translate(x, y).scale(side / qrSide(symbol));
      this.#pdf.path(qrPath(symbol)).fill("#000000");
      this.#pdf.restore();
    });
    figure.end();
  }

  /** Chapters of a long report with their pages; the numbers are known at the end. */
  #placeContents(): void {
    for (const section of this.#spoken.sections) {
      this.#room(19);
      if (section.level === 1) this.#y += 5;
      this.#contents.push({ section, at: this.#y });
      this.#y += 13;
    }
    this.#y += 8;
  }

  #fillContents(): void {
    if (this.#contents.length === 0) return;
    const list = this.#pdf.struct("TOC");
    this.#pdf.addStructure(list);
    let pageOfEntry = 0;
    let before = 0;
    for (const { section, at } of this.#contents) {
      if (at < before) pageOfEntry += 1;
      before = at;
      this.#pdf.switchToPage(pageOfEntry);
      const entry = this.#pdf.struct("TOCI");
      list.add(entry);
      const style: Style = section.level === 1 ? { ...styles.body, weight: 600 } : styles.body;
      const x = page.left + (section.level === 1 ? 0 : 22);
      const number = String(this.#pageOf.get(section.id) ?? "");
      const name = this.#clipped(`${section.number}  ${section.title}`, contentWidth - 60, style);
      this.#mark(entry, "TOCI", () => {
        this.#put(name, x, at + 9, style);
        this.#put(number, page.width - page.right - this.#width(number, style), at + 9, style);
      });
      this.#pdf.goTo(page.left, at, contentWidth, 12, section.id);
      entry.end();
    }
    list.end();
  }

  async #section(section: SpokenSection, next: SpokenSection | undefined): Promise<void> {
    const { level, number, title, id, blocks } = section;
    const style = level === 1 ? styles.chapter : styles.part;
    // A heading never stands alone at the foot of a page, nor only with the heading of its first part.
    const isReport = this.#spoken.kind === "report";
    const isOnlyHeading = blocks.length === 0 && next !== undefined;
    this.#room(isOnlyHeading ? 48 + roomOf(next) : roomOf(section));
    if (this.#y > page.top) this.#y += level === 1 ? (isReport ? 20 : 12) : 8;
    const named = number === "" ? title : `${number}${isReport ? "  " : " "}${title}`;
    this.#pageOf.set(id, this.#pages);
    this.#pdf.addNamedDestination(id, "XYZ", page.left, this.#y - 6, null);
    if (level === 1) this.#pdf.outline.addItem(named);
    this.#text(named, style, { tag: level === 1 ? "H2" : "H3", after: level === 1 ? 6 : 4 });
    for (const [index, block] of blocks.entries()) {
      if (block.kind === "paragraph" && blocks[index + 1]?.kind === "table") this.#keepWithTable(block);
      await this.#block(block);
    }
  }

  /** A sentence that leads to a table stands on the page where the table begins. */
  #keepWithTable({ text, tone }: Extract<SpokenBlock, { readonly kind: "paragraph" }>): void {
    const style = tone === "small" ? styles.small : styles.body;
    this.#room(this.#break(text.text, contentWidth, style).length * this.#lineHeight(style) + 100);
  }

  async #block(block: SpokenBlock): Promise<void> {
    switch (block.kind) {
      case "paragraph":
        if (block.tone === "notice") this.#notice(block.text.text, contentWidth);
        else
          this.#text(block.text.text, block.tone === "small" ? styles.small : styles.body, {
            tag: "P",
            after: 6,
            ...(block.text.href === undefined ? {} : { href: block.text.href }),
          });
        break;
      case "headline":
        this.#headline(block);
        break;
      case "facts":
        this.#facts(block.rows);
        break;
      case "list":
        this.#list(block.items);
        break;
      case "stages":
        this.#stages(block);
        break;
      case "table":
        await this.#table(block);
        break;
    }
  }

  #headline({ value, unit, basis }: Extract<SpokenBlock, { readonly kind: "headline" }>): void {
    this.#room(64);
    const struct = this.#child("P");
    const baseline = this.#y + 27;
    this.#mark(struct, "P", () => {
      const after = this.#put(value, page.left, baseline, styles.headline);
      this.#put(unit, after + 7, baseline, styles.unit);
    });
    struct.end();
    this.#y = baseline + 10;
    this.#text(basis, styles.small, { tag: "P", after: 8 });
  }

  #notice(text: string, width: number): void {
    const inside = width - 18;
    const lines = this.#break(text, inside, styles.cell);
    const height = lines.length * this.#lineHeight(styles.cell) + 8;
    this.#room(height + 4);
    const top = this.#y;
    this.#artifact(() => {
      this.#pdf.rect(page.left, top, width, height).fill(wash);
      this.#pdf.rect(page.left, top, 2.5, height).fill(warn);
    });
    this.#y += 4;
    this.#lines(this.#child("P"), "P", lines, styles.cell, { x: page.left + 10, width: inside });
    this.#y = top + height + 6;
  }

  /** Names at the left, values beside them. */
  #facts(rows: readonly (readonly [name: string, value: Spoken])[]): void {
    const table = this.#child("Table");
    const nameWidth = 150;
    const valueWidth = contentWidth - nameWidth - 12;
    for (const [name, value] of rows) {
      const names = this.#break(name, nameWidth, styles.small);
      const values = this.#break(value.text, valueWidth, styles.cell);
      const height = Math.max(names.length, values.length) * this.#lineHeight(styles.cell) + 3;
      this.#room(Math.min(height, 200));
      const top = this.#y;
      const row = this.#pdf.struct("TR");
      table.add(row);
      const [head, cell] = [this.#pdf.struct("TH", { scope: "Row" }), this.#pdf.struct("TD")];
      row.add(head);
      row.add(cell);
      const pageBefore = this.#pages;
      this.#lines(head, "TH", names, styles.small, { x: page.left, width: nameWidth });
      this.#y = this.#pages === pageBefore ? top : page.top;
      this.#lines(cell, "TD", values, styles.cell, {
        x: page.left + nameWidth + 12,
        width: valueWidth,
        ...(value.href === undefined ? {} : { href: value.href }),
      });
      row.end();
      if (this.#pages === pageBefore) this.#y = top + height;
    }
    table.end();
    this.#y += 6;
  }

  #list(items: readonly Spoken[]): void {
    const list = this.#child("L");
    for (const { text, href } of items) {
      const item = this.#pdf.struct("LI");
      const [label, body] = [this.#pdf.struct("Lbl"), this.#pdf.struct("LBody")];
      list.add(item);
      item.add(label);
      item.add(body);
      this.#room(this.#lineHeight(styles.body));
      this.#mark(label, "Lbl", () => this.#put("–", page.left + 2, this.#y + styles.body.size, styles.body));
      label.end();
      const lines = this.#break(text, contentWidth - 16, styles.body);
      this.#lines(body, "LBody", lines, styles.body, {
        x: page.left + 16,
        width: contentWidth - 16,
        ...(href === undefined ? {} : { href }),
      });
      item.end();
      this.#y += 2;
    }
    list.end();
    this.#y += 5;
  }

  /** One bar for all stages, credits to the left of zero; each with colour, pattern and, below, its name and share. */
  #stages({ label, parts }: Extract<SpokenBlock, { readonly kind: "stages" }>): void {
    const size = parts.map(({ share }) => Number(share));
    const positive = size.filter((share) => share > 0).reduce((sum, share) => sum + share, 0);
    const negative = size.filter((share) => share < 0).reduce((sum, share) => sum - share, 0);
    const span = positive + negative;
    if (!(span > 0)) return;
    this.#room(62);
    const top = this.#y;
    const height = 18;
    const zero = page.left + (negative / span) * contentWidth;
    const figure = this.#pdf.struct("Figure", {
      alt: `${label}: ${parts.map((part) => part.label).join(", ")}`,
      bbox: [page.left, top, page.left + contentWidth, top + height],
    });
    this.#root.add(figure);
    this.#mark(figure, "Figure", () => {
      let [right, left] = [zero, zero];
      for (const [index, part] of parts.entries()) {
        const width = (Math.abs(size[index] ?? 0) / span) * contentWidth;
        const isCredit = (size[index] ?? 0) < 0;
        if (isCredit) left -= width;
        this.#swatch(part.stage, isCredit ? left : right, top, width, height);
        if (!isCredit) right += width;
      }
      if (negative > 0)
        this.#pdf
          .lineWidth(1)
          .moveTo(zero, top - 3)
          .lineTo(zero, top + height + 3)
          .stroke(ink);
    });
    figure.end();
    this.#y = top + height + 7;
    let x = page.left;
    for (const part of parts) {
      const wide = this.#width(part.label, styles.cell) + 16;
      if (x + wide > page.left + contentWidth && x > page.left) {
        x = page.left;
        this.#y += this.#lineHeight(styles.cell) + 2;
      }
      const struct = this.#child("P");
      const [at, baseline] = [x, this.#y + styles.cell.size];
      this.#artifact(() => this.#swatch(part.stage, at, this.#y + 1, 9, 9));
      this.#mark(struct, "P", () => this.#put(part.label, at + 13, baseline, styles.cell));
      struct.end();
      x += wide + 16;
    }
    this.#y += this.#lineHeight(styles.cell) + 10;
  }

  #swatch(stage: string, x: number, y: number, width: number, height: number): void {
    const { colour, pattern } = looks[stage] ?? { colour: "#7a4e9e", pattern: "rows" };
    if (!(width > 0)) return;
    this.#pdf.rect(x, y, width, height).fill(colour);
    if (pattern === null) return;
    this.#pdf.save();
    this.#pdf.rect(x, y, width, height).clip();
    this.#pdf.lineWidth(0.8).strokeColor("#ffffff");
    if (pattern === "diagonal") {
      for (let at = x - height; at < x + width; at += 5) {
        this.#pdf
          .moveTo(at, y + height)
          .lineTo(at + height, y)
          .stroke();
      }
    } else if (pattern === "rows") {
      for (let at = y + 2; at < y + height; at += 3.5)
        this.#pdf
          .moveTo(x, at)
          .lineTo(x + width, at)
          .stroke();
    } else {
      for (let at = x + 2; at < x + width; at += 4)
        this.#pdf
          .moveTo(at, y)
          .lineTo(at, y + height)
          .stroke();
    }
    this.#pdf.restore();
  }

  /**
   * A table over as many pages as it needs; its head stands on each. A thousand rows take a second: whoever else waits
   * for this process is answered between them.
   */
  async #table(table: Table): Promise<void> {
    const { caption, columns, rows, foot } = table;
    const weights = columns.reduce((sum, { weight }) => sum + weight, 0);
    const gap = 10;
    const usable = contentWidth - gap * (columns.length - 1);
    const widths = columns.map(({ weight }) => (weight / weights) * usable);
    const xs = widths.map(
      (_, index) => page.left + widths.slice(0, index).reduce((sum, width) => sum + width + gap, 0),
    );
    const heads = columns.map(({ head }, index) => this.#break(head, widths[index] ?? 0, styles.head));
    const headHeight = Math.max(...heads.map((lines) => lines.length)) * this.#lineHeight(styles.head) + 6;
    const struct = this.#child("Table");
    this.#room(headHeight + 60);
    const captionStruct = this.#pdf.struct("Caption");
    struct.add(captionStruct);
    this.#lines(captionStruct, "Caption", this.#break(caption, contentWidth, styles.small), styles.small, {
      x: page.left,
      width: contentWidth,
    });
    this.#y += 2;

    const drawHead = (isFirst: boolean) => {
      const top = this.#y;
      const row = isFirst ? this.#pdf.struct("TR") : null;
      if (row !== null) struct.add(row);
      for (const [index, lines] of heads.entries()) {
        this.#y = top + headHeight - 5 - lines.length * this.#lineHeight(styles.head);
        const place = {
          x: xs[index] ?? 0,
          width: widths[index] ?? 0,
          align: columns[index]?.align ?? "start",
        };
        if (row === null) {
          this.#artifact(() => this.#plainLines(lines, styles.head, place));
          continue;
        }
        const cell = this.#pdf.struct("TH", { scope: "Column" });
        row.add(cell);
        this.#lines(cell, "TH", lines, styles.head, place);
      }
      row?.end();
      this.#y = top + headHeight;
      this.#rule(ink, 0.6);
      this.#y += 3;
    };

    const drawRow = (cells: readonly Spoken[], isFoot: boolean) => {
      const style = isFoot ? styles.cellBold : styles.cell;
      const rowStruct = this.#pdf.struct("TR");
      struct.add(rowStruct);
      const structs = cells.map((_, index) => {
        const cell = index === 0 ? this.#pdf.struct("TH", { scope: "Row" }) : this.#pdf.struct("TD");
        rowStruct.add(cell);
        return cell;
      });
      let left = cells.map(({ text }, index) => this.#break(text, widths[index] ?? 0, style));
      const heightOf = (cell: readonly (readonly string[])[]) =>
        Math.max(1, ...cell.map((lines) => lines.length)) * this.#lineHeight(style);
      const whole = heightOf(left) + 6;
      if (this.#y + whole > lowest && whole <= lowest - page.top - headHeight) {
        this.#newPage();
        drawHead(false);
      }
      // A row taller than a page goes on over the next ones.
      while (left.some((lines) => lines.length > 0)) {
        const fit = Math.max(1, Math.floor((lowest - this.#y - 4) / this.#lineHeight(style)));
        const top = this.#y;
        const now = left.map((lines) => lines.slice(0, fit));
        for (const [index, lines] of now.entries()) {
          this.#y = top;
          const cell = structs[index];
          if (cell === undefined || lines.length === 0) continue;
          this.#lines(cell, index === 0 ? "TH" : "TD", lines, style, {
            x: xs[index] ?? 0,
            width: widths[index] ?? 0,
            align: columns[index]?.align ?? "start",
          });
        }
        this.#y = top + heightOf(now) + 3;
        left = left.map((lines) => lines.slice(fit));
        if (left.some((lines) => lines.length > 0)) {
          this.#newPage();
          drawHead(false);
        }
      }
      rowStruct.end();
    };

    drawHead(true);
    for (const [index, row] of rows.entries()) {
      drawRow(row, false);
      if (index % 20 === 19) await othersFirst();
      if (index < rows.length - 1 || foot === null) this.#rule(line, 0.4);
      this.#y += 3;
    }
    if (foot !== null) {
      this.#rule(ink, 0.6);
      this.#y += 3;
      drawRow(foot, true);
    }
    struct.end();
    this.#y += 9;
  }

  #rule(colour: string, width: number): void {
    const at = this.#y;
    this.#artifact(() => {
      this.#pdf
        .lineWidth(width)
        .moveTo(page.left, at)
        .lineTo(page.left + contentWidth, at)
        .stroke(colour);
    });
  }

  /** Which declaration and which page, at the foot of each. */
  #feet(): void {
    const { count } = this.#pdf.bufferedPageRange();
    for (let index = 0; index < count; index++) {
      this.#pdf.switchToPage(index);
      const at = page.height - 40;
      const which = this.#spoken.page(index + 1, count);
      const room = contentWidth - this.#width(which, styles.foot) - 24;
      this.#artifact(() => {
        this.#pdf
          .lineWidth(0.4)
          .moveTo(page.left, at)
          .lineTo(page.left + contentWidth, at)
          .stroke(line);
        this.#put(this.#clipped(this.#spoken.running, room, styles.foot), page.left, at + 12, styles.foot);
        const x = page.width - page.right - this.#width(which, styles.foot);
        this.#put(which, x, at + 12, styles.foot);
      });
    }
  }

  #clipped(text: string, width: number, style: Style): string {
    if (this.#width(text, style) <= width) return text;
    const characters = [...text];
    while (characters.length > 1 && this.#width(`${characters.join("")}…`, style) > width) characters.pop();
    return `${characters.join("").trimEnd()}…`;
  }

  /** A block of text from the left edge on. */
  #text(
    text: string,
    style: Style,
    at: {
      readonly tag: string;
      readonly after: number;
      readonly x?: number;
      readonly width?: number;
      readonly href?: string;
    },
  ): void {
    const { tag, after, x = page.left, width = contentWidth, href } = at;
    this.#lines(this.#child(tag), tag, this.#break(text, width, style), style, {
      x,
      width,
      ...(href === undefined ? {} : { href }),
    });
    this.#y += after;
  }

  /** Lines one below the other, over pages where they must, all of one element. */
  #lines(
    struct: Struct,
    tag: string,
    lines: readonly string[],
    style: Style,
    place: {
      readonly x: number;
      readonly width: number;
      readonly align?: "start" | "end";
      readonly href?: string;
    },
  ): void {
    for (const [index, text] of lines.entries()) {
      // What has three lines or fewer stays together; of more, two stand together at its beginning and at its end.
      const isWhole = index === 0 && lines.length <= 3;
      const isPair = lines.length > 3 && (index === 0 || index === lines.length - 2);
      this.#room((isWhole ? lines.length : isPair ? 2 : 1) * this.#lineHeight(style));
      this.#mark(struct, tag, () => this.#plainLines([text], style, place));
      if (place.href !== undefined) {
        const height = this.#lineHeight(style);
        this.#pdf.link(place.x, this.#y - height, this.#width(text, style), height, place.href);
      }
    }
    struct.end();
  }

  #plainLines(
    lines: readonly string[],
    style: Style,
    {
      x,
      width,
      align = "start",
    }: { readonly x: number; readonly width: number; readonly align?: "start" | "end" },
  ): void {
    for (const text of lines) {
      const from = align === "end" ? x + width - this.#width(text, style) : x;
      this.#put(text, from, this.#y + style.size * 1.05, style);
      this.#y += this.#lineHeight(style);
    }
  }

  #child(tag: string): Struct {
    const struct = this.#pdf.struct(tag);
    this.#root.add(struct);
    return struct;
  }

  #mark(struct: Struct, tag: string, draw: () => void): void {
    const content = this.#pdf.markStructureContent(tag);
    draw();
    this.#pdf.endMarkedContent();
    struct.add(content);
  }

  /** What is drawn for the eye only. */
  #artifact(draw: () => void): void {
    this.#pdf.markContent("Artifact", { type: "Layout" });
    draw();
    this.#pdf.endMarkedContent();
  }

  #lineHeight({ size }: Style): number {
    return size * this.#leading;
  }

  #break(text: string, width: number, style: Style): readonly string[] {
    return linesOf(text, width, (part) => this.#width(part, style));
  }

  #width(text: string, style: Style): number {
    return this.#runs(text, style.weight).reduce(
      (sum, run) => sum + this.#widthOf(run) * style.size * sizeOf(run.level),
      0,
    );
  }

  /** Width of a text in one face at size 1. */
  #widthOf({ face, text }: { readonly face: Face; readonly text: string }): number {
    const key = `${face.name} ${text}`;
    const known = this.#widths.get(key);
    if (known !== undefined) return known;
    const width = this.#use(face).fontSize(1).widthOfString(text);
    this.#widths.set(key, width);
    return width;
  }

  /** Sets one line with its baseline at `y`; where it ends. */
  #put(text: string, x: number, y: number, style: Style): number {
    this.#pdf.fillColor(style.colour);
    let at = x;
    for (const run of this.#runs(text, style.weight)) {
      const size = style.size * sizeOf(run.level);
      const baseline = y + style.size * (run.level === "below" ? 0.14 : run.level === "above" ? -0.34 : 0);
      this.#use(run.face)
        .fontSize(size)
        .text(run.text, at, baseline, { lineBreak: false, baseline: "alphabetic" });
      at += this.#widthOf(run) * size;
    }
    return at;
  }

  #use(face: Face): typeof PDFDocument.prototype {
    if (!this.#registered.has(face.name)) {
      this.#pdf.registerFont(face.name, face.bytes);
      this.#registered.add(face.name);
    }
    return this.#pdf.font(face.name);
  }

  /** The text cut where the face changes; a character no face has becomes a visible mark, never an empty box. */
  #runs(text: string, weight: Weight): readonly Run[] {
    const runs: { face: Face; text: string; level: Level }[] = [];
    for (const character of text) {
      const small = smallDigit(character);
      const [shown, level] = small ?? [character, "line"];
      const own = this.#faceOf(shown.codePointAt(0) ?? 0, weight);
      const face = own ?? this.#faceOf(0x3f, weight);
      if (face === null) throw new Error("The fonts are not installed: run npm ci.");
      const written = own === null ? "?" : shown;
      const last = runs.at(-1);
      if (last?.face === face && last.level === level) last.text += written;
      else runs.push({ face, text: written, level });
    }
    return runs;
  }
}

type Level = "line" | "below" | "above";

interface Run {
  readonly face: Face;
  readonly text: string;
  readonly level: Level;
}

const below = "₀₁₂₃₄₅₆₇₈₉";
const above = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Small digits are set from the large ones: the faces have three of them at most. Copied text then reads `CO2e`. */
function smallDigit(character: string): readonly [digit: string, level: Level] | null {
  if (character < "\u0080") return null;
  const [low, high] = [below.indexOf(character), above.indexOf(character)];
  if (low !== -1) return [String(low), "below"];
  return high === -1 ? null : [String(high), "above"];
}

function sizeOf(level: Level): number {
  return level === "line" ? 1 : 0.66;
}

const looks: Readonly<
  Record<string, { readonly colour: string; readonly pattern: "diagonal" | "rows" | "columns" | null }>
> = {
  raw_materials: { colour: "#0b6b4f", pattern: null },
  raw_materials_and_parts: { colour: "#0b6b4f", pattern: null },
  raw_materials_and_eol: { colour: "#0b6b4f", pattern: null },
  parts: { colour: "#0b6b4f", pattern: "columns" },
  production: { colour: "#2f7fb5", pattern: "diagonal" },
  distribution: { colour: "#b27410", pattern: "columns" },
  end_of_life: { colour: "#7a4e9e", pattern: "rows" },
};

/** Room that a heading needs below it, with the beginning of what it stands above. */
function roomOf({ level, blocks }: SpokenSection): number {
  const table = blocks.findIndex(({ kind }) => kind === "table");
  // Of short rows two suffice.
  if (blocks[0]?.kind === "facts") return level === 1 ? 78 : 64;
  return table === 0 ? 130 : table === 1 ? 170 : level === 1 ? 96 : 78;
}
