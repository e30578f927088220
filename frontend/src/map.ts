// Where: each place a circle, larger the more reports tell of it.
import { geoEqualEarth, geoGraticule10, geoPath, type GeoProjection } from "d3-geo";
import { scaleSqrt } from "d3-scale";
import { select, type Selection } from "d3-selection";
import { zoom, zoomIdentity, type D3ZoomEvent } from "d3-zoom";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { fetched, figureOf, tip, tools, type Figure } from "./figure";

interface Spot {
  name: string;
  country: string | null;
  lat: number;
  lon: number;
  reports: number;
}

type Svg = Selection<SVGSVGElement, unknown, null, undefined>;
type World = Topology<{ countries: GeometryCollection }>;

const SHAPE = 0.43; // height to width
const LARGEST = 1 / 70; // radius of a circle, of the map's width

const INHABITED = {
  type: "MultiPoint" as const,
  coordinates: [
    [-168, 0],
    [0, 76],
    [180, 0],
    [0, -56],
  ],
}; // degrees

void draw();
document.addEventListener("htmx:afterSettle", () => void draw());

async function draw(): Promise<void> {
  const found = await figureOf<Spot[]>("#map");
  if (found) chart(found, await fetched<World>(new URL("countries-110m.json", scriptAddress()).href));
}

function chart({ figure, canvas, data }: Figure<Spot[]>, world: World): void {
  const width = Math.max(canvas.clientWidth, 300);
  const height = Math.round(width * SHAPE);
  const svg: Svg = select(canvas).append("svg").attr("viewBox", `0 0 ${width} ${height}`).attr("role", "img");
  svg.attr("aria-label", "Map of the places that reports tell of; the table has them one by one");
  const projection = geoEqualEarth().fitSize([width, height], INHABITED);
  const ground = svg.append("g");
  drawGround(ground, projection, world);
  const spots = drawSpots(svg.append("g"), projection, data, width, figure);
  const zooming = zoom<SVGSVGElement, unknown>()
    .scaleExtent([1, 12])
    .translateExtent([
      [0, 0],
      [width, height],
    ])
    .filter((event: Event) => !(event instanceof WheelEvent) || event.ctrlKey || event.metaKey) // the page scrolls
    .on("zoom", ({ transform }: D3ZoomEvent<SVGSVGElement, unknown>) => {
      ground.attr("transform", transform.toString());
      spots.attr("transform", (spot) => `translate(${transform.apply(placed(projection, spot)).join(",")})`);
    });
  svg.call(zooming);
  tools(figure, "", [
    ["+", "Zoom in", () => svg.call(zooming.scaleBy, 1.8)],
    ["−", "Zoom out", () => svg.call(zooming.scaleBy, 1 / 1.8)],
    ["All", "Show the whole world", () => svg.call(zooming.transform, zoomIdentity)],
  ]);
}

function drawGround(
  ground: Selection<SVGGElement, unknown, null, undefined>,
  projection: GeoProjection,
  world: World,
): void {
  const path = geoPath(projection);
  ground.append("path").attr("class", "graticule").attr("d", path(geoGraticule10()));
  for (const land of feature(world, world.objects.countries).features) {
    ground.append("path").attr("class", "land").attr("d", path(land));
  }
}

function drawSpots(
  layer: Selection<SVGGElement, unknown, null, undefined>,
  projection: GeoProjection,
  data: Spot[],
  width: number,
  figure: HTMLElement,
) {
  const words = tip(figure);
  const radius = scaleSqrt([0, Math.max(1, ...data.map((spot) => spot.reports))], [2.5, Math.max(6, width * LARGEST)]);
  return layer
    .selectAll<SVGCircleElement, Spot>("circle")
    .data([...data].sort((a, b) => b.reports - a.reports)) // small ones on top
    .join("circle")
    .attr("class", "spot")
    .attr("r", (spot) => radius(spot.reports))
    .attr("transform", (spot) => `translate(${placed(projection, spot).join(",")})`)
    .on("mousemove", (event: MouseEvent, spot) => words.show(told(spot), event))
    .on("mouseleave", words.hide)
    .on("click", (_, spot) => open(spot));
}

function told(spot: Spot): string {
  return `${spot.name}${spot.country ? `, ${spot.country}` : ""}: ${spot.reports} report${spot.reports === 1 ? "" : "s"}`;
}

function open(spot: Spot): void {
  const address = new URL(location.href);
  address.searchParams.set("place", spot.name);
  location.assign(address);
}

function placed(projection: GeoProjection, spot: Spot): [number, number] {
  return projection([spot.lon, spot.lat]) ?? [0, 0];
}

/** Where this script came from: the map data lies beside it. */
function scriptAddress(): string {
  return document.querySelector<HTMLScriptElement>("script[src*='/map.js']")?.src ?? location.href;
}
