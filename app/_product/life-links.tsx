import type { LinkedPassport, PassportView } from "../../server/services/passport/view.ts";
import { textOf } from "../_text/text.ts";
import { Section } from "./frame.tsx";
import type { Words } from "./words.ts";

interface Props {
  readonly words: Words;
  readonly view: Pick<PassportView, "predecessors" | "successors">;
}

/**
 * What a battery was made of and what was made of it, in both directions. What was done to it is not said, for it would tell
 * the status of the battery (Annex XIII point 4(c)).
 */
export function LifeLinks({ words, view }: Props) {
  const t = textOf(words.language, "life");
  const { predecessors, successors } = view;
  if (predecessors.length + successors.length === 0) return null;
  return (
    <Section id="life" title={t("links.title")}>
      <p className="small">{t("links.lead")}</p>
      <Links words={words} title={t("links.predecessors")} linked={predecessors} />
      <Links words={words} title={t("links.successors")} linked={successors} />
    </Section>
  );
}

function Links({
  words,
  title,
  linked,
}: {
  readonly words: Words;
  readonly title: string;
  readonly linked: readonly LinkedPassport[];
}) {
  if (linked.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul className="plain">
        {linked.map(({ productUrl, path, modelName, serial }) => (
          <li key={productUrl}>
            <a href={words.href(path)}>{[modelName, serial].filter((part) => part !== null).join(" · ")}</a>{" "}
            <span className="id small">{productUrl}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
