import Link from "next/link";
import { Fragment } from "react";
import type { CodeAt } from "../../../../server/domain/carbon-footprint/request.ts";
import type { LineView } from "../../../../server/services/footprint/view.ts";
import { Notice } from "../../../_ui/notice.tsx";
import { problemSpeaker } from "../../../_ui/problem-sentence.ts";
import { spoken } from "../../../_ui/spoken.ts";
import { localeOf } from "../../../_text/text.ts";
import { lineAddress } from "./line-rows.ts";

interface FindingsProps {
  readonly tone: "danger" | "warn";
  readonly title: string;
  readonly lead: string;
  readonly findings: readonly CodeAt[];
  readonly lines: readonly LineView[];
  /** Address of the screen the places are on; this one when absent. */
  readonly at?: string;
  /** Address of a line; on that screen when absent. */
  readonly hrefOf?: (code: string) => string;
}

/** Errors or warnings of the calculation, each sentence once, with the lines it speaks of. */
export async function Findings({ tone, title, lead, findings, lines, at = "", hrefOf }: FindingsProps) {
  const { language, t, problems } = await spoken();
  const problem = problemSpeaker(localeOf(language), problems);

  const lineHref = hrefOf ?? ((code: string) => (at === "" ? `#line-${code}` : lineAddress(at, code)));
  const byCode = new Map(lines.map((line) => [line.code, line]));
  /** A code may have dots, and so has the path of a member. */
  function lineAt(path: string): LineView | undefined {
    for (let end = path.length; end > 0; end = path.lastIndexOf(".", end - 1)) {
      const line = byCode.get(path.slice(0, end));
      if (line !== undefined) return line;
    }
    return undefined;
  }

  /** Where to mend them, each place once by the name it has on this screen. */
  function placesOf(some: readonly CodeAt[]): readonly { readonly href: string; readonly name: string }[] {
    const places = some.flatMap(({ path }) => {
      const line = lineAt(path);
      if (line !== undefined)
        return { href: lineHref(line.code), name: language === "zh" ? line.nameZh : line.nameEn };
      if (path.startsWith("energy")) return { href: `${at}#denominator`, name: t("declaration.denominator") };
      return path === "gwpSet" ? { href: `${at}#basis`, name: t("newDeclaration.gwpSet") } : [];
    });
    return [...new Map(places.map((place) => [place.href, place])).values()];
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
            <Places of={placesOf(findings.filter((finding) => finding.code === code))} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** The first places by name, the others by their number: a thousand names say nothing. */
const mostNamed = 12;

function Places({ of }: { readonly of: readonly { readonly href: string; readonly name: string }[] }) {
  return (
    <>
      {of.slice(0, mostNamed).map(({ href, name }, place) => (
        <Fragment key={href}>
          {place === 0 ? " " : " · "}
          <Link href={href}>{name}</Link>
        </Fragment>
      ))}
      {of.length > mostNamed ? ` · +${of.length - mostNamed}` : ""}
    </>
  );
}
