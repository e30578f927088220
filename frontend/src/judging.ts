import type { Key } from "./keys";

/** Keys that judge the claim in hand: on the report, on a claim's own page and in the review. */
export function judgingKeys(): Key[] {
  if (!document.querySelector(".card")) return [];
  return [
    { keys: ["r"], does: "the claim in hand is right", run: () => press("[name='verdict'][value='right']") },
    { keys: ["w"], does: "it is wrong", run: () => press("[name='verdict'][value='wrong']") },
    { keys: ["c"], does: "change it", run: openForms },
    { keys: ["u"], does: "undo the last correction of it", run: () => press("[data-undo]") },
  ];
}

function inHand(): HTMLElement | null {
  return document.querySelector(".card.in-hand");
}

function press(button: string): void {
  const found = inHand()?.querySelectorAll<HTMLButtonElement>(`button${button}`);
  found?.[found.length - 1]?.click();
}

function openForms(): void {
  const forms = (inHand() ?? document).querySelector<HTMLDetailsElement>("details.correct");
  const others = document.querySelector<HTMLDetailsElement>(".in-review details.correct");
  const found = forms ?? others;
  if (found) found.open = true;
  const first = found?.querySelector<HTMLElement>("summary") ?? document.querySelector<HTMLElement>(".forms select");
  first?.focus();
}
