// What results look like. All text goes in as text: nothing of a note or a query is ever markup.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});

  const KINDS = {
    person: "Person", project: "Project", version: "Version", ticket: "Ticket", series: "Series",
    topic: "Topic", figure: "Figure",
  };

  // An element with attributes and children; a string is a text node, `null` and `false` nothing.
  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== undefined) made.setAttribute(key, value);
    }
    made.append(...children.flat().filter((child) => child));
    return made;
  }

  let adopted = null;

  // Gives the document the styles, unless it has them. A sheet made here is no inline style, which
  // a strict policy would refuse.
  search.style = function () {
    if (adopted || search.isStyled()) return;
    adopted = new CSSStyleSheet();
    adopted.replaceSync(search.styles);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, adopted];
  };

  // A text with its marked words.
  function marked({ text, marks }) {
    const parts = [];
    let last = 0;
    for (const { start, end } of marks) {
      parts.push(text.slice(last, start), element("mark", {}, text.slice(start, end)));
      last = end;
    }
    return [...parts, text.slice(last)];
  }

  // Where a passage lies, with the words that the page is to mark. The address must stay on this
  // site, whatever the index says. A server finds a folder's index file by itself.
  search.addressOf = function ({ document, excerpt }) {
    const address = new URL(document.url, search.site);
    if (!address.href.startsWith(search.site.href)) return search.site.href;
    if (address.protocol !== "file:") {
      address.pathname = address.pathname.replace(/\/index\.html$/, "/");
    }
    const words = excerpt.marks.map(({ start, end }) => excerpt.text.slice(start, end));
    const folded = [...new Set(words.map(search.fold))].slice(0, 12);
    if (document.kind === "section" && folded.length) {
      address.search = new URLSearchParams({ mark: folded.join(" ") }).toString();
    }
    return address.href;
  };

  // A passage as a link; `role` makes it an option of a list.
  function passageLink(passage, attributes) {
    const { document, excerpt } = passage;
    const page = document.kind !== "section";
    const heading = page ? document.title : document.heading;
    return element(
      "a",
      { class: "minutes-hit", href: search.addressOf(passage), ...attributes },
      heading && element("span", { class: "minutes-hit__heading", dir: "auto" }, heading),
      page && element("span", { class: "minutes-hit__kind" }, KINDS[document.kind] || document.kind),
      excerpt.text && element("span", { class: "minutes-hit__text", dir: "auto" }, marked(excerpt)),
    );
  }

  // The head of a note's passages: its title, date and series.
  function noteHead({ document }, tag, attributes) {
    const facts = [document.date, document.series].filter(Boolean).join(" · ");
    return element(
      tag,
      { class: "minutes-note", ...attributes },
      element("span", { class: "minutes-note__title", dir: "auto" }, document.title),
      facts && element("span", { class: "minutes-note__facts" }, facts),
    );
  }

  const isNote = (passages) => passages[0].document.kind === "section";
  const counted = (number, one, many) =>
    `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

  // What was found, in words; `mended` is the query that it was found for, if not that of the reader.
  search.summary = function (answer, shown, mended) {
    if (answer.query.unread.length) {
      const rest = search.summary({ ...answer, query: { ...answer.query, unread: [] } }, shown, mended);
      return [...answer.query.unread, rest].filter(Boolean).join(". ");
    }
    if (mended && shown) {
      const what = mended.replace(/[\s:]+$/, "");
      return `Nothing found. For ${what}: ${search.summary(answer, shown)}`;
    }
    if (!answer.asks && !answer.groups.length) return "";
    if (!shown) return "Nothing found";
    if (answer.query.phrases.length) return counted(shown, "page has it", "pages have it");
    const passages = counted(answer.documents, "passage", "passages");
    const found = `${passages} in ${counted(answer.groups.length, "page", "pages")}`;
    return [found, noneHas(answer)].filter(Boolean).join(". ");
  };

  // The words that nothing has, if there are any.
  function noneHas({ missing }) {
    return missing.length ? `No note has ${missing.map((word) => `“${word}”`).join(", ")}.` : "";
  }

  search.SEARCHING = "Searching …";

  // What to try when nothing was found.
  search.nothing = function (answer) {
    const { query } = answer;
    const tips = [
      noneHas(answer),
      query.filters.length || query.after || query.before ? "Leave out a filter." : "",
      query.phrases.length ? "Leave out the quotes, to find the words apart from each other." : "",
      query.words.some(({ presence }) => presence !== "optional") ? "Leave out + and -." : "",
      "Try fewer, shorter or other words: beginnings of words are found too.",
    ];
    return element(
      "div",
      { class: "minutes-nothing" },
      element("p", {}, "Nothing found. What may help:"),
      element("ul", {}, tips.filter(Boolean).map((tip) => element("li", {}, tip))),
    );
  };

  Object.assign(search, { element, passageLink, noteHead, isNote });
})(globalThis);
