import type { ScenarioStep } from "../../../../../server/domain/carbon-footprint/scenario-step.ts";
import type { en } from "../../../../_text/en.ts";
import type { SameKeys } from "../../../../_text/shape.ts";
import { asStated, percent, unitShown } from "../../../../_ui/shown.ts";
import type { Language } from "../../../../_text/languages.ts";

type Words = SameKeys<typeof en.scenarios>;

/** The translator of this screen, as far as steps need it. */
type Say = (key: `say.${keyof Words["say"]}`, values: Record<string, string>) => string;

/** One step as a person would say it. */
export function stepWords(
  language: Language,
  step: ScenarioStep,
  say: Say,
  words: Words,
  models: Readonly<Record<string, string>>,
): string {
  const factor = {
    value: step.factor === null ? "" : asStated(step.factor.value),
    unit: step.factor === null ? "" : unitShown(step.factor.unit, language),
  };
  switch (step.kind) {
    case "grid":
      return say("say.grid", { geography: step.geography, ...factor });
    case "green_power":
      return say("say.green_power", {
        percent: percent(step.share),
        model: models[step.model] ?? step.model,
        ...factor,
      });
    case "recycled_content":
      return say("say.recycled_content", { percent: percent(step.share), ...factor });
    case "recycling_route":
      return step.route === "second_use"
        ? say("say.second_use", {})
        : say("say.recycling_route", { route: words.route[step.route], ...factor });
    case "chemistry":
      return say("say.chemistry", { chemistry: step.chemistry, ratio: asStated(step.massRatio), ...factor });
    case "plant":
      return say("say.plant", { plant: step.plant, geography: step.geography, ...factor });
  }
}
