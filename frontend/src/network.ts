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

void figureOf<Network>("#network").then((found) => {
  if (found?.data.ties.length) chart(found);
  else if (found) found.figure.hidden = true; // the page says that nothing was found
});

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
      idealEdgeLength: () => 110,
      nodeRepulsion: () => 60_000,
      padding: 24,
    },
    userZoomingEnabled: false, // the page scrolls; buttons zoom
    minZoom: 0.2,
    maxZoom: 4,
  });
  follow(graph, figure);
  document.addEventListener("themechange", () => graph.style(styles()));
  const zoomBy = (factor: number) => () =>
    graph.zoom({ level: graph.zoom() * factor, renderedPosition: { x: graph.width() / 2, y: graph.height() / 2 } });
  tools(figure, "", [
    ["+", "Zoom in", zoomBy(1.4)],
    ["−", "Zoom out", zoomBy(1 / 1.4)],
    ["All", "Show all", () => graph.fit(undefined, 24)],
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
        x: 300 * Math.cos((2 * Math.PI * index) / all.length),
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
        label: "data(name)",
        color: colour("--ink"),
        "font-family": "Source Sans 3 Variable, sans-serif",
        "font-size": 13,
        "text-valign": "bottom",
        "text-margin-y": 4,
        "text-outline-width": 2,
        "text-outline-color": colour("--surface"),
      },
    },
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
    words.show(told(target), originalEvent as MouseEvent);
  });
  graph.on("mouseout", "node, edge", () => {
    graph.elements().removeClass("faint");
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
