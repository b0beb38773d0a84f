// Adds to pages that work without it: tables that sort by a column, and a filter above long ones. Both
// reach over all pages of a list, whose rows are loaded when they are asked for.
(() => {
  "use strict";

  const LONG = 12;
  const MOST_PAGES = 100;

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

  const parser = new DOMParser();

  /* The rows of a page of a list that is not the one shown, with links that lead on from here. */
  const rowsAt = async (url, label) => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(response.status);
    const page = parser.parseFromString(await response.text(), "text/html");
    for (const link of page.querySelectorAll("[href]")) {
      link.setAttribute("href", new URL(link.getAttribute("href"), url).href);
    }
    const tables = [...page.querySelectorAll("table[data-mn-paged]")];
    const rows = tables.filter((table) => table.dataset.mnFilter === label).flatMap(rowsOf);
    return { rows, next: page.querySelector('.mn-pager a[rel="next"]')?.href };
  };

  /* Takes the rows of all other pages of a list into its tables, in their order. */
  const takeIn = async (tables) => {
    const pager = document.querySelector(".mn-pager");
    const shown = pager.querySelector("[aria-current]").href;
    const rows = { before: [], after: [] };
    let url = pager.querySelector("a:not([rel])").href;
    let side = "before";
    for (let count = 0; url && count < MOST_PAGES; count++) {
      if (url === shown) {
        side = "after";
        url = pager.querySelector('a[rel="next"]')?.href;
        continue;
      }
      const page = await rowsAt(url, tables[0].dataset.mnFilter);
      rows[side].push(...page.rows.map((row) => document.importNode(row, true)));
      url = page.next;
    }
    tables[0].tBodies[0].prepend(...rows.before);
    tables.at(-1).tBodies[0].append(...rows.after);
    pager.hidden = true;
  };

  /* What a page opened from a folder may not load stays on the other pages. */
  const isPaged = (table) =>
    "mnPaged" in table.dataset && location.protocol !== "file:" && document.querySelector(".mn-pager");

  const loading = new WeakMap();

  const wholeList = (tables) => {
    if (!isPaged(tables[0])) return null;
    if (!loading.has(tables[0])) loading.set(tables[0], takeIn(tables).catch(() => null));
    return loading.get(tables[0]);
  };

  const sort = (table, heading, column) => {
    const descending = heading.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
    /* Rows under several headings are one list once they are sorted by something else. */
    table.tBodies[0].append(...rowsOf(table).sort(compare(column, descending ? -1 : 1)));
  };

  const makeSortable = (table, tables) => {
    [...table.tHead.rows[0].cells].forEach((heading, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      button.addEventListener("click", async () => {
        const whole = tables.length === 1 && wholeList(tables);
        if (whole) await whole;
        sort(table, heading, column);
      });
      heading.append(button);
    });
  };

  /* One list may stand in several tables, each under a heading: one filter serves them all. */
  const listOf = (table) => (table.closest(".mn-group") ? table.dataset.mnFilter : table);

  const addFilter = (tables) => {
    const label = tables[0].dataset.mnFilter;
    const box = document.createElement("input");
    const count = document.createElement("output");
    const partly = "mnPaged" in tables[0].dataset && !isPaged(tables[0]);
    box.type = "search";
    box.className = "mn-filter";
    box.placeholder = partly ? `${label} on this page` : label;
    box.setAttribute("aria-label", box.placeholder);
    count.className = "mn-filter-count";
    const apply = () => {
      const wanted = box.value.trim().toLowerCase();
      for (const table of tables) {
        const rows = rowsOf(table);
        for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
        const group = table.closest(".mn-group");
        if (group) group.hidden = rows.every((row) => row.hidden);
      }
      const rows = tables.flatMap(rowsOf);
      const kept = rows.filter((row) => !row.hidden).length;
      const here = document.querySelector(".mn-pager:not([hidden])") && "mnPaged" in tables[0].dataset;
      count.textContent = wanted ? `${kept} of ${rows.length}${here ? " on this page" : ""}` : "";
    };
    box.addEventListener("input", async () => {
      apply();
      await wholeList(tables);
      apply();
    });
    (tables[0].closest(".mn-group") ?? tables[0].parentElement).before(box, count);
  };

  const enhance = () => {
    const found = [...document.querySelectorAll("table[data-mn-sort]:not([data-mn-ready])")];
    const lists = new Map();
    for (const table of found) {
      table.dataset.mnReady = "";
      if (table.dataset.mnFilter) lists.set(listOf(table), [...(lists.get(listOf(table)) ?? []), table]);
    }
    for (const table of found.filter((one) => rowsOf(one).length > 1)) {
      makeSortable(table, lists.get(listOf(table)) ?? [table]);
    }
    for (const tables of lists.values()) {
      if (tables.flatMap(rowsOf).length > LONG) addFilter(tables);
    }
  };

  /* Material replaces the page without loading it anew where instant navigation is on. */
  if (globalThis.document$) globalThis.document$.subscribe(enhance);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", enhance);
  else enhance();
})();
