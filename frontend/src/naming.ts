/** Fields for somebody's name offer the names that the archive has, the most reported first. */
export function naming(): void {
  const offered = document.createElement("datalist");
  offered.id = "names";
  document.body.append(offered);
  let waiting = 0;
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || !field.closest(NAMES)) return;
    field.setAttribute("list", offered.id);
    clearTimeout(waiting);
    waiting = window.setTimeout(() => void offer(offered, field.value.trim()), 150);
  });
}

const NAMES = ".field-who, .field-a, .field-b, .field-on, .field-by:not(.change *), .field-actor, .field-speaker";

async function offer(list: HTMLDataListElement, begun: string): Promise<void> {
  if (begun.length < 2) return;
  const answer = await fetch(`/api/actors?${new URLSearchParams({ q: begun })}`);
  if (!answer.ok) return; // names are a help, no need
  const found = (await answer.json()) as { actor: { name: string } }[];
  const names = [...new Set(found.map(({ actor }) => actor.name))];
  list.replaceChildren(...names.map((name) => Object.assign(document.createElement("option"), { value: name })));
}
