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
  const forms = inHand()?.querySelector<HTMLDetailsElement>("details.correct");
  if (!forms) return;
  forms.open = true;
  forms.querySelector("summary")?.focus();
}
