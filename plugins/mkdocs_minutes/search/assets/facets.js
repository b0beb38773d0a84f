// Facets: what the results could be narrowed to, with how many passages would be left.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});
  const MOST = 8;
  const FIRST_OF_1970 = 719163;
  const DAY = 86400000;
  const TITLES = {
    kind: "Kind", series: "Series", year: "Year", person: "People", project: "Projects",
    version: "Versions",
  };
  const PLURALS = { action: "Action items", person: "People", series: "Series" };
  const WIDE = "(min-width: 60em)";
  const OPEN = ["kind", "series", "year"];

  const plural = (name) => PLURALS[name] || `${name[0].toUpperCase()}${name.slice(1)}s`;

  const documentsOf = (answer) => answer.groups.flatMap(({ documents }) => documents);

  // How many of the documents have each of the frequent values; a series is told by slots.
  async function counts(index, dimension, documents) {
    const bySlot = dimension === "series";
    const values = await index.facet(dimension);
    return values.map(({ name, documents: having }) => {
      const set = new Set(having);
      const place = (number) => (bySlot ? Math.floor(number / index.stride) : number);
      return { name, count: documents.filter((number) => set.has(place(number))).length };
    });
  }

  // The day of a slot: that of the last change at the slot or before it.
  function dayOf(days, slot) {
    let low = 0;
    let high = days.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (days[middle].slot <= slot) low = middle + 1;
      else high = middle;
    }
    return low ? days[low - 1].day : 0;
  }

  async function years(index, documents) {
    const days = await index.days();
    const found = new Map();
    for (const number of documents) {
      const slot = Math.floor(number / index.stride);
      if (slot >= index.pages) continue;
      const day = dayOf(days, slot);
      if (!day) continue;
      const year = new Date((day - FIRST_OF_1970) * DAY).getUTCFullYear();
      found.set(year, (found.get(year) || 0) + 1);
    }
    return [...found].map(([year, count]) => ({ name: String(year), count }));
  }

  function yearToggled(text, year) {
    const span = `after:${year} before:${Number(year) + 1}`;
    const bare = text.replace(/(^|\s)(after|before):\S*/gi, " ").trim();
    return text.includes(span) ? bare : `${bare} ${span}`.trim();
  }

  function buttons(values, dimension, text, onText) {
    const filters = search.parse(text).filters;
    return values.map(({ name, count }) => {
      const pressed =
        dimension === "year"
          ? text.includes(`after:${name} before:${Number(name) + 1}`)
          : filters.some(
              (filter) =>
                filter.dimension === dimension &&
                search.normalName(filter.value) === search.normalName(name),
            );
      const button = search.element(
        "button",
        { type: "button", class: "minutes-facet", "aria-pressed": String(pressed) },
        search.element("span", {}, dimension === "kind" ? plural(name) : name),
        search.element("span", { class: "minutes-facet__count" }, count.toLocaleString("en")),
      );
      button.addEventListener("click", () =>
        onText(
          dimension === "year"
            ? yearToggled(text, name)
            : search.toggledFilter(text, dimension, name),
        ),
      );
      return button;
    });
  }

  // A panel of facets, a fold of folds, which a wide page shows opened; the returned function shows it for an answer. Only what is open is loaded.
  search.facets = function (panel, onText) {
    let current = null;
    const folds = Object.entries(TITLES).map(([dimension, title]) => {
      const body = search.element("div", { class: "minutes-facets__values" });
      const fold = search.element(
        "details",
        { class: "minutes-facets__fold" },
        search.element("summary", {}, title),
        body,
      );
      fold.open = OPEN.includes(dimension) && matchMedia(WIDE).matches;
      const fill = async () => {
        if (!fold.open || !current) return;
        const { answer, index, text } = current;
        const documents = documentsOf(answer);
        const values =
          dimension === "year"
            ? await years(index, documents)
            : await counts(index, dimension, documents);
        if (current.answer !== answer) return;
        const shown = values
          .filter(({ count }) => count > 0)
          .sort((a, b) => (dimension === "year" ? b.name - a.name : b.count - a.count))
          .slice(0, MOST);
        body.replaceChildren(...buttons(shown, dimension, text, onText));
        if (!shown.length) body.replaceChildren("None in these results");
      };
      fold.addEventListener("toggle", fill);
      return { fold, fill };
    });
    panel.open = matchMedia(WIDE).matches;
    panel.append(...folds.map(({ fold }) => fold));
    return function show(next) {
      current = next;
      panel.hidden = !next.answer.groups.length;
      for (const { fill } of folds) fill().catch(() => {});
    };
  };
})(globalThis);
