// Adds to pages that work without it: tables that sort by a column, and a filter above long ones.
(() => {
  "use strict";

  const LONG = 12;

  const order = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

  const rowsOf = (table) => [...table.tBodies].flatMap((body) => [...body.rows]);

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
    table.tBodies[0].append(...rowsOf(table).sort(compare(column, descending ? -1 : 1)));
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

  /* One list may stand in several tables, each under a heading: one filter serves them all. */
  const addFilter = (tables, label) => {
    const box = document.createElement("input");
    box.type = "search";
    box.className = "mn-filter";
    box.placeholder = label;
    box.setAttribute("aria-label", label);
    box.addEventListener("input", () => {
      const wanted = box.value.trim().toLowerCase();
      for (const table of tables) {
        const rows = rowsOf(table);
        for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
        const group = table.closest(".mn-group");
        if (group) group.hidden = rows.every((row) => row.hidden);
      }
    });
    (tables[0].closest(".mn-group") ?? tables[0].parentElement).before(box);
  };

  const enhance = () => {
    const lists = new Map();
    for (const table of document.querySelectorAll("table[data-mn-sort]:not([data-mn-ready])")) {
      table.dataset.mnReady = "";
      if (rowsOf(table).length > 1) makeSortable(table);
      const label = table.dataset.mnFilter;
      if (label) lists.set(label, [...(lists.get(label) ?? []), table]);
    }
    for (const [label, tables] of lists) {
      if (tables.flatMap(rowsOf).length > LONG) addFilter(tables, label);
    }
  };

  /* Material replaces the page without loading it anew where instant navigation is on. */
  if (globalThis.document$) globalThis.document$.subscribe(enhance);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", enhance);
  else enhance();
})();
