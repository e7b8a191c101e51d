import type { ScreenProps } from "./screen-props.ts";
import { oneOf } from "./screen-props.ts";
import { messagesOf, localeOf, textOf } from "../_text/text.ts";
import { Notice } from "./notice.tsx";
import { problemSpeaker } from "./problem-sentence.ts";
import { spoken } from "./spoken.ts";

/** Says whether what a form asked for was done, as the address tells that it leads back to. */
export async function ActOutcome({ searchParams }: Pick<ScreenProps, "searchParams">) {
  const [query, { language }] = await Promise.all([searchParams, spoken()]);
  const t = textOf(language, "oversight");
  const code = oneOf(query["refused"]);
  if (code !== "" && /^[A-Z_]{2,40}$/.test(code)) {
    const say = problemSpeaker(localeOf(language), messagesOf(language).problems);
    return (
      <Notice tone="danger" title={t("common.refused")} live>
        <p>{say({ code, path: "", params: { value: oneOf(query["value"]) } })}</p>
      </Notice>
    );
  }
  return oneOf(query["done"]) === "1" ? <Notice tone="good" title={t("common.done")} live /> : null;
}
