// Events over time, cooperation above the line and conflict below: on the timeline, and between two actors.
import { scaleUtc } from "d3-scale";
import { select, type Selection } from "d3-selection";
import { zoom, zoomIdentity, type D3ZoomEvent } from "d3-zoom";
import { BOX, drawBins, quadKey } from "./bars";
import { extent, type Day } from "./days";
import { figureOf, tip, tools, type Figure } from "./figure";

type Svg = Selection<SVGSVGElement, unknown, null, undefined>;
type Window = [Date, Date];

const DAY = 86_400_000; // milliseconds
const NEAREST = 7 * DAY;

let pressed = ""; // the button that moved the drawing last: it keeps the focus when the list and the drawing come anew

void draw();
document.addEventListener("htmx:afterSettle", () => void draw());

/** Draw all days, and look at those that the filters ask for. */
async function draw(): Promise<void> {
  const found = await figureOf<Day[]>("#timeline-chart", ["since", "until"]);
  if (found?.data.length) chart(found);
  else if (found) found.figure.hidden = true; // no event has a day
}

function chart({ figure, canvas, data, asked }: Figure<Day[]>): void {
  const svg: Svg = select(canvas).append("svg").attr("role", "img");
  svg.attr("aria-label", "Events over time, cooperation above the line, conflict below; the list has them one by one");
  const words = tip(figure);
  const whole = extent(data);
  const base = scaleUtc(whole, [BOX.left, canvas.clientWidth - BOX.right]);
  let transform = zoomIdentity;
  const settle = () => narrowList(transform.rescaleX(base).domain() as Window, transform.k > 1);
  const frame: [[number, number], [number, number]] = [
    [BOX.left, 0],
    [canvas.clientWidth - BOX.right, BOX.height],
  ];
  const zooming = zoom<SVGSVGElement, unknown>()
    .extent(frame)
    .translateExtent(frame)
    .scaleExtent([1, Math.max(1, (+whole[1] - +whole[0]) / NEAREST)])
    .filter((event: Event) => !(event instanceof WheelEvent) || event.ctrlKey || event.metaKey) // the page scrolls
    .on("zoom", (event: D3ZoomEvent<SVGSVGElement, unknown>) => {
      transform = event.transform;
      drawBins(svg, transform.rescaleX(base), data, words);
    })
    .on("end", (event: D3ZoomEvent<SVGSVGElement, unknown>) => event.sourceEvent && settle());
  svg.attr("viewBox", `0 0 ${canvas.clientWidth} ${BOX.height}`).call(zooming);
  const [from, to] = window_(asked, whole);
  const k = (+whole[1] - +whole[0]) / (+to - +from);
  svg.call(zooming.transform, zoomIdentity.scale(k).translate(BOX.left / k - base(from), 0));
  const by = (name: string, change: () => void) => () => {
    pressed = name;
    change();
    settle();
  };
  tools(figure, pressed, [
    ["+", "Zoom in", by("Zoom in", () => svg.call(zooming.scaleBy, 1.8))],
    ["−", "Zoom out", by("Zoom out", () => svg.call(zooming.scaleBy, 1 / 1.8))],
    ["‹", "Earlier", by("Earlier", () => svg.call(zooming.translateBy, 120 / transform.k, 0))],
    ["›", "Later", by("Later", () => svg.call(zooming.translateBy, -120 / transform.k, 0))],
    ["All", "All days", by("All days", () => svg.call(zooming.transform, zoomIdentity))],
  ]);
  figure.append(quadKey());
}

/** The days that were asked for, as far as there are any. */
function window_(asked: URLSearchParams, [first, last]: Window): Window {
  const from = asked.get("since") ? new Date(`${asked.get("since")}T00:00:00Z`) : first;
  const to = asked.get("until") ? new Date(Date.parse(`${asked.get("until")}T00:00:00Z`) + DAY) : last;
  const start = new Date(Math.max(+first, Math.min(+from, +last - NEAREST)));
  return [start, new Date(Math.max(Math.min(+to, +last), +start + NEAREST))];
}

/** Let the list follow the drawing: its days go into the filters, which fetch the list anew. */
function narrowList([first, last]: Window, narrowed: boolean): void {
  const form = document.querySelector<HTMLFormElement>("form.filters");
  const since = form?.querySelector<HTMLInputElement>("[name='since']");
  const until = form?.querySelector<HTMLInputElement>("[name='until']");
  if (!form || !since || !until) return;
  const [from, to] = narrowed ? [dayOf(first), dayOf(new Date(+last - DAY))] : ["", ""];
  if (since.value === from && until.value === to) return;
  since.value = from;
  until.value = to;
  form.requestSubmit();
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}
