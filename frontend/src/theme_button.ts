/** The button in the bar that turns light to dark and back; it appears only where scripts run. */
export function themeButton(): void {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "theme";
  document.querySelector("body > header")?.append(button);
  const label = () => {
    const text = isDark() ? "Light colours" : "Dark colours";
    button.setAttribute("aria-label", text);
    button.title = text;
  };
  button.addEventListener("click", () => {
    choose(isDark() ? "light" : "dark");
    label();
  });
  label();
}

/** Whether the page is dark now, by choice or by the system. */
export function isDark(): boolean {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function choose(theme: "light" | "dark"): void {
  document.documentElement.dataset.theme = theme;
  document.dispatchEvent(new CustomEvent("themechange"));
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // it holds for this page only
  }
}
