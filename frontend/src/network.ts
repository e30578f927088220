// Who has most to do with whom: circles the larger, lines the thicker the more events; solid cooperation, dashed conflict.
import cytoscape, { type Core, type StylesheetJson } from "cytoscape";
import { figureOf, tip, tools, type Figure } from "./figure";
import { isDark } from "./theme_button";

interface Actor {
  key: string;
  name: string;
  kind: string;
}

interface Tie {
  one: Actor;
  other: Actor;
  events: number;
  score: number; // PLOVER's scale, -10 conflict to 10 cooperation
}

interface Network {
  actors: Actor[];
  ties: Tie[];
}

const FONT = "Source Sans 3 Variable";

void draw();
document.addEventListener("htmx:afterSettle", () => void draw());

async function draw(): Promise<void> {
  const found = await figureOf<Network>("#network");
  if (!found) return;
  await document.fonts.load(`14px "${FONT}"`); // a canvas does not wait for fonts
  chart(found);
}

function chart({ figure, canvas, data }: Figure<Network>): void {
  ownStyles();
  const graph = cytoscape({
    container: canvas,
    elements: elements(data),
    style: styles(),
    layout: {
      name: "cose",
      animate: false,
      randomize: false,
      nodeDimensionsIncludeLabels: true,
      nodeOverlap: 40,
      nodeRepulsion: () => 400_000,
      idealEdgeLength: () => 120,
      gravity: 0.4,
      numIter: 1500,
    },
    userZoomingEnabled: false, // the page scrolls; buttons zoom
    minZoom: 0.2,
    maxZoom: 4,
  });
  spread(graph);
  follow(graph, figure);
  document.addEventListener("themechange", () => graph.style(styles()));
  const zoomBy = (factor: number) => () =>
    graph.zoom({ level: graph.zoom() * factor, renderedPosition: { x: graph.width() / 2, y: graph.height() / 2 } });
  tools(figure, "", [
    ["+", "Zoom in", zoomBy(1.4)],
    ["−", "Zoom out", zoomBy(1 / 1.4)],
    ["All", "Show all", () => graph.viewport({ zoom: 1, pan: { x: 0, y: 0 } })],
  ]);
}

/** Actors on a ring in the order of what they do, so that the same archive gives the same picture. */
function elements({ actors, ties }: Network): cytoscape.ElementDefinition[] {
  const known = new Set(actors.map((actor) => actor.key));
  const drawn = ties.filter((tie) => known.has(tie.one.key) && known.has(tie.other.key));
  const weight = new Map<string, number>();
  for (const { one, other, events } of drawn) {
    for (const { key } of [one, other]) weight.set(key, (weight.get(key) ?? 0) + events);
  }
  const most = Math.max(1, ...weight.values());
  const mostEvents = Math.max(1, ...drawn.map((tie) => tie.events));
  const nodes = actors
    .filter((actor) => weight.has(actor.key))
    .map((actor, index, all) => ({
      data: {
        id: actor.key,
        name: actor.name,
        kind: actor.kind,
        size: 14 + 34 * Math.sqrt((weight.get(actor.key) ?? 0) / most),
      },
      position: {
        x: 480 * Math.cos((2 * Math.PI * index) / all.length),
        y: 220 * Math.sin((2 * Math.PI * index) / all.length),
      },
    }));
  const edges = drawn.map(({ one, other, events, score }) => ({
    data: {
      id: `${one.key}|${other.key}`,
      source: one.key,
      target: other.key,
      width: 1 + 7 * Math.sqrt(events / mostEvents),
      events,
      score,
    },
    classes: score < 0 ? "conflict" : "cooperation",
  }));
  return [...nodes, ...edges];
}

