// Who stands where over time: a row for each holder, a sign for each position.
import { axisBottom } from "d3-axis";
import { scalePoint, scaleUtc, type ScaleTime } from "d3-scale";
import { select } from "d3-selection";
import { figureOf, tip, type Figure } from "./figure";

interface Actor {
  key: string;
  name: string;
}

interface Stand {
  holder: Actor;
  stance: keyof typeof SIGNS;
  toward: Actor | null;
  about: string;
  words: string;
  source: { id: string; published: string | null; publisher: string | null };
}

const SIGNS = { supports: "+", opposes: "−", demands: "!", offers: "→", neutral: "○" }; // as in styles/lists.css
const ROWS = 12;
const ROW = 24; // CSS pixels
const WIDTH = 17; // of a sign
const DAY = 86_400_000; // milliseconds

void draw();
document.addEventListener("htmx:afterSettle", () => void draw());

async function draw(): Promise<void> {
  const found = await figureOf<{ items: Stand[] }>("#stances");
  if (!found) return;
  const dated = found.data.items.filter((stand) => stand.source.published);
  if (new Set(dated.map((stand) => stand.source.published)).size > 1) chart(found, dated);
  else found.figure.hidden = true; // a single day: the list says it all
}

function chart({ figure, canvas }: Figure<unknown>, stands: Stand[]): void {
  const names = busiest(stands);
  const shown = stands.filter((stand) => names.has(stand.holder.key));
  const narrow = canvas.clientWidth < 560;
  const left = narrow ? 110 : 190;
  const height = names.size * ROW + 34;
  const days = shown.map(dayOf);
  const time = scaleUtc([Math.min(...days) - DAY, Math.max(...days) + DAY], [left + 12, canvas.clientWidth - 30]);
  const row = scalePoint([...names.keys()], [ROW / 2 + 4, names.size * ROW - ROW / 2 + 4]);
  const svg = select(canvas).append("svg").attr("viewBox", `0 0 ${canvas.clientWidth} ${height}`).attr("role", "img");
  svg.attr("aria-label", "Positions over time, a row for each holder; the list has them one by one");
  svg
    .append("g")
    .attr("class", "axis")
    .attr("transform", `translate(0,${names.size * ROW + 8})`)
    .call(
      axisBottom<Date>(time as never)
        .ticks(narrow ? 3 : 8)
        .tickSizeOuter(0),
    );
  for (const [key, name] of names) {
    const y = row(key) ?? 0;
    svg
      .append("line")
      .attr("class", "row-line")
      .attr("x1", left)
      .attr("x2", canvas.clientWidth)
      .attr("y1", y)
      .attr("y2", y);
    svg
      .append("text")
      .attr("class", "row-name")
      .attr("x", left - 8)
      .attr("y", y)
      .text(short(name, narrow ? 15 : 28));
  }
  figure.append(signKey());
  const words = tip(figure);
  const places = placed(shown, time, canvas.clientWidth - WIDTH);
  svg
    .selectAll("g.stand")
    .data(shown)
    .join("g")
    .attr("class", (stand) => `stand stance-${stand.stance}`)
    .attr("transform", (stand) => `translate(${places.get(stand)},${row(stand.holder.key)})`)
    .call((stand) => stand.append("circle").attr("r", 8))
    .call((stand) => stand.append("text").text(({ stance }) => SIGNS[stance]))
    .on("mousemove", (event: MouseEvent, stand) => words.show(told(stand), event))
    .on("mouseleave", words.hide)
    .on("click", (_, stand) => location.assign(`/reports/${encodeURIComponent(stand.source.id)}`));
}

/** The names of those who took most positions, by key, the most first. */
function busiest(stands: Stand[]): Map<string, string> {
  const counts = new Map<string, number>();
  for (const { holder } of stands) counts.set(holder.key, (counts.get(holder.key) ?? 0) + 1);
  const names = new Map(stands.map(({ holder }) => [holder.key, holder.name]));
  const keys = [...counts.keys()].sort((one, other) => (counts.get(other) ?? 0) - (counts.get(one) ?? 0));
  return new Map(keys.slice(0, ROWS).map((key) => [key, names.get(key) ?? key]));
}

/** Where each sign stands: at its day, or beside one of the same holder that stands there already, within the drawing. */
function placed(stands: Stand[], time: ScaleTime<number, number>, right: number): Map<Stand, number> {
  const places = new Map<Stand, number>();
  const rows = Map.groupBy(stands, (stand) => stand.holder.key);
  for (const own of rows.values()) {
    const inOrder = [...own].sort((one, other) => dayOf(one) - dayOf(other));
    const width = Math.min(WIDTH, (right - (time.range()[0] ?? 0)) / Math.max(own.length - 1, 1)); // many overlap
    let free = -Infinity;
    for (const stand of inOrder) {
      free = Math.max(time(dayOf(stand)), free + width);
      places.set(stand, free);
    }
    let last = right;
    for (const stand of inOrder.reverse()) {
      last = Math.min(places.get(stand) ?? 0, last);
      places.set(stand, last);
      last -= width;
    }
  }
  return places;
}

function dayOf(stand: Stand): number {
  return Date.parse(`${stand.source.published?.slice(0, 10)}T00:00:00Z`);
}

function told({ holder, stance, toward, about, words, source }: Stand): string {
  const whom = toward?.name ?? (about ? `“${about}”` : "something not named");
  return `${holder.name} ${stance} ${whom}: “${words}” (${source.publisher ?? "a report"}, ${source.published})`;
}

/** What the signs mean. */
function signKey(): HTMLElement {
  const list = document.createElement("ul");
  list.className = "key";
  for (const [stance, sign] of Object.entries(SIGNS)) {
    const item = document.createElement("li");
    item.textContent = `${sign} ${stance}`;
    list.append(item);
  }
  return list;
}

function short(name: string, most: number): string {
  return name.length > most ? `${name.slice(0, most - 1)}…` : name;
}
