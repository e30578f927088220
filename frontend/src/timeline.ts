// Events over time, cooperation above the line and conflict below: on the timeline, and between two actors.
import { scaleUtc } from "d3-scale";
import { select, type Selection } from "d3-selection";
import { zoom, zoomIdentity, type D3ZoomEvent } from "d3-zoom";
import { BOX, drawBins, quadKey } from "./bars";
import { extent, type Day } from "./days";
import { figureOf, tip, tools, type Figure } from "./figure";

type Svg = Selection<SVGSVGElement, unknown, null, undefined>;
type Window = [Date, Date];

const FORTNIGHT = 14 * 86_400_000; // milliseconds: no nearer than that

void figureOf<Day[]>("#timeline-chart").then((found) => {
  if (found?.data.length) chart(found);
  else if (found) found.figure.hidden = true; // the page says that nothing was found
});

function chart({ figure, canvas, data }: Figure<Day[]>): void {
  const svg: Svg = select(canvas).append("svg").attr("role", "img").attr("height", BOX.height);
  svg.attr("aria-label", "Events over time, cooperation above the line, conflict below; the list has them one by one");
  const words = tip(figure);
  const whole = extent(data);
  let transform = zoomIdentity;
  const base = () => scaleUtc(whole, [BOX.left, canvas.clientWidth - BOX.right]);
  const draw = () => {
    svg.attr("width", canvas.clientWidth);
    drawBins(svg, transform.rescaleX(base()), data, words);
  };
  const settle = () => narrowList(transform.rescaleX(base()).domain() as Window, transform.k > 1);
  const zooming = zoom<SVGSVGElement, unknown>()
    .scaleExtent([1, Math.max(1, (+whole[1] - +whole[0]) / FORTNIGHT)])
    .filter((event: Event) => !(event instanceof WheelEvent) || event.ctrlKey || event.metaKey) // the page scrolls
    .on("zoom", (event: D3ZoomEvent<SVGSVGElement, unknown>) => {
      transform = event.transform;
      draw();
    })
    .on("end", (event: D3ZoomEvent<SVGSVGElement, unknown>) => event.sourceEvent && settle());
  svg.call(zooming);
  tools(figure, [
    ["+", "Zoom in", () => svg.call(zooming.scaleBy, 1.8).call(settle)],
    ["−", "Zoom out", () => svg.call(zooming.scaleBy, 1 / 1.8).call(settle)],
    ["‹", "Earlier", () => svg.call(zooming.translateBy, 120 / transform.k, 0).call(settle)],
    ["›", "Later", () => svg.call(zooming.translateBy, -120 / transform.k, 0).call(settle)],
    ["All", "Show all days", () => svg.call(zooming.transform, zoomIdentity).call(settle)],
  ]);
  figure.append(quadKey());
  new ResizeObserver(() => {
    const frame: [[number, number], [number, number]] = [
      [BOX.left, 0],
      [canvas.clientWidth - BOX.right, BOX.height],
    ];
    zooming.extent(frame).translateExtent(frame);
    draw();
  }).observe(canvas);
}

/** Let the list follow the drawing: its days go into the filters, which fetch the list anew. */
function narrowList([first, last]: Window, narrowed: boolean): void {
  const form = document.querySelector<HTMLFormElement>("form.filters");
  const since = form?.querySelector<HTMLInputElement>("[name='since']");
  const until = form?.querySelector<HTMLInputElement>("[name='until']");
  if (!form || !since || !until) return;
  const [from, to] = narrowed ? [first.toISOString().slice(0, 10), last.toISOString().slice(0, 10)] : ["", ""];
  if (since.value === from && until.value === to) return;
  since.value = from;
  until.value = to;
  form.requestSubmit();
}
