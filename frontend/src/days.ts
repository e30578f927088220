/** PLOVER's quadrants: cooperation in words and in deeds, conflict in words and in deeds. */
export type Quad = 1 | 2 | 3 | 4;

/** How many events of one kind a day has. */
export interface Day {
  day: string; // ISO date
  quad: Quad;
  number: number;
  score: number;
}

/** A stretch of days taken together; `counts[quad]` events. */
export interface Bin {
  start: Date;
  end: Date; // exclusive
  counts: Record<Quad, number>;
}

/** The quadrants in words. */
export const QUADS = {
  1: "cooperation in words",
  2: "cooperation in deeds",
  3: "conflict in words",
  4: "conflict in deeds",
} as const;

type Unit = "day" | "week" | "month" | "year";
const DAY = 86_400_000; // milliseconds

/** Put days into bins that are wide enough to be seen when `span` milliseconds are on the screen. */
export function binned(days: Day[], span: number): Bin[] {
  const unit = unitFor(span / DAY);
  const bins = new Map<number, Bin>();
  for (const { day, quad, number } of days) {
    const start = floor(new Date(`${day.slice(0, 10)}T00:00:00Z`), unit);
    const bin = bins.get(+start) ?? { start, end: after(start, unit), counts: { 1: 0, 2: 0, 3: 0, 4: 0 } };
    bin.counts[quad] += number;
    bins.set(+start, bin);
  }
  return [...bins.values()].sort((a, b) => +a.start - +b.start);
}

/** From the first day to the end of the last, with a little air. */
export function extent(days: Day[]): [Date, Date] {
  const times = days.map((item) => Date.parse(`${item.day.slice(0, 10)}T00:00:00Z`)).sort((a, b) => a - b);
  const first = times[0] ?? Date.now();
  const last = (times.at(-1) ?? first) + DAY;
  const air = Math.max((last - first) * 0.02, 2 * DAY);
  return [new Date(first - air), new Date(last + air)];
}

/** A bin's days in words: "2 – 8 June 2025". */
export function inWords(bin: Bin): string {
  const last = new Date(+bin.end - DAY);
  const format = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return format.formatRange(bin.start, last);
}

function unitFor(days: number): Unit {
  if (days <= 100) return "day";
  if (days <= 800) return "week";
  return days <= 4000 ? "month" : "year";
}

function floor(day: Date, unit: Unit): Date {
  const [year, month] = [day.getUTCFullYear(), day.getUTCMonth()];
  if (unit === "year") return new Date(Date.UTC(year, 0));
  if (unit === "month") return new Date(Date.UTC(year, month));
  const sinceMonday = unit === "week" ? (day.getUTCDay() + 6) % 7 : 0;
  return new Date(+day - sinceMonday * DAY);
}

function after(start: Date, unit: Unit): Date {
  const [year, month] = [start.getUTCFullYear(), start.getUTCMonth()];
  if (unit === "year") return new Date(Date.UTC(year + 1, 0));
  if (unit === "month") return new Date(Date.UTC(year, month + 1));
  return new Date(+start + (unit === "week" ? 7 : 1) * DAY);
}
