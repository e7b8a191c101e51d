import { componentNames } from "../../../../../server/domain/carbon-footprint/component-name.ts";
import { librarySource } from "../../../../../server/domain/carbon-footprint/library/library-words.ts";
import { parseExact, round } from "../../../../../server/domain/quantity/exact.ts";
import type { AnalysisView } from "../../../../../server/services/analysis/view.ts";
import type { DeclarationView } from "../../../../../server/services/footprint/view.ts";
import type { Language } from "../../../../_text/languages.ts";
import { messagesOf, textOf } from "../../../../_text/text.ts";
import { unitShown } from "../../../../_ui/shown.ts";
import { signs } from "../../../../_ui/signs.ts";
import { wordIn } from "../../../../_ui/word-in.ts";
import type { TreeData } from "./contribution-tree.tsx";
import { inputWords } from "./input-words.ts";

/**
 * The tree in the words of one language, as the browser draws it. A thousand lines repeat the same few words, so each is
 * sent once; shares go as far as they are shown.
 */
export function treeData(language: Language, view: DeclarationView, analysis: AnalysisView): TreeData {
  const { analysis: words, console: say } = messagesOf(language);
  const t = textOf(language, "analysis");
  const isChinese = language === "zh";
  const hotSpots = new Set(analysis.hotSpots.map(({ line }) => line));
  const lines = new Map(view.lines.map((line) => [line.code, line]));
  const places = new Map<string, number>();
  const word = (text: string): number => {
    const known = places.get(text);
    if (known !== undefined) return known;
    places.set(text, places.size);
    return places.size - 1;
  };
  const stages = analysis.stages.map((stage) => ({
    id: stage.stage,
    name: wordIn(say.stage, stage.stage),
    kg: stage.kg,
    share: tenthOfPercent(stage.share),
    components: stage.components.map((component) => ({
      name: component.component === null ? null : componentNames(component.component)[language],
      kg: component.kg,
      share: tenthOfPercent(component.share),
      lines: component.lines.map(({ line: code, kg, share, isSplit, parts }) => {
        const line = lines.get(code);
        return {
          ...{ code, kg, share: tenthOfPercent(share), isSplit },
          name: line === undefined ? words.tree.wholeProduct : isChinese ? line.nameZh : line.nameEn,
          isHotSpot: hotSpots.has(code),
          isLine: line !== undefined,
          data: word(line === undefined ? "" : say.dataKind[line.dataKind]),
          amountSource: word(line === undefined ? "" : isChinese ? line.sourceZh : line.sourceEn),
          parts: parts.map((part) => ({
            name: word(words.part[part.name]),
            kg: part.kg,
            share: tenthOfPercent(part.share),
            isCredit: part.isCredit,
            terms: part.terms.map(
              ({ input, value, unit }) =>
                [word(inputWords(language, input)), value, word(unitShown(unit, language))] as const,
            ),
            source: word(
              part.factor === null
                ? line?.kind === "transport" && line.factor === null
                  ? words.tree.methodDefault
                  : words.tree.ownFactor
                : [
                    t("tree.library", {
                      name: isChinese ? part.factor.nameZh : part.factor.nameEn,
                      version: part.factor.version,
                    }),
                    [part.factor.geography, part.factor.year].filter((one) => one !== null).join(" "),
                    librarySource(part.factor.source)[language],
                  ]
                    .filter((one) => one !== "")
                    .join(signs(language).semicolon),
            ),
          })),
        };
      }),
    })),
  }));
  return {
    inventory: `/console/declarations/${view.id}`,
    totalKg: analysis.totalKg,
    stages,
    words: [...places.keys()],
  };
}

/** A share as exactly as `percent` shows it. */
function tenthOfPercent(share: string): string {
  const exact = parseExact(share);
  return exact === null ? share : round(exact, 3, "half_up");
}
