/** Counters and times of this process in the text format that Prometheus collects. */
export interface Metrics {
  count(name: string, labels?: Labels): void;
  /** `value` in the unit the name ends with. */
  observe(name: string, labels: Labels, value: number): void;
  render(): string;
}

type Labels = Readonly<Record<string, string>>;

/** What is measured. A name that is not here is a mistake and throws, so that every figure has its words. */
export interface Meaning {
  readonly type: "counter" | "histogram" | "gauge";
  readonly help: string;
  /** Gauges are asked when somebody looks. */
  readonly read?: () => number;
}

interface Seen {
  readonly labels: Labels;
  buckets: number[];
  sum: number;
  count: number;
}

/** Upper bounds in seconds: from an answer out of memory to one nobody waits for. */
const bounds = [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10];

export function createMetrics(meanings: Readonly<Record<string, Meaning>>): Metrics {
  const counters = new Map<string, Map<string, number>>();
  const histograms = new Map<string, Map<string, Seen>>();

  const demand = (name: string, type: Meaning["type"]): void => {
    if (meanings[name]?.type !== type) throw new Error(`${name} is not a ${type} of this registry.`);
  };

  return {
    count(name, labels = {}) {
      demand(name, "counter");
      const series = counters.get(name) ?? new Map<string, number>();
      counters.set(name, series);
      const key = spell(labels);
      series.set(key, (series.get(key) ?? 0) + 1);
    },
    observe(name, labels, value) {
      demand(name, "histogram");
      const series = histograms.get(name) ?? new Map<string, Seen>();
      histograms.set(name, series);
      const key = spell(labels);
      const seen: Seen = series.get(key) ?? { labels, buckets: bounds.map(() => 0), sum: 0, count: 0 };
      series.set(key, seen);
      seen.sum += value;
      seen.count += 1;
      seen.buckets = seen.buckets.map(
        (count, index) => count + (value <= (bounds[index] ?? Infinity) ? 1 : 0),
      );
    },
    render() {
      const lines = Object.entries(meanings).flatMap(([name, { type, help, read }]) => {
        const head = [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
        if (read !== undefined) return [...head, `${name} ${read()}`];
        if (type === "counter")
          return [
            ...head,
            ...[...(counters.get(name) ?? [])].map(([labels, value]) => `${name}${labels} ${value}`),
          ];
        const seen = [...(histograms.get(name)?.values() ?? [])];
        return [
          ...head,
          ...seen.flatMap(({ labels, buckets, sum, count }) => [
            ...buckets.map(
              (value, index) => `${name}_bucket${spell({ ...labels, le: String(bounds[index]) })} ${value}`,
            ),
            `${name}_bucket${spell({ ...labels, le: "+Inf" })} ${count}`,
            `${name}_sum${spell(labels)} ${sum}`,
            `${name}_count${spell(labels)} ${count}`,
          ]),
        ];
      });
      return `${lines.join("\n")}\n`;
    },
  };
}

function spell(labels: Labels): string {
  const parts = Object.entries(labels).map(
    ([name, value]) =>
      `${name}="${value.replaceAll(/[\\"\n]/g, (sign) => (sign === "\n" ? "\\n" : `\\${sign}`))}"`,
  );
  return parts.length === 0 ? "" : `{${parts.join(",")}}`;
}
