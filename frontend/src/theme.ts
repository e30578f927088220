// Runs before the page is painted: a theme that the reader chose holds, else the system's does.
try {
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // a browser that keeps nothing for pages: the system's theme holds
}
