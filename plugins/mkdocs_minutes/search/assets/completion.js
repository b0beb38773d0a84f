// Completing filters: person:, project:, version:, series: and kind: with the names there are.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});
  const MOST = 8;

  // The filter that is being typed at the end of a text, or null.
  search.filterBeingTyped = function (text) {
    const typed = /(?:^|\s)[-+]?(person|project|version|series|kind):("?)([^"]*)$/i.exec(text);
    if (!typed || (!typed[2] && /\s/.test(typed[3]))) return null;
    return {
      dimension: typed[1].toLowerCase(),
      value: typed[3],
      start: text.length - typed[2].length - typed[3].length,
    };
  };

  // The names that the typed value may become, the most frequent first.
  search.filterNames = async function (index, { dimension, value }) {
    const pieces = search.wording(value);
    const names = await index.names(dimension);
    return names
      .filter(([name]) => {
        const words = search.wording(name);
        return pieces.every((piece) => words.some((word) => word.startsWith(piece)));
      })
      .slice(0, MOST);
  };

  // A name as it stands behind a filter's colon.
  function quoted(name) {
    const plain = name.replace(/"/g, " ");
    return /^[^\s"]+$/.test(plain) ? plain : `"${plain}"`;
  }

  search.completedFilter = (text, typed, name) => `${text.slice(0, typed.start)}${quoted(name)} `;

  // The text with a filter added, or taken away where it stands already.
  search.toggledFilter = function (text, dimension, name) {
    const key = search.normalName(name);
    const filter = search
      .parse(text)
      .filters.find((one) => one.dimension === dimension && search.normalName(one.value) === key);
    const bare = filter ? text.slice(0, filter.start) + text.slice(filter.end) : text;
    const added = filter ? "" : `${dimension}:${quoted(name)} `;
    return `${bare.trim()} ${added}`.trimStart();
  };
})(globalThis);
