// What a reader types, taken apart, and the terms to look up: the same as query.py.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});

  const { tables } = search;
  const SIGNS = { "": "optional", "+": "required", "-": "excluded" };
  const ALL_FIELDS = tables.fields.map((_, place) => place);

  // -word, +word, "a phrase", person:ada, -person:"Ada Byron". A quote that nothing closes is none,
  // but for a name that is still being typed.
  const ITEM =
    /([-+]?)(?:([A-Za-z]+):)?(?:"([^"]*)("?)|([^\0- \u00a0\u2000-\u200b\u2028\u2029\u3000"]+))/gu;
  const DATES = ["after", "before"];

  const characters = (text) => Array.from(text).length;
  const distinct = (list) => [...new Set(list)];

  // The terms that a text surely has where the word stands as it was typed, but for its case.
  const certain = ({ wholes, parts }) => (wholes.length ? wholes.slice(0, 1) : parts);

  function phrasesOf(text, presence) {
    const wording = search.wording(text);
    if (!wording.length) return [];
    const found = search.words(text).flatMap((word) => certain(search.reading(word)));
    return [{ wording, terms: distinct(found), excluded: presence === "excluded" }];
  }

  // The words of an item; a name that is no filter's is a word too.
  function wordsOf(item, name, presence, text) {
    const field = tables.fields.includes(name) ? name : "";
    const itemEnd = item.index + item[0].length;
    const quoted = item[3] !== undefined;
    const end = item[4] ? itemEnd - 1 : itemEnd;
    const value = quoted ? item[3] : item[5];
    const from =
      field || !name ? itemEnd - value.length - (itemEnd - end) : item.index + item[1].length;
    const words = [];
    for (const { start, end: stop, word } of search.spans(text.slice(from, end))) {
      const star = text[from + stop] === "*" && from + stop < end;
      words.push({
        text: word,
        start: from + start,
        end: from + stop,
        presence,
        field,
        prefix: star && characters(search.fold(word)) >= tables.shortest_prefix,
        unfinished: from + stop === text.length && presence !== "excluded",
      });
    }
    return words;
  }

  const clean = (typed) =>
    Array.from(typed).slice(0, tables.longest_query).join("").replace(/[“”„«»]/g, '"');

  // The query with its phrases as words, or "" if it has none.
  search.unquoted = function (typed) {
    const text = clean(typed);
    const words = text.replace(ITEM, (whole, sign, name, quoted, closed) => {
      const kept = [...tables.dimensions, ...tables.fields].includes((name || "").toLowerCase());
      return closed && sign !== "-" && !kept ? whole.replace(/"/g, "") : whole;
    });
    return words === text ? "" : words;
  };

  // What is wrong with a filter, or "": no name behind it, or a day that no calendar has.
  function unreadOf(name, value) {
    const alone = !name && value.endsWith(":") ? value.slice(0, -1).toLowerCase() : "";
    const named = tables.dimensions.includes(alone);
    if (named || DATES.includes(alone)) {
      return tables.unread[named ? "name" : "date"].replace("{}", () => value);
    }
    const numbered = DATES.includes(name) && /^[0-9][\0-\x7f]*$/.test(value);
    return numbered && !search.firstDay(value) ? tables.unread.date.replace("{}", () => value) : "";
  }

  // What a word is compared by: its term, or the word itself where it is a stop word.
  const keyOf = (word) => [...search.termsOf(word), search.fold(word)][0];
  const without = (words, names) => words.filter(({ text }) => !names.includes(search.fold(text)));
  const telling = (words) => words.some(({ text }) => search.termsOf(text).length);

  // Takes from a question what merely asks, and the word that asks for a kind, which is noted.
  function lean(query, text) {
    if (!tables.asking.includes(search.wording(text)[0])) return;
    const fillers = tables.fillers.map(keyOf);
    const others = query.words.filter(({ text }) => !fillers.includes(keyOf(text)));
    if (telling(others)) query.words = others;
    for (const [kind, names] of Object.entries(tables.leanings)) {
      const others = without(query.words, names);
      if (others.length < query.words.length && telling(others)) {
        Object.assign(query, { leaning: kind, words: others });
        return;
      }
    }
  }

  // Takes `last meeting` from the words, or `latest notes`, which asks for the newest.
  function seekLatest(query) {
    const folded = query.words.map(({ text }) => search.fold(text));
    for (let start = 0; start < folded.length; start++) {
      if (!tables.latest.includes(folded[start])) continue;
      for (let end = start + 1; end < Math.min(start + 4, folded.length); end++) {
        if (!tables.meetings.includes(folded[end])) continue;
        query.latest = true;
        query.words = query.words.filter((_, place) => place !== start && place !== end);
        return;
      }
    }
  }

  // Notes with each word of a date the day that it says; `who attended` is no word beside one or the latest.
  function dateWords(query) {
    const folded = query.words.map(({ text }) => search.fold(text));
    const days = search.daysOf(folded);
    query.words = query.words
      .map((word, i) => ({ ...word, day: days[i] }))
      .filter((_, i) => !(query.latest || days.some(Boolean)) || !tables.held.includes(folded[i]));
  }

  // The query of a text of any kind: what makes no sense as a filter is searched as words.
  search.parse = function (typed) {
    const text = clean(typed);
    const query = { words: [], phrases: [], filters: [], after: "", before: "", name: "", unread: [], leaning: "", newest: false, latest: false };
    const called = [];
    for (const item of text.matchAll(ITEM)) {
      const name = (item[2] || "").toLowerCase();
      const quoted = item[3] !== undefined;
      const value = quoted ? item[3] : item[5];
      const presence = SIGNS[item[1]];
      const complaint = unreadOf(name, value);
      if (complaint) {
        query.unread.push(complaint);
      } else if (tables.dimensions.includes(name)) {
        const [start, end] = [item.index, item.index + item[0].length];
        query.filters.push({ dimension: name, value, excluded: presence === "excluded", start, end });
      } else if (DATES.includes(name) && search.firstDay(value)) {
        query[name] = value;
      } else if (name === "sort" && tables.sorts.includes(value.toLowerCase())) {
        query.newest = value.toLowerCase() === "date";
      } else {
        if (presence !== "excluded" && !tables.fields.includes(name)) called.push(value);
        if (item[4] && !tables.fields.includes(name)) {
          query.phrases.push(...phrasesOf(value, presence));
          continue;
        }
        for (const word of wordsOf(item, name, presence, text)) {
          if (presence === "excluded" && search.wording(word.text).length > 1) {
            query.phrases.push(...phrasesOf(word.text, presence));
          } else {
            query.words.push(word);
          }
        }
      }
    }
    lean(query, called.join(" "));
    seekLatest(query);
    query.words.splice(tables.most_words);
    dateWords(query);
    query.filters = query.filters.filter((filter) => search.wording(filter.value).length);
    query.name = called.join(" ");
    return query;
  };

  function wordClauses(word, place) {
    const fields = word.field ? [tables.fields.indexOf(word.field)] : ALL_FIELDS;
    const clause = (term, presence, more) =>
      ({ term, fields, presence, boost: 1, wildcard: false, unfinished: false, word: place, part: false, ...more });
    const plain = search.fold(word.text);
    if (word.prefix) return [clause(plain, word.presence, { wildcard: true })];
    const { wholes, parts, needed } = search.reading(word.text);
    if (word.presence === "excluded") {
      return wholes.slice(0, 1).map((term) => clause(term, "excluded", { word: -1 }));
    }
    const required = word.presence === "required" ? needed : [];
    const made = distinct([...wholes, ...parts]).map((term) =>
      clause(term, required.includes(term) ? "required" : "optional", { part: !wholes.includes(term) }),
    );
    if (
      needed.length &&
      word.unfinished &&
      word.presence === "optional" &&
      characters(plain) >= tables.shortest_prefix
    ) {
      made.push(
        clause(plain, "optional", { boost: tables.completion_boost, wildcard: true, unfinished: true }),
      );
    }
    return made;
  }

  // Entries of an abbreviation and its words, as what leads from one to the others and back; of two
  // entries of one abbreviation the first counts.
  search.abbreviations = function (entries) {
    const words = new Map();
    for (const entry of entries) {
      const [short, ...long] = entry.split(" ");
      if (!words.has(keyOf(short))) words.set(keyOf(short), { short, long });
    }
    const shorts = new Map([...words.values()].map(({ short, long }) => [long.map(keyOf).join(" "), short]));
    return { words, shorts };
  };

  // Whether a word may be found by what else it is written as: the reader set no bound.
  search.isFree = ({ presence, prefix, field }) => presence === "optional" && !prefix && !field;

  // The terms of what the words abbreviate, and of abbreviations of them.
  function abbreviated(words, places, known) {
    const keys = words.map((word) => (search.isFree(word) ? keyOf(word.text) : ""));
    const clause = (term, word, part) =>
      ({ term, fields: ALL_FIELDS, presence: "optional", boost: 1, wildcard: false, unfinished: false, word, part });
    const found = [];
    words.forEach(({ text, unfinished }, start) => {
      const typed = !unfinished || (text === text.toUpperCase() && text !== text.toLowerCase());
      const { long = [] } = (typed && places[start] >= 0 && known.words.get(keys[start])) || {};
      const telling = long.flatMap(search.termsOf);
      // Of `any other business` one word is left, which tells too little.
      if (telling.length > 1) found.push(...telling.map((term) => clause(term, places[start], true)));
      for (let end = start + 2; end <= Math.min(start + tables.longest_long, words.length); end++) {
        const short = known.shorts.get(keys.slice(start, end).join(" "));
        const at = places.slice(start, end).filter((place) => place >= 0);
        if (short) found.push(...search.termsOf(short).flatMap((term) => at.map((place) => clause(term, place, false))));
      }
    });
    return found;
  }

  // The terms to look up, a word's terms next to each other, then those of abbreviations.
  search.clauses = function (query, known = search.abbreviations(tables.abbreviations)) {
    const found = [];
    const places = [];
    let wanted = 0;
    for (const word of query.words) {
      const made = wordClauses(word, wanted);
      found.push(...made);
      if (word.day && word.presence === "optional") {
        found.push({ ...made[0], term: "", boost: 1, wildcard: false, unfinished: false, part: false, day: word.day });
      }
      const asked = made.some((clause) => clause.presence !== "excluded");
      places.push(asked ? wanted : -1);
      if (asked) wanted += 1;
    }
    found.push(...abbreviated(query.words, places, known));
    for (const phrase of query.phrases) {
      if (phrase.excluded || !phrase.terms.length) continue;
      for (const term of phrase.terms) {
        found.push({
          term, fields: ALL_FIELDS, presence: "required", boost: 1, wildcard: false,
          unfinished: false, word: wanted, part: true,
        });
      }
      wanted += 1;
    }
    return found;
  };
})(globalThis);
