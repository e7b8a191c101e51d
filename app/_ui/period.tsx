import type { Language } from "../_text/languages.ts";
import { day } from "./shown.ts";

/** From one day to another; a line breaks between the two and never inside one. */
export function Period({
  language,
  from,
  to,
}: {
  readonly language: Language;
  readonly from: string;
  readonly to: string;
}) {
  return (
    <>
      <span className="nowrap">{day(language, from)} –</span>{" "}
      <span className="nowrap">{day(language, to)}</span>
    </>
  );
}
