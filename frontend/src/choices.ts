/** Lists of ticks that open at a click: each says what is chosen of it, and closes when the reader turns elsewhere. */
export function choices(): void {
  document.addEventListener("change", (event) => {
    const list = choiceOf(event.target);
    const chosen = list?.querySelector(".chosen");
    if (!list || !chosen) return;
    const ticked = [...list.querySelectorAll<HTMLInputElement>("input:checked")].map((box) => box.value);
    chosen.textContent = ticked.join(", ") || "any";
  });
  document.addEventListener("click", (event) => close((list) => list !== choiceOf(event.target)));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const inside = choiceOf(event.target);
    close(() => true);
    inside?.querySelector("summary")?.focus();
  });
}

function choiceOf(target: EventTarget | null): HTMLDetailsElement | null {
  return target instanceof Element ? target.closest<HTMLDetailsElement>("details.choice") : null;
}

function close(which: (list: HTMLDetailsElement) => boolean): void {
  for (const list of document.querySelectorAll<HTMLDetailsElement>("details.choice[open]")) {
    if (which(list)) list.open = false;
  }
}
