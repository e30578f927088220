"use strict";
(() => {
  const text = document.querySelector(".text");
  const record = document.getElementById("record");
  const card = document.getElementById("card");
  const narrow = matchMedia("(max-width: 899px)");
  const pieces = new Map(); // id of a row -> the pieces of text it rests on
  for (const piece of text.querySelectorAll("[data-c]")) {
    for (const row of piece.dataset.c.split(" ")) {
      if (!pieces.has(row)) pieces.set(row, []);
      pieces.get(row).push(piece);
    }
  }
  let lit = [];
  let leaving = 0;

  const light = (rows) => {
    for (const element of lit) element.classList.remove("on");
    lit = rows.flatMap((id) => [document.getElementById(id), ...(pieces.get(id) || [])]);
    for (const element of lit) element.classList.add("on");
  };

  const hide = () => {
    card.hidden = true;
    light([]);
  };

  // The card repeats the rows that rest on a piece of text, with their grounds open.
  const show = (piece) => {
    clearTimeout(leaving);
    const rows = piece.dataset.c.split(" ");
    light(rows.slice(0, 1));
    card.replaceChildren(
      ...rows.slice(0, 4).map((id) => {
        const copy = document.getElementById(id).cloneNode(true);
        copy.removeAttribute("id");
        copy.classList.remove("on");
        copy.querySelector("details").open = true;
        for (const link of copy.querySelectorAll("a")) link.href = "#" + id; // from here on to the record
        return copy;
      }),
    );
    card.classList.toggle("high", piece.getBoundingClientRect().bottom > innerHeight * 0.5);
    card.hidden = false;
    card.scrollTop = 0;
  };

  const leave = () => {
    clearTimeout(leaving);
    leaving = setTimeout(hide, 250);
  };

  text.addEventListener("mouseover", (event) => {
    const piece = event.target.closest("[data-c]");
    if (piece) show(piece);
  });
  text.addEventListener("mouseout", leave);
  text.addEventListener("focusin", (event) => show(event.target.closest("[data-c]")));
  text.addEventListener("click", (event) => {
    const piece = event.target.closest("[data-c]");
    if (!piece) return;
    show(piece);
    if (narrow.matches) event.preventDefault(); // the card is enough; the record is far below
  });
  card.addEventListener("mouseover", () => clearTimeout(leaving));
  card.addEventListener("mouseleave", leave);
  card.addEventListener("click", (event) => {
    if (event.target.closest("a")) hide();
  });
  for (const type of ["mouseover", "focusin"]) {
    record.addEventListener(type, (event) => {
      const row = event.target.closest("[data-c]");
      if (!row) return;
      card.hidden = true;
      light([row.id]);
    });
  }
  record.addEventListener("mouseleave", () => light([]));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-c], #card")) hide();
  });
})();
