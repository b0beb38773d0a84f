// Adds to pages that work without it: tables that sort by a column, and a filter above long ones.
(() => {
  "use strict";

  const LONG = 12;

  const order = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

  const value = (row, column) => row.cells[column]?.textContent.trim() ?? "";

  /* Empty cells stay below: they say nothing, whichever way the rest is sorted. */
  const compare = (column, sign) => (one, other) => {
    const left = value(one, column);
    const right = value(other, column);
    if (!left || !right) return Number(!left) - Number(!right);
    return sign * order.compare(left, right);
  };

  const sort = (table, heading, column) => {
    const descending = heading.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
    /* Rows under several headings are one list once they are sorted by something else. */
    const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
    table.tBodies[0].append(...rows.sort(compare(column, descending ? -1 : 1)));
  };

  const makeSortable = (table) => {
    [...table.tHead.rows[0].cells].forEach((heading, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      button.addEventListener("click", () => sort(table, heading, column));
      heading.append(button);
    });
  };

  const addFilter = (table) => {
    const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
    const box = document.createElement("input");
    box.type = "search";
    box.className = "mn-filter";
    box.placeholder = table.dataset.mnFilter;
    box.setAttribute("aria-label", table.dataset.mnFilter);
    box.addEventListener("input", () => {
      const wanted = box.value.trim().toLowerCase();
      for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
    });
    table.parentElement.before(box);
  };

  const enhance = () => {
    for (const table of document.querySelectorAll("table[data-mn-sort]:not([data-mn-ready])")) {
      table.dataset.mnReady = "";
      const rows = [...table.tBodies].reduce((count, body) => count + body.rows.length, 0);
      if (rows > 1) makeSortable(table);
      if (rows > LONG && table.dataset.mnFilter) addFilter(table);
    }
  };

  /* Material replaces the page without loading it anew where instant navigation is on. */
  if (globalThis.document$) globalThis.document$.subscribe(enhance);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", enhance);
  else enhance();
})();
