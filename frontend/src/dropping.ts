/** On the page that adds reports: files dropped anywhere on it are added at once. */
export function dropping(): void {
  const field = document.querySelector<HTMLInputElement>(".drop input[type='file']");
  const zone = field?.closest<HTMLElement>(".drop");
  if (!field || !zone) return;
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) zone.classList.remove("over");
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    if (!event.dataTransfer?.files.length) return;
    field.files = event.dataTransfer.files;
    field.form?.requestSubmit();
  });
}
