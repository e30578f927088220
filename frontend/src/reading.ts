import type { Key } from "./keys";

const NARROW = "(max-width: 60rem)"; // as in styles/report.css: the panel lies below the text, the claim in hand over it
const STANDING = ["is-open", "is-negated", "is-doubtful", "is-corrected", "is-rejected"]; // a mark's and its card's

/**
 * The report page: what the pointer is over lights up with its card; a click, Enter or a key takes a claim in hand, and
 * the panel follows. Returns the keys that move from claim to claim; none where the page has no marked text.
 */
export function reading(): Key[] {
  const text = document.querySelector<HTMLElement>("article.text");
  const panel = document.querySelector<HTMLElement>("aside.claims");
  if (!text || !panel) return [];
  const page = new Reading(text, panel);
  page.listen();
  return [
    { keys: ["j"], does: "next claim", run: () => page.step(1) },
    { keys: ["k"], does: "claim before", run: () => page.step(-1) },
    { keys: ["n"], does: "next doubtful claim", run: () => page.step(1, ".is-doubtful") },
    { keys: ["N"], does: "doubtful claim before", run: () => page.step(-1, ".is-doubtful") },
    { keys: ["Escape"], does: "put the claim down", run: () => page.take(null) },
  ];
}

class Reading {
  private inHand: string | null = null;

  constructor(
    private readonly text: HTMLElement,
    private readonly panel: HTMLElement,
  ) {}

  listen(): void {
    for (const side of [this.text, this.panel]) {
      side.addEventListener("mouseover", (event) =>
        this.light(claimAt(event.target) ?? this.inHand, side === this.text),
      );
      side.addEventListener("mouseleave", () => this.light(this.inHand, false));
      side.addEventListener("focusin", (event) => this.light(claimAt(event.target) ?? this.inHand, side === this.text));
    }
    this.text.addEventListener("click", (event) => this.take(claimAt(event.target)));
    this.text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      this.take(claimAt(event.target));
      this.card(this.inHand)?.focus();
    });
    this.panel.addEventListener("click", (event) => {
      const claim = claimAt(event.target);
      if (claim && !isControl(event.target)) this.take(claim, true);
    });
    document.addEventListener("htmx:afterSettle", () => this.renew()); // a card came anew
    const named = /^#(?:claim|at)-(.+)$/.exec(location.hash)?.[1];
    if (named && this.card(named)) this.take(named, true);
  }

  /** Take a claim in hand, or none; `show` brings its words into view. */
  take(claim: string | null, show = false): void {
    this.inHand = claim;
    this.light(claim, true);
    for (const card of this.panel.querySelectorAll(".card.in-hand")) card.classList.remove("in-hand");
    const card = this.card(claim);
    document.body.classList.toggle("has-claim-in-hand", card !== null);
    if (!claim || !card) return;
    card.classList.add("in-hand");
    card.tabIndex = -1;
    history.replaceState(history.state, "", `#claim-${claim}`);
    if (show) document.getElementById(`at-${claim}`)?.scrollIntoView({ block: "nearest" });
  }

  /** Go on to the next claim in the text, or back; `like` leaves out others. */
  step(by: 1 | -1, like = "*"): void {
    const firsts = [...this.text.querySelectorAll<HTMLElement>("mark[id^='at-']:not(.claim-entity)")];
    const at = firsts.findIndex((mark) => mark.dataset.claim === this.inHand);
    const ahead = by > 0 ? firsts.slice(at + 1) : firsts.slice(0, Math.max(at, 0)).reverse();
    const next = ahead.find((mark) => mark.matches(like));
    if (!next?.dataset.claim) return;
    this.take(next.dataset.claim);
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  }

  /** After a correction: the marks follow the cards, and the claim in hand stays in hand. */
  private renew(): void {
    for (const card of this.panel.querySelectorAll<HTMLElement>(".card[data-claim]")) {
      for (const mark of this.marks(card.dataset.claim ?? "")) {
        for (const name of STANDING) mark.classList.toggle(name, card.classList.contains(name));
      }
    }
    this.take(this.inHand);
    if (document.activeElement === document.body) this.card(this.inHand)?.focus({ preventScroll: true });
  }

  private marks(claim: string): NodeListOf<HTMLElement> {
    return this.text.querySelectorAll(`mark[data-claim="${CSS.escape(claim)}"]`);
  }

  private light(claim: string | null, follow: boolean): void {
    for (const lit of document.querySelectorAll(".on, .around")) lit.classList.remove("on", "around");
    if (!claim) return;
    for (const mark of this.marks(claim)) {
      mark.classList.add("on");
      for (let outer = saying(mark.parentElement); outer; outer = saying(outer.parentElement))
        outer.classList.add("around");
    }
    const card = this.card(claim);
    card?.classList.add("on");
    if (card && follow && !matchMedia(NARROW).matches) bringInto(this.panel, card);
  }

  private card(claim: string | null): HTMLElement | null {
    return claim ? this.panel.querySelector(`.card[data-claim="${CSS.escape(claim)}"]`) : null;
  }
}

/** The claim that something on the page belongs to: the innermost one. */
function claimAt(target: EventTarget | null): string | null {
  return target instanceof Element ? (target.closest<HTMLElement>("[data-claim]")?.dataset.claim ?? null) : null;
}

/** The statement whose words these are part of. */
function saying(element: Element | null): Element | null {
  return element?.closest("mark.claim-statement") ?? null;
}

function isControl(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest("a, button, input, select, textarea, summary, form, label") !== null
  );
}

/** Scroll a box, and nothing else, until an element of it is in view near its top. */
function bringInto(box: HTMLElement, element: HTMLElement): void {
  const top = element.getBoundingClientRect().top - box.getBoundingClientRect().top;
  const fits = top >= 0 && top + element.offsetHeight <= box.clientHeight;
  if (!fits) box.scrollTop += top - 12;
}
