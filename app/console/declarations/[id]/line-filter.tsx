import Form from "next/form";
import Link from "next/link";
import type { Language } from "../../../_text/languages.ts";
import { messagesOf, textOf } from "../../../_text/text.ts";
import { wordIn } from "../../../_ui/word-in.ts";
import type { LineRows } from "./line-rows.ts";

interface LineFilterProps {
  readonly language: Language;
  /** Address of the inventory. */
  readonly home: string;
  readonly shown: LineRows;
  /** How many lines there are. */
  readonly count: number;
}

/**
 * What of a long inventory is to be seen: an address, so that it can be shared and works without scripts. With scripts
 * only the rows change, and a line that is being edited stays open.
 */
export function LineFilter({ language, home, shown, count }: LineFilterProps) {
  const i = textOf(language, "inventory");
  const { stage: stageWords } = messagesOf(language).console;
  const { filter, found } = shown;
  // An old address may ask for what no line has any more, and says so.
  const [stages, components] = [
    [...new Set([...shown.stages, filter.stage])].filter((stage) => stage !== ""),
    [...new Set([...shown.components, filter.component])].filter((component) => component !== ""),
  ];
  const isFiltered = filter.search !== "" || filter.stage !== "" || filter.component !== "";
  return (
    <div className="stack on-screen">
      <Form
        className="line-filter"
        role="search"
        action={home}
        scroll={false}
        key={`${filter.search}\n${filter.stage}\n${filter.component}`}
      >
        <label>
          {i("rows.search")}
          <input type="search" name="search" defaultValue={filter.search} autoComplete="off" />
        </label>
        <label>
          {i("rows.stage")}
          <select name="stage" defaultValue={filter.stage}>
            <option value="">{i("rows.every")}</option>
            {stages.map((stage) => (
              <option key={stage} value={stage}>
                {wordIn(stageWords, stage)}
              </option>
            ))}
          </select>
        </label>
        {components.length === 0 ? null : (
          <label>
            {i("rows.component")}
            <select name="component" defaultValue={filter.component}>
              <option value="">{i("rows.every")}</option>
              {components.map((component) => (
                <option key={component} value={component}>
                  {component}
                </option>
              ))}
            </select>
          </label>
        )}
        <div className="actions">
          <button type="submit">{i("rows.show")}</button>
          {isFiltered ? (
            <Link href={home} scroll={false}>
              {i("rows.showAll")}
            </Link>
          ) : null}
        </div>
      </Form>
      <p className="small muted" role="status">
        {isFiltered ? i("rows.found", { found: found.length, count }) : i("rows.count", { count })}
      </p>
    </div>
  );
}
