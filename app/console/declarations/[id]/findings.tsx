import type { CodeAt } from "../../../../server/domain/carbon-footprint/request.ts";
import type { LineView } from "../../../../server/services/footprint/view.ts";
import { Notice } from "../../../_ui/notice.tsx";
import { problemSpeaker } from "../../../_ui/problem-sentence.ts";
import { spoken } from "../../../_ui/spoken.ts";
import type { Language } from "../../../_text/languages.ts";
import { localeOf } from "../../../_text/text.ts";

interface FindingsProps {
  readonly tone: "danger" | "warn";
  readonly title: string;
  readonly lead: string;
  readonly findings: readonly CodeAt[];
  readonly lines: readonly LineView[];
}

/** Errors or warnings of the calculation, each sentence once, with the lines it speaks of. */
export async function Findings({ tone, title, lead, findings, lines }: FindingsProps) {
  const { language, problems } = await spoken();
  const problem = problemSpeaker(localeOf(language), problems);
  return (
    <Notice tone={tone} title={title}>
      {lead === "" ? null : <p>{lead}</p>}
      <ul>
        {[...new Set(findings.map(({ code }) => code))].map((code) => (
          <li key={code}>
            {problem({ code, path: "" })} <code className="small muted">{code}</code>
            {findings
              .filter((finding) => finding.code === code && finding.path !== "")
              .map(({ path }) => (
                <Place key={path} path={path} lines={lines} language={language} />
              ))}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** The line a finding speaks of, by its name; else the path in the calculation request. */
function Place({
  path,
  lines,
  language,
}: {
  readonly path: string;
  readonly lines: readonly LineView[];
  readonly language: Language;
}) {
  const line = lines.find((one) => path === one.code || path.startsWith(`${one.code}.`));
  if (line === undefined) return <code className="small muted"> {path}</code>;
  return (
    <>
      {" "}
      <a href={`#line-${line.code}`}>{language === "zh" ? line.nameZh : line.nameEn}</a>
    </>
  );
}
