/** What a label is printed in: black on white, the strongest contrast there is. */
export const ink = "#000000";
export const ground = "#ffffff";

/**
 * Contrast ratio of two colours `#rrggbb`, from 1 (the same) to 21 (black on white).
 *
 * Source: Web Content Accessibility Guidelines 2.2, definitions of contrast ratio and relative luminance.
 */
export function contrastRatio(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
