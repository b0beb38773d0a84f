// Facets: what the results could be narrowed to, with how many passages would be left.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});
  const MOST = 8;
  const TITLES = {
    kind: "Kind", series: "Series", person: "People", project: "Projects",
    version: "Versions",
  };
  const PLURALS = { action: "Action items", person: "People", series: "Series" };
  const WIDE = "(min-width: 60em)";
  const OPEN = ["kind", "series"];

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

  function buttons(values, dimension, text, onText) {
    const filters = search.parse(text).filters;
    return values.map(({ name, count }) => {
      const pressed = filters.some(
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
        onText(search.toggledFilter(text, dimension, name)),
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
        const values = await counts(index, dimension, documents);
        if (current.answer !== answer) return;
        const shown = values
          .filter(({ count }) => count > 0)
          .sort((a, b) => b.count - a.count)
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
