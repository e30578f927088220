/** A figure of a page: where to draw, what the server says to draw, and what was asked of it. */
export interface Figure<Data> {
  figure: HTMLElement;
  canvas: HTMLElement;
  data: Data;
  asked: URLSearchParams;
}

/**
 * Fetch what a figure shows; null where the page has none, or where it is drawn already. `wider` are questions that are
 * left out of the address, so that the drawing has more than the list. A failure is told in the figure; the list stands.
 */
export async function figureOf<Data>(selector: string, wider: string[] = []): Promise<Figure<Data> | null> {
  const figure = document.querySelector<HTMLElement>(`${selector}:not([data-drawn])`);
  const canvas = figure?.querySelector<HTMLElement>(".canvas");
  if (!figure?.dataset.src || !canvas) return null;
  figure.dataset.drawn = "";
  const address = new URL(figure.dataset.src, location.href);
  const asked = new URLSearchParams(address.search);
  for (const name of wider) address.searchParams.delete(name);
  try {
    return { figure, canvas, asked, data: await fetched<Data>(address.href) };
  } catch (error) {
    canvas.textContent = `This could not be drawn: ${error instanceof Error ? error.message : String(error)}`;
    return null;
  }
}

/** The JSON at an address of this server. */
export async function fetched<Data>(address: string): Promise<Data> {
  const response = await fetch(address, { headers: { accept: "application/json" } });
  const answer = (await response.json()) as Data & { error?: string };
  if (!response.ok) throw new Error(answer.error ?? `the server answered ${response.status}`);
  return answer;
}

/** A row of buttons over a figure; the one called `focused` gets the focus. */
export function tools(
  figure: HTMLElement,
  focused: string,
  buttons: [label: string, title: string, run: () => void][],
): void {
  const row = document.createElement("div");
  row.className = "tools";
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", "Drawing");
  figure.append(row);
  for (const [label, title, run] of buttons) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.title = title;
    button.setAttribute("aria-label", title);
    button.addEventListener("click", run);
    row.append(button);
    if (title === focused) button.focus({ preventScroll: true });
  }
}

/** A small box of words that follows the pointer over a figure. */
export interface Tip {
  show: (words: string, event: MouseEvent) => void;
  hide: () => void;
}

/** Give a figure a box of words. */
export function tip(figure: HTMLElement): Tip {
  const box = document.createElement("div");
  box.className = "tip";
  box.hidden = true;
  box.setAttribute("aria-hidden", "true"); // the table beside the figure says it all
  figure.append(box);
  return {
    show(words, event) {
      box.textContent = words;
      box.hidden = false;
      const frame = figure.getBoundingClientRect();
      const left = Math.min(event.clientX - frame.left + 14, frame.width - box.offsetWidth - 6);
      box.style.left = `${Math.max(left, 4)}px`;
      box.style.top = `${event.clientY - frame.top + 14}px`;
    },
    hide() {
      box.hidden = true;
    },
  };
}