/** Let the drawing fill its frame, with names at the size of other text; where it is narrow, the busiest are named. */
function spread(graph: Core): void {
  const box = graph.nodes().boundingBox({ includeLabels: false });
  const [left, top, width, height] = [70, 24, graph.width() - 140, graph.height() - 70];
  graph.nodes().positions((node) => ({
    x: left + ((node.position("x") - box.x1) / Math.max(box.w, 1)) * width,
    y: top + ((node.position("y") - box.y1) / Math.max(box.h, 1)) * height,
  }));
  const bySize = graph.nodes().sort((one, other) => other.data("size") - one.data("size"));
  bySize.slice(0, Math.max(8, Math.round((width * height) / 12_000))).addClass("named");
  graph.viewport({ zoom: 1, pan: { x: 0, y: 0 } });
}

/** Colours are those of the page, light or dark. */
function styles(): StylesheetJson {
  const colour = colours();
  return [
    {
      selector: "node",
      style: {
        "background-color": colour("--surface"),
        "border-width": 2,
        "border-color": colour("--accent"),
        width: "data(size)",
        height: "data(size)",
        color: colour("--ink"),
        "font-family": `"${FONT}", sans-serif`,
        "font-size": 15,
        "text-valign": "bottom",
        "text-margin-y": 4,
        "text-outline-width": 2,
        "text-outline-color": colour("--surface"),
      },
    },
    { selector: "node.named, node.near", style: { label: "data(name)" } },
    { selector: "node[kind='person']", style: { shape: "ellipse" } },
    {
      selector: "node[kind='state']",
      style: { shape: "round-rectangle", "background-color": colour("--accent-soft") },
    },
    { selector: "node[kind='organization'], node[kind='group']", style: { shape: "diamond" } },
    {
      selector: "edge",
      style: { "curve-style": "haystack", width: "data(width)", "line-color": colour("--cooperation"), opacity: 0.7 },
    },
    {
      selector: "edge.conflict",
      style: { "curve-style": "straight", "line-color": colour("--conflict"), "line-style": "dashed" },
    },
    { selector: ".faint", style: { opacity: 0.12 } },
  ];
}

function colours(): (name: string) => string {
  const probe = document.createElement("span"); // custom properties hold light-dark(); a computed colour is one of the two
  document.body.append(probe);
  probe.hidden = true;
  const page = getComputedStyle(probe);
  const found = new Map<string, string>();
  for (const name of ["--surface", "--accent", "--accent-soft", "--ink", "--cooperation", "--conflict"]) {
    probe.style.color = `var(${name})`;
    found.set(name, page.color);
  }
  probe.remove();
  return (name) => found.get(name) ?? (isDark() ? "#fff" : "#000");
}

/** What the pointer is over stands out with its ties; a click opens the dossier, or what two have with each other. */
function follow(graph: Core, figure: HTMLElement): void {
  const words = tip(figure);
  graph.on("mouseover", "node, edge", ({ target, originalEvent }) => {
    const near = target.isNode() ? target.closedNeighborhood() : target.union(target.connectedNodes());
    graph.elements().not(near).addClass("faint");
    near.addClass("near");
    words.show(told(target), originalEvent as MouseEvent);
  });
  graph.on("mouseout", "node, edge", () => {
    graph.elements().removeClass("faint near");
    words.hide();
  });
  graph.on("tap", "node", ({ target }) => location.assign(`/who/${encoded(target.id())}`));
  graph.on("tap", "edge", ({ target }) => {
    const pair = new URLSearchParams({ a: target.source().id(), b: target.target().id() });
    location.assign(`/between?${pair}`);
  });
}

function told(target: cytoscape.NodeSingular | cytoscape.EdgeSingular): string {
  if (!("source" in target)) return `${target.data("name")}: ${target.connectedEdges().length} ties`;
  const [one, other] = [target.source().data("name"), target.target().data("name")];
  return `${one} and ${other}: ${target.data("events")} events, ${Number(target.data("score")).toFixed(1)} on a scale from −10 (conflict) to 10`;
}

/** A key as part of a path: its slashes stay. */
function encoded(key: string): string {
  return key.split("/").map(encodeURIComponent).join("/");
}

/** Cytoscape would put a style element on the page, which the policy forbids; it holds off where one of that name is. */
function ownStyles(): void {
  const standIn = document.createElement("meta");
  standIn.id = "__________cytoscape_stylesheet";
  document.head.append(standIn);
}
