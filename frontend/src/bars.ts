import { axisBottom, axisLeft } from "d3-axis";
import { scaleLinear, type ScaleLinear, type ScaleTime } from "d3-scale";
import type { Selection } from "d3-selection";
import { QUADS, binned, inWords, type Bin, type Day, type Quad } from "./days";
import type { Tip } from "./figure";

/** Measures of the drawing, in CSS pixels. */
export const BOX = { height: 230, top: 16, right: 24, bottom: 26, left: 40 };

type Svg = Selection<SVGSVGElement, unknown, null, undefined>;
type Time = ScaleTime<number, number>;

/** Draw days as bars: cooperation above the line and conflict below it, deeds next to the line and words outside. */
export function drawBins(svg: Svg, time: Time, days: Day[], words: Tip): void {
  const [first, last] = time.domain() as [Date, Date];
  const bins = binned(days, +last - +first).filter((bin) => bin.end > first && bin.start < last);
  const up = Math.max(1, ...bins.map(({ counts }) => counts[1] + counts[2]));
  const down = Math.max(1, ...bins.map(({ counts }) => counts[3] + counts[4]));
  const count = scaleLinear([-down, up], [BOX.height - BOX.bottom, BOX.top]);
  svg.selectAll("*").remove();
  drawAxes(svg, time, count);
  const frame = svg.append("g").attr("class", "bars");
  for (const bin of bins) {
    const left = Math.max(time(bin.start), BOX.left);
    const width = Math.max(Math.min(time(bin.end), time.range()[1] ?? 0) - left - 1, 1.5);
    const bar = (quad: Quad, from: number, to: number) =>
      frame
        .append("rect")
        .attr("class", `quad-${quad}`)
        .attr("x", left)
        .attr("width", width)
        .attr("y", count(to))
        .attr("height", count(from) - count(to));
    const { counts } = bin;
    bar(2, 0, counts[2]);
    bar(1, counts[2], counts[1] + counts[2]);
    bar(4, -counts[4], 0);
    bar(3, -counts[3] - counts[4], -counts[4]);
    frame
      .append("rect")
      .attr("class", "reach")
      .attr("x", left)
      .attr("width", width)
      .attr("y", BOX.top)
      .attr("height", BOX.height - BOX.top - BOX.bottom)
      .on("mousemove", (event: MouseEvent) => words.show(told(bin), event))
      .on("mouseleave", words.hide);
  }
}

/** What the colours mean. */
export function quadKey(): HTMLElement {
  const list = document.createElement("ul");
  list.className = "key";
  for (const quad of [2, 1, 4, 3] as const) {
    const item = document.createElement("li");
    const square = document.createElement("span");
    square.className = `square quad-${quad}`;
    item.append(square, QUADS[quad]);
    list.append(item);
  }
  return list;
}

function drawAxes(svg: Svg, time: Time, count: ScaleLinear<number, number>): void {
  const [left = 0, right = 0] = time.range();
  svg
    .append("g")
    .attr("class", "axis")
    .attr("transform", `translate(0,${BOX.height - BOX.bottom})`)
    .call(
      axisBottom<Date>(time as never)
        .ticks(Math.max(2, Math.floor((right - left) / 110)))
        .tickSizeOuter(0),
    );
  svg
    .append("g")
    .attr("class", "axis")
    .attr("transform", `translate(${BOX.left},0)`)
    .call(
      axisLeft(count)
        .ticks(5)
        .tickFormat((n) => (Number.isInteger(n) ? String(Math.abs(Number(n))) : ""))
        .tickSizeOuter(0),
    );
  svg.append("line").attr("class", "zero").attr("x1", left).attr("x2", right).attr("y1", count(0)).attr("y2", count(0));
}

function told(bin: Bin): string {
  const parts = ([1, 2, 3, 4] as const)
    .filter((quad) => bin.counts[quad])
    .map((quad) => `${bin.counts[quad]} ${QUADS[quad]}`);
  return `${inWords(bin)}: ${parts.join(", ")}`;
}
