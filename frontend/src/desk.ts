// On every page: htmx, the theme, keys, reading where there is a marked text, adding where files may be dropped.
import "htmx.org";
import { choices } from "./choices";
import { dropping } from "./dropping";
import { judgingKeys } from "./judging";
import { listenForKeys, type Key } from "./keys";
import { naming } from "./naming";
import { reading } from "./reading";
import { themeButton } from "./theme_button";

const onReport = reading();
const inLists: Key[] = [
  { keys: ["j", "n"], does: "go on to the next", run: () => follow("next") },
  { keys: ["k"], does: "go back", run: () => follow("prev") },
];
const search: Key = { keys: ["/"], does: "search", run: () => focusOrGo("input[name='q']", "/search") };

themeButton();
showWhereWeAre();
choices();
dropping();
naming();
listenForKeys([...(onReport.length ? onReport : inLists), ...judgingKeys(), search]);

function follow(rel: "next" | "prev"): void {
  document.querySelector<HTMLAnchorElement>(`a[rel~="${rel}"]`)?.click();
}

function focusOrGo(field: string, address: string): void {
  const found = document.querySelector<HTMLElement>(field);
  if (found) found.focus();
  else location.assign(address);
}

/** Where the bar of pages is wider than the screen, bring the current one into view. */
function showWhereWeAre(): void {
  const bar = document.querySelector<HTMLElement>(".top nav");
  const here = bar?.querySelector<HTMLElement>("[aria-current]");
  if (bar && here) bar.scrollLeft = here.offsetLeft - bar.offsetLeft - (bar.clientWidth - here.offsetWidth) / 2;
}
