import type { Attribute } from "../../server/domain/catalogue/catalogue.ts";
import type { JsonValue } from "../../server/domain/record/strict-json.ts";
import { AttributeValue } from "../_ui/attribute-value.tsx";
import type { Words } from "./words.ts";

/** A data point of a record with its value, or why it has none. */
export type Point = { readonly attribute: Attribute } & (
  | { readonly value: JsonValue }
  | { readonly why: string }
);

interface PointsProps {
  readonly words: Words;
  readonly points: readonly Point[];
  readonly caption: string;
}

/** A table of data points. */
export function Points({ words: { language, t }, points, caption }: PointsProps) {
  return (
    <table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t("data.name")}</th>
          <th scope="col">{t("data.value")}</th>
        </tr>
      </thead>
      <tbody>
        {points.map((point) => (
          <tr key={point.attribute.id}>
            <th scope="row">{point.attribute.title[language]}</th>
            <td>
              {"why" in point ? (
                <span className="small">{point.why}</span>
              ) : (
                <AttributeValue language={language} {...point} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
