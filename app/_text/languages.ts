/** Languages of pages and console, in the order they are offered. A new one is a catalogue beside the others and a line here. */
export const languages = ["en", "zh"] as const;
export type Language = (typeof languages)[number];
