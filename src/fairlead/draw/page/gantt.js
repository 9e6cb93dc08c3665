(() => {
  "use strict";
  const tip = document.getElementById("tip");
  const board = document.querySelector(".board");
  const named = [...board.querySelectorAll(".named")];
  const bars = new Map([...board.querySelectorAll(".row")].map((bar) => [bar.dataset.row, bar]));
  let current = null;

  // The drawing's own titles would open a second tooltip over this one.
  board.querySelectorAll("title").forEach((title) => title.remove());

  const rowOf = (target) => {
    const found = target.closest ? target.closest("[data-row]") : null;
    return found ? named[Number(found.dataset.row)] : null;
  };

  const show = (row, x, y) => {
    if (row !== current) {
      hide();
      current = row;
      row.classList.add("on");
      bars.get(row.dataset.row)?.classList.add("on");
      tip.textContent = row.dataset.facts;
      tip.hidden = false;
    }
    const left = Math.min(x + 14, innerWidth - tip.offsetWidth - 8);
    const top = y + 18 + tip.offsetHeight > innerHeight ? y - tip.offsetHeight - 10 : y + 18;
    tip.style.left = `${Math.max(left, 8)}px`;
    tip.style.top = `${Math.max(top, 8)}px`;
  };

  const hide = () => {
    if (current) {
      current.classList.remove("on");
      bars.get(current.dataset.row)?.classList.remove("on");
    }
    current = null;
    tip.hidden = true;
  };

  board.addEventListener("pointermove", (event) => {
    const row = rowOf(event.target);
    if (row) show(row, event.clientX, event.clientY);
    else hide();
  });
  board.addEventListener("pointerleave", hide);
  board.addEventListener("scroll", hide);

  board.addEventListener("focusin", (event) => {
    const row = rowOf(event.target);
    if (!row) return;
    named.forEach((other) => other.setAttribute("tabindex", other === row ? "0" : "-1"));
    const box = row.getBoundingClientRect();
    show(row, box.left + 20, box.bottom - 14);
  });
  board.addEventListener("focusout", hide);

  const goTo = (row) => {
    if (!row) return;
    const corner = board.querySelector(".corner").offsetHeight;
    const top = Number(row.dataset.row) * 24;
    row.focus({ preventScroll: true });
    if (top < board.scrollTop) board.scrollTop = top;
    const room = board.clientHeight - corner - 24;
    if (top > board.scrollTop + room) board.scrollTop = top - room;
    bringIntoSight(bars.get(row.dataset.row));
    const box = row.getBoundingClientRect();
    show(row, box.left + 20, box.bottom - 14);
  };

  const bringIntoSight = (bar) => {
    if (!bar) return;
    const names = board.querySelector(".names").getBoundingClientRect();
    const box = bar.getBoundingClientRect();
    const edge = board.getBoundingClientRect().right;
    if (box.left < names.right || box.left > edge - 60) board.scrollLeft += box.left - names.right - 40;
  };

  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };
  board.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return hide();
    const row = rowOf(event.target);
    if (!row || !(event.key in steps)) return;
    event.preventDefault();
    const wanted = Number(row.dataset.row) + steps[event.key];
    goTo(named[Math.min(Math.max(wanted, 0), named.length - 1)]);
  });
})();
