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
}

/** Errors or warnings of the calculation in words, each with the line it speaks of where there is one. */
export async function Findings({ tone, title, lead, findings, lines }: FindingsProps) {
  const { language, problems } = await spoken();
  const problem = problemSpeaker(localeOf(language), problems);
  return (
    <Notice tone={tone} title={title}>
      {lead === "" ? null : <p>{lead}</p>}
      <ul>
        {findings.map(({ code, path }) => {
          const line = lines.find((one) => path === one.code || path.startsWith(`${one.code}.`));
          const name = line === undefined ? undefined : language === "zh" ? line.nameZh : line.nameEn;
          return (
            <li key={`${code} ${path}`}>
              {name === undefined ? null : <a href={`#line-${line?.code}`}>{name}</a>}
              {name === undefined ? null : ": "}
              {problem({ code, path })} <code className="small muted">{code}</code>
              {name === undefined && path !== "" ? <code className="small muted"> {path}</code> : null}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}
