// A query answered from an index, as search.py answers it in the terminal.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});

  const { most_passages, nearness, following_weight, most_checked, most_names, longest_name, mentioned } = search.tables;
  const NUMBERED_NAME = new RegExp(search.tables.patterns.numbered_name);
  const TOLD = new Set(search.tables.told_by_pages);
  const { unknown } = search.tables.unread;

  const normalName = (name) => search.wording(name).join(" ");
  const firstTerm = (normal) => [...search.tokens(normal), ...normal.split(/[ _-]+/)][0];
  const filterKey = (dimension, name) => `${firstTerm(normalName(name))} ${dimension}:${normalName(name)}`;
  const isNotes = (filter) =>
    filter.dimension === "kind" && ["note", "section"].includes(filter.value.toLowerCase());

  // The key of the pages that a name calls exactly, its words joined by hyphens or apart; it lies
  // beside the name's first term.
  function nameKey(name) {
    const normal = normalName(name).split(/[ _-]+/).filter(Boolean).join(" ");
    return `${firstTerm(normal)} =${normal}`;
  }

  async function expanded(index, clause) {
    if (clause.day) return new Map();
    if (clause.unfinished) return index.completions(clause.term);
    if (clause.wildcard) return index.beginning(clause.term);
    const postings = await index.lookup(clause.term);
    return new Map(postings ? [[clause.term, postings]] : []);
  }

  // The documents that speak of what a name calls, in whatever form, and the words of the name.
  async function mentionsOf(index, words) {
    const keys = mentioned.map((dimension) => filterKey(dimension, words.join(" ")));
    const found = await Promise.all(keys.map(index.documentsOf));
    return found
      .filter((documents) => documents.length)
      .map((documents) => ({ words: new Set(words), documents: new Set(documents) }));
  }

  // The pages that the query, or words of it that follow each other, call by their exact name, what
  // speaks of them, and whether it is nothing but such a name. A single word of a longer query calls a page only if it is
  // a number or ticket; what only asks is not counted, nor what every such page tells.
  async function namedBy(index, query) {
    const words = search.wording(query.name);
    const most = words.length;
    const found = [];
    const mentions = [];
    const covered = new Set();
    const places = words.map((_, place) => place);
    const telling = places.filter((place) => search.termsOf(words[place]).length && !TOLD.has(words[place]));
    const lengths = Array.from({ length: longest_name }, (_, i) => longest_name - i);
    for (const length of new Set([most, ...lengths])) {
      for (let start = 0; length <= most && start + length <= most; start++) {
        const span = words.slice(start, start + length);
        const name = span.join(" ");
        const only = telling.length === 1 && telling[0] === start;
        const calls = length > 1 || only || NUMBERED_NAME.test(name);
        const free = span.every((_, i) => !covered.has(start + i));
        if (!calls || !free || !search.termsOf(span[0]).length) continue;
        const documents = await index.documentsOf(nameKey(name));
        if (!documents.length) continue;
        span.forEach((_, i) => covered.add(start + i));
        found.push(...documents);
        mentions.push(...(await mentionsOf(index, span)));
      }
    }
    const whole = found.length > 0 && telling.every((place) => covered.has(place));
    return { named: found, whole, mentions };
  }

  // Whether one of the words begins with a piece; a number must stand whole.
  function begins(words, piece) {
    const whole = /[0-9]$/.test(piece);
    return words.some(
      (word) => word.startsWith(piece) && !(whole && /^[0-9]/.test(word.slice(piece.length))),
    );
  }

  // The filters that ask for a name which the archive does not have.
  async function unknownOf(index, { filters }) {
    const asked = filters.filter((one) => !one.excluded && !isNotes(one));
    const sizes = await Promise.all(asked.map(async (one) => (await filtered(index, one)).size));
    return asked.filter((_, i) => !sizes[i]);
  }

  // An unknown name, folded, each word that no name has replaced by the nearest one; or "".
  async function nearestValue(index, { dimension, value }) {
    const words = new Map();
    for (const [name, documents] of await index.names(dimension)) {
      for (const word of normalName(name).split(" ")) {
        if (!words.has(word)) words.set(word, { documents, shown: word });
      }
    }
    const from = (first) => [...words].filter(([word]) => word.startsWith(first));
    const pieces = normalName(value).split(" ");
    const known = (piece) => begins([...words.keys()], piece);
    const mended = await Promise.all(
      pieces.map((piece) => (known(piece) ? piece : search.nearest(piece, from))),
    );
    return mended.every(Boolean) && mended.some((word, i) => word !== pieces[i]) ? mended.join(" ") : "";
  }

  // The documents of the value that is named exactly, else of all whose words begin so.
  async function filtered(index, { dimension, value }) {
    const exact = await index.documentsOf(filterKey(dimension, value));
    if (exact.length) return new Set(exact);
    const pieces = normalName(value).split(" ");
    const names = (await index.names(dimension))
      .map(([name]) => name)
      .filter((name) => {
        const words = normalName(name).split(" ");
        return pieces.every((piece) => begins(words, piece));
      });
    const found = await Promise.all(
      names.slice(0, most_names).map((name) => index.documentsOf(filterKey(dimension, name))),
    );
    return new Set(found.flat());
  }

  async function keptBy(index, filter) {
    const last = index.pages * index.stride;
    if (isNotes(filter)) return (number) => number < last !== filter.excluded;
    const documents = await filtered(index, filter);
    return (number) => documents.has(number) !== filter.excluded;
  }

  // The slots of notes from one day on and before another, as first and behind the last.
  function daySlots(days, end, after, before) {
    const found = days
      .map(({ slot, day }, i) => ({ day, first: slot, last: i + 1 < days.length ? days[i + 1].slot : end }))
      .filter(({ day }) => Math.max(after, 1) <= day && day < before);
    return found.length ? [found[0].first, found[found.length - 1].last] : [0, 0];
  }

  async function keptByDate(index, { after, before }) {
    if (!after && !before) return [];
    const [first, last] = daySlots(
      index.days(),
      index.pages,
      after ? search.ordinal(search.firstDay(after)) : 1,
      before ? search.ordinal(search.firstDay(before)) : Infinity,
    );
    return [(number) => first * index.stride <= number && number < last * index.stride];
  }

  // The first documents of the notes of a day, month or year.
  function leadsOf(index, day) {
    const [first, last] = daySlots(index.days(), index.pages, ...search.bounds(day));
    return index.leads(first, last);
  }

  // Adds the words of a date to all notes of that day, month or year. A note of the day or month is
  // found by that alone, as if its title said it; a year is no more than a word.
  function onDays(index, clauses, matches) {
    const { numbers, scores, titles, words, titleWords } = matches;
    const dated = new Map();
    for (const { day, word } of clauses) if (day) dated.set(day, dated.get(day) | (1 << word));
    const free = clauses.every(({ presence }) => presence === "optional");
    const share = numbers.reduce((most, number) => Math.max(most, scores[number]), 0) || 1;
    const known = new Set(dated.size ? numbers : []);
    for (const [day, mask] of dated) {
      for (const lead of leadsOf(index, day)) {
        titleWords[lead] |= mask;
        words[lead] |= mask;
        if (!day.includes("-")) continue;
        titles[lead] += share;
        if (!free && !known.has(lead)) continue;
        scores[lead] = (known.has(lead) ? scores[lead] : 0) + share;
        if (!known.has(lead)) numbers.push(lead);
        known.add(lead);
      }
    }
    return matches;
  }

  // What a query of filters alone may show: the documents of one filter, or all notes.
  async function everything(index, query) {
    const filter = query.filters.find((one) => !one.excluded && !isNotes(one));
    const documents = filter ? await filtered(index, filter) : index.leads(0, index.pages);
    const none = new Int32Array(index.size);
    return { numbers: [...documents], scores: none, words: none, titles: none, titleWords: none };
  }

  // What is shown of a passage that no word was asked of: the names that it was filtered by.
  function filterTerms(query) {
    const wanted = new Map();
    query.filters
      .filter(({ dimension, excluded }) => !excluded && ["person", "project", "version"].includes(dimension))
      .flatMap(({ value }) => normalName(value).split(" "))
      .forEach((word, place) => search.termsOf(word).forEach((term) => wanted.set(term, [place])));
    return wanted;
  }

  // The lines of a body that hold one of the kinds; all, where none does or none is named.
  function about({ body, holding }, kinds) {
    const wanted = new Set(kinds.flatMap((kind) => holding[kind] || []));
    return wanted.size ? body.split("\n").filter((_, line) => wanted.has(line)).join("\n") : body;
  }

  // What stands above a passage: title, headings, and of the query the words of its day.
  function around({ title, heading, date }, { words }) {
    const held = words.filter(({ day }) => day && date.startsWith(day)).map(({ text }) => text);
    return [title, heading, ...held].join("\n");
  }

  function fits(document, query) {
    const texts = [document.title, document.heading, document.body];
    return query.phrases.every(
      (phrase) => texts.some((text) => search.holds(text, phrase.wording)) !== phrase.excluded,
    );
  }

  // The words that nothing has, each with its place among those that are asked for.
  function missingOf(index, query, clauses, found) {
    const has = ({ day }, i) => found[i].size || (day && leadsOf(index, day).length);
    const known = new Set(clauses.filter(has).map((clause) => clause.word));
    return askedOf(query).filter(({ place }) => !known.has(place));
  }

  // The words that are asked for, each with its place among them.
  const askedOf = (query) =>
    query.words
      .filter(({ presence, prefix, text }) => presence !== "excluded" && (prefix || search.termsOf(text).length))
      .map((word, place) => ({ ...word, place }));

  // Which words of the query are among those of a name.
  const bitsOf = (query, words) =>
    askedOf(query)
      .filter(({ text }) => search.wordingOf(text).every((piece) => words.has(piece)))
      .reduce((bits, { place }) => bits | (1 << place), 0);

  // The excerpt of a document, where a word of a name stands for the whole name.
  function naming(excerpt, number, speaking) {
    for (const { documents, bits } of speaking) {
      if (!documents.has(number)) continue;
      if (excerpt.near & bits) excerpt.near |= bits;
      if (excerpt.beside & bits) excerpt.beside |= bits;
    }
    return excerpt;
  }

  const plainClause = (term, word, part = false) =>
    ({ term, fields: [0, 1, 2], presence: "optional", boost: 1, wildcard: false, unfinished: false, word, part });

  // Adds two words that follow each other as one, where it lies in a shard that is read anyway.
  async function addJoined(index, query, clauses, found) {
    const read = clauses.filter(({ term, wildcard }) => term && !wildcard).map(({ term }) => term);
    const asked = askedOf(query);
    for (let i = 0; i + 1 < asked.length; i++) {
      const both = asked.slice(i, i + 2);
      const [term, ...more] = search.termsOf(both.map(({ text }) => search.fold(text)).join(""));
      if (!both.every(search.isFree) || !term || more.length) continue;
      const postings = await index.beside(term, read);
      for (const { place } of postings ? both : []) {
        clauses.push(plainClause(term, place));
        found.push(new Map([[term, postings]]));
      }
    }
  }

  // Adds for each word that nothing has the compounds that end with it, or else its two halves.
  async function addCompounds(index, query, clauses, found) {
    for (const word of missingOf(index, query, clauses, found)) {
      const [term] = search.termsOf(word.text);
      if (!search.isFree(word) || !term) continue;
      const compounds = await index.compounds(term);
      clauses.push(plainClause(term, word.place));
      found.push(compounds);
      for (const half of compounds.size ? [] : await index.halves(search.fold(word.text))) {
        clauses.push(plainClause(half, word.place, true));
        found.push(new Map([[half, await index.lookup(half)]]));
      }
    }
  }

  // A filter with the nearest name, or "".
  async function nearestFilter(index, filter) {
    const better = await nearestValue(index, filter);
    return better && `${filter.dimension}:${better.includes(" ") ? `"${better}"` : better}`;
  }

  // The query with what nothing has replaced by the nearest word or name, or "".
  async function meant(index, text, missing, strange) {
    let mended = text;
    for (const one of [...missing, ...strange].sort((a, b) => b.start - a.start)) {
      const nearestWord = () => (one.prefix ? "" : search.nearest(search.fold(one.text), index.words));
      const better = await (one.dimension ? nearestFilter(index, one) : nearestWord());
      if (better) mended = mended.slice(0, one.start) + better + mended.slice(one.end);
    }
    return mended === text ? "" : mended;
  }

  // The ranked groups for a text, and what it takes to show them: `passages(group)` promises the
  // passages of a group, and `meant()` the query without slips of the pen.
  search.search = async function (index, text) {
    const query = search.parse(text);
    const clauses = search.clauses(query, index.abbreviations);
    const [found, { named, whole, mentions }, keeps, byDate, leaning] = await Promise.all([
      Promise.all(clauses.map((clause) => expanded(index, clause))),
      namedBy(index, query),
      Promise.all(query.filters.map((filter) => keptBy(index, filter))),
      keptByDate(index, query),
      query.leaning ? filtered(index, { dimension: "kind", value: query.leaning }) : new Set(),
    ]);
    keeps.push(...byDate);
    await addJoined(index, query, clauses, found);
    await addCompounds(index, query, clauses, found);
    const words = 1 + Math.max(-1, ...clauses.map((clause) => clause.word));
    const all = keeps.length || query.latest || query.newest;
    const bare = !words && all && !query.phrases.length;
    const matches = bare
      ? await everything(index, query)
      : onDays(index, clauses, search.evaluate(clauses, found, index.postings(found), index.size));
    const speaking = mentions.map(({ words: name, documents }) => ({ documents, bits: bitsOf(query, name) }));
    for (const { documents, bits } of speaking) {
      for (const number of documents) if (matches.words[number] & bits) matches.words[number] |= bits;
    }
    const kept = (number) => keeps.every((keep) => keep(number));
    const rarity = search.rarities(matches, words, index.documents);
    const ranked = search.rank(matches, index, rarity, new Set(named.filter(kept)), kept, leaning);
    const groups = whole ? ranked : search.passageFirst(ranked);
    if (query.newest || query.latest) newestFirst(index, query, groups);
    let wanted = new Map();
    clauses.forEach((clause, i) => {
      if (clause.presence === "excluded") return;
      for (const term of found[i].keys()) wanted.set(term, [...(wanted.get(term) || []), clause.word]);
    });
    const parts = new Map();
    for (const { part, word, term } of clauses) {
      if (part) parts.set(word, new Set(parts.get(word)).add(term));
    }
    if (!wanted.size) wanted = filterTerms(query);
    const missing = missingOf(index, query, clauses, found);
    const strange = await unknownOf(index, query);
    query.unread.push(...strange.map(({ dimension, value }) => unknown.replace("{}", dimension) + value));
    const kinds = query.filters
      .filter(({ dimension, excluded }) => dimension === "kind" && !excluded)
      .map(({ value }) => value.toLowerCase());
    if (query.leaning) kinds.push(query.leaning);
    return {
      query,
      groups,
      rarity,
      asks: words > 0 || Boolean(bare) || query.phrases.length > 0,
      documents: groups.reduce((sum, group) => sum + group.documents.length, 0),
      async passages(group) {
        const passages = [];
        for (const number of group.documents.slice(0, group.shown)) {
          const document = await index.document(number);
          if (fits(document, query)) {
            const above = around(document, query);
            const excerpt = search.excerpt(about(document, kinds), wanted, above, parts);
            passages.push({ document, excerpt: naming(excerpt, number, speaking) });
          }
          if (passages.length === most_passages) break;
        }
        return passages;
      },
      missing: missing.map((word) => word.text),
      meant: () => meant(index, text, missing, strange),
    };
  };

  // What is shown for a text: an answer with the passages of its first groups, and the query without
  // slips of the pen, or without its quotes, or "". Where only that one finds anything, the answer is
  // that to it. `first` is told of the first group, and the others are loaded when what it returns is done. Nothing is loaded
  // for a text that is no longer `wanted`; the answer to it is `null`.
  search.answered = async function (index, text, count, { wanted = () => true, first } = {}) {
    const answer = await search.search(index, text);
    if (!wanted()) return null;
    if (first && answer.groups.length) {
      const passages = await answer.passages(answer.groups[0]);
      if (!wanted()) return null;
      sortNearest(passages, answer.rarity);
      if (passages.length) await first({ answer, passages: [passages] });
      if (!wanted()) return null;
    }
    const [passages, better] = await Promise.all([firstPassages(answer, count), answer.meant()]);
    if (passages.length) return { answer, passages, better, mended: false };
    for (const other of [search.unquoted(text), better].filter(Boolean)) {
      const instead = { ...(await search.search(index, other)), missing: answer.missing };
      const found = await firstPassages(instead, count);
      if (found.length) return { answer: instead, passages: found, better: other, mended: true };
    }
    return { answer, passages, better, mended: false };
  };

  // The passages of the first groups that have any: with a phrase, some candidates have none.
  async function firstPassages(answer, count) {
    const shown = [];
    const most = Math.max(count, most_checked);
    for (let from = 0; from < most && shown.length < count; from += count) {
      const groups = answer.groups.slice(from, Math.min(from + count, most));
      if (!groups.length) break;
      const passages = await Promise.all(groups.map(answer.passages));
      groups.forEach((group, i) => {
        if (passages[i].length) shown.push({ ...group, passages: passages[i] });
      });
    }
    const few = answer.query.newest || answer.query.latest ? 0 : nearness;
    return nearestFirst(shown.slice(0, count), answer.rarity, few).map((group) => group.passages);
  }

  // How far the words of a query stand together in a passage, where each weighs about 100.
  const standing = ({ excerpt: { near, beside, following } }, rarity) =>
    hundredths(search.weight(near, rarity) + 9 * search.weight(beside, rarity), rarity, 10) +
    Math.floor((following_weight * following) / 2);

  function hundredths(words, rarity, one) {
    const sum = Math.max(1, rarity.reduce((all, each) => all + each, 0));
    return Math.floor((words * one * rarity.filter(Boolean).length) / sum);
  }

  const sortNearest = (passages, rarity) =>
    passages.sort((one, other) => standing(other, rarity) - standing(one, rarity));

  // Of the first few notes, those whose words stand together come first, and so does
  // the passage of a note that has most of them in one sentence or beside it; which words a note's
  // best passage has counts as much, and both more than its score. Pages of names stay where they are.
  function nearestFirst(groups, rarity, few) {
    const place = ({ mask, score, passages: [first] }) =>
      hundredths(search.weight(mask, rarity), rarity, 100) + score + standing(first, rarity);
    for (const { passages } of groups) sortNearest(passages, rarity);
    const isNote = ({ passages }) => passages[0].document.kind === "section";
    const nearest = groups
      .slice(0, few)
      .filter(isNote)
      .sort((one, other) => place(other) - place(one));
    return groups.map((group, i) => (i < few && isNote(group) ? nearest.shift() : group));
  }

  // Sorts groups by their day; the latest notes are sought among those that have all words.
  function newestFirst(index, { latest }, groups) {
    const last = index.pages * index.stride;
    const page = ({ lead }) => Number(latest && lead >= last);
    const lacking = ({ level }) => (latest ? level % 2 : 0);
    groups.sort(
      (one, other) => page(one) - page(other) || lacking(one) - lacking(other) || one.lead - other.lead,
    );
  }

  Object.assign(search, { normalName, beginsWith: begins });
})(globalThis);
