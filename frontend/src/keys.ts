/** What a key does, in words for the list of keys. */
export interface Key {
  keys: string[]; // as KeyboardEvent.key has them
  does: string;
  run: () => void;
}

const SWITCH = "single-keys"; // in localStorage: "off" where the reader wants no single keys

/** Let single keys do things wherever the reader is not writing; "?" shows them, and can turn them off. */
export function listenForKeys(some: Key[]): void {
  const keys: Key[] = [...some, { keys: ["?"], does: "show these keys", run: () => showKeys(keys) }];
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isWriting(event.target)) return;
    const key = keys.find((candidate) => candidate.keys.includes(event.key));
    if (!key || (areOff() && event.key !== "?")) return;
    event.preventDefault();
    key.run();
  });
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const inField =
    target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit"].includes(target.type);
  return inField || target.isContentEditable || target.closest("textarea, select, dialog") !== null;
}

function areOff(): boolean {
  try {
    return localStorage.getItem(SWITCH) === "off";
  } catch {
    return false;
  }
}

function showKeys(keys: Key[]): void {
  const dialog = document.createElement("dialog");
  dialog.className = "keys";
  dialog.setAttribute("aria-labelledby", "keys-title");
  const title = document.createElement("h2");
  title.id = "keys-title";
  title.textContent = "Keys on this page";
  dialog.append(title, listed(keys), switchOf(), closing());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function listed(keys: Key[]): HTMLElement {
  const list = document.createElement("dl");
  for (const key of keys) {
    const term = document.createElement("dt");
    for (const name of key.keys) {
      const box = document.createElement("kbd");
      box.textContent = name === "Escape" ? "Esc" : name;
      term.append(box, " ");
    }
    const what = document.createElement("dd");
    what.textContent = key.does;
    list.append(term, what);
  }
  return list;
}

function switchOf(): HTMLElement {
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = !areOff();
  box.addEventListener("change", () => {
    try {
      localStorage.setItem(SWITCH, box.checked ? "on" : "off");
    } catch {
      box.checked = true; // nothing is kept for this page, so they cannot be turned off
    }
  });
  label.append(box, " Single keys do things");
  return label;
}

function closing(): HTMLElement {
  const form = document.createElement("form");
  form.method = "dialog";
  const button = document.createElement("button");
  button.textContent = "Close";
  button.autofocus = true;
  form.append(button);
  return form;
}
