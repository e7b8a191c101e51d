import { Fragment } from "react";
import type { CodeAt } from "../../../../server/domain/carbon-footprint/request.ts";
import type { LineView } from "../../../../server/services/footprint/view.ts";
import { Notice } from "../../../_ui/notice.tsx";
import { problemSpeaker } from "../../../_ui/problem-sentence.ts";
import { spoken } from "../../../_ui/spoken.ts";
import { localeOf } from "../../../_text/text.ts";

interface FindingsProps {
  readonly tone: "danger" | "warn";
  readonly title: string;
  readonly lead: string;
  readonly findings: readonly CodeAt[];
  readonly lines: readonly LineView[];
  /** Address of the screen the places are on; this one when absent. */
  readonly at?: string;
}

/** Errors or warnings of the calculation, each sentence once, with the lines it speaks of. */
export async function Findings({ tone, title, lead, findings, lines, at = "" }: FindingsProps) {
  const { language, t, problems } = await spoken();
  const problem = problemSpeaker(localeOf(language), problems);

  /** Where to mend them, each place once by the name it has on this screen. */
  function placesOf(some: readonly CodeAt[]): readonly { readonly href: string; readonly name: string }[] {
    const places = some.flatMap(({ path }) => {
      const line = lines.find(({ code }) => path === code || path.startsWith(`${code}.`));
      if (line !== undefined)
        return { href: `#line-${line.code}`, name: language === "zh" ? line.nameZh : line.nameEn };
      if (path.startsWith("energy")) return { href: "#denominator", name: t("declaration.denominator") };
      return path === "gwpSet" ? { href: "#basis", name: t("newDeclaration.gwpSet") } : [];
    });
    return places.filter(({ href }, place) => places.findIndex((one) => one.href === href) === place);
  }

  return (
    <Notice tone={tone} title={title}>
      {lead === "" ? null : <p>{lead}</p>}
      <ul>
        {[...new Set(findings.map(({ code }) => code))].map((code) => (
          <li key={code}>
            {problem({ code, path: "" })}{" "}
            <a href={`/help/${code}?lang=${language}`}>
              <code className="small">{code}</code>
            </a>
            {placesOf(findings.filter((finding) => finding.code === code)).map(({ href, name }, place) => (
              <Fragment key={href}>
                {place === 0 ? " " : " · "}
                <a href={`${at}${href}`}>{name}</a>
              </Fragment>
            ))}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
