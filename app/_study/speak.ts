import { createTranslator } from "use-intl/core";
import type { Block, Say, StudyDocument, WordList } from "../../server/domain/study/content.ts";
import type { Spoken, SpokenBlock, SpokenDocument } from "../../server/domain/study/spoken.ts";
import type { Rounding } from "../../server/domain/quantity/exact.ts";
import { wordsOf } from "../_product/words.ts";
import type { Words } from "../_product/words.ts";
import type { Language } from "../_text/languages.ts";
import { localeOf, messagesOf } from "../_text/text.ts";
import { unitShown } from "../_ui/shown.ts";

/** Writes a document in one language. Every form of it is made from what this returns, so all show the same figures. */
export function speak(document: StudyDocument, language: Language): SpokenDocument {
  const speaker = speakerOf(language, document.rounding);
  const { words, say, textOf } = speaker;
  return {
    kind: document.kind,
    language: localeOf(language),
    title: textOf(document.title),
    subtitle: textOf(document.subtitle),
    running: textOf(document.running),
    page: (number, of) =>
      textOf({ say: "page", with: { number: { text: String(number) }, of: { text: String(of) } } }),
    author: document.author,
    at: document.at,
    notices: document.notices.map(textOf),
    watermark: document.watermark === null ? null : textOf(document.watermark),
    qr: document.qr === null ? null : { url: document.qr.url, caption: textOf(document.qr.caption) },
    sections: document.sections.map(({ id, level, number, title, blocks }) => ({
      id,
      level,
      number,
      title: textOf(title),
      blocks: blocks.map((block) => speakBlock(block, { words, say, textOf })),
    })),
  };
}

interface Speaker {
  readonly words: Words;
  readonly say: (say: Say) => Spoken;
  readonly textOf: (say: Say) => string;
}

function speakBlock(block: Block, { words, say, textOf }: Speaker): SpokenBlock {
  switch (block.kind) {
    case "paragraph":
      return { kind: "paragraph", text: say(block.say), tone: block.tone ?? "plain" };
    case "headline":
      return {
        kind: "headline",
        value: textOf(block.value),
        unit: textOf(block.unit),
        basis: textOf(block.basis),
      };
    case "facts":
      return { kind: "facts", rows: block.rows.map(([name, value]) => [textOf(name), say(value)]) };
    case "list":
      return { kind: "list", items: block.items.map(say) };
    case "stages":
      return {
        kind: "stages",
        label: textOf(block.label),
        parts: block.parts.map((part) => ({
          ...part,
          label: `${textOf({ word: "stage", of: part.stage })} ${words.share(part.share)}`,
        })),
      };
    case "table":
      return {
        kind: "table",
        caption: textOf(block.caption),
        columns: block.columns.map(({ head, align, weight }) => ({ head: textOf(head), align, weight })),
        rows: block.rows.map((row) => row.map(say)),
        foot: block.foot === undefined ? null : block.foot.map(say),
      };
  }
}

function speakerOf(language: Language, rounding: Rounding): Speaker {
  const words = wordsOf(language);
  const sentences: Readonly<Record<string, string>> = messagesOf(language).study.document;
  const fill = createTranslator<Record<string, string>>({
    locale: localeOf(language),
    messages: { ...sentences },
    timeZone: "UTC",
    // A sentence that is missing is our fault: an error, never its key in a document.
    onError: (error) => {
      throw error;
    },
  });
  const lists = wordLists(language);
  const separator = language === "zh" ? "，" : ", ";

  const textOf = (said: Say): string => {
    if ("say" in said) return fill(said.say, mapValues(said.with ?? {}, textOf));
    if ("text" in said) return said.text;
    if ("code" in said) return said.code;
    if ("url" in said) return said.url;
    if ("en" in said) return language === "zh" ? said.zh : said.en;
    if ("figure" in said) {
      const { figure, places, unit } = said;
      const number = places === undefined ? words.exact(figure) : words.rounded(figure, places, rounding);
      return unit === undefined ? number : `${number}\u00A0${unitShown(unit, language)}`;
    }
    if ("unit" in said) return unitShown(said.unit, language);
    if ("share" in said) return words.share(said.share);
    if ("day" in said) return words.day(said.day);
    if ("country" in said) return words.country(said.country);
    if ("word" in said) return lists[said.word][said.of] ?? said.of;
    if ("all" in said) {
      const isList = said.all.every((one) => "word" in one);
      return said.all.map(textOf).join(isList && language === "zh" ? "、" : separator);
    }
    return said.lines.map(textOf).join("\n");
  };
  const say = (said: Say): Spoken => {
    if ("code" in said) return { text: said.code, code: true };
    if ("url" in said) return { text: said.url, href: said.url, code: true };
    return { text: textOf(said) };
  };
  return { words, say, textOf };
}

function wordLists(language: Language): Readonly<Record<WordList, Readonly<Record<string, string>>>> {
  const { passport, console: signedIn, study, analysis } = messagesOf(language);
  return {
    stage: passport.stages,
    stageAbout: study.stageAbout,
    method: passport.methods,
    category: passport.category,
    vehicle: signedIn.vehicleCategory,
    electricity: signedIn.electricityModel,
    mode: signedIn.mode,
    data: study.data,
    quality: study.quality,
    input: analysis.input,
    state: study.state,
    warning: study.warning,
  };
}

function mapValues<T, R>(record: Readonly<Record<string, T>>, change: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
