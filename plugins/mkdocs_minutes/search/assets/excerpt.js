// The sentence around a hit, with the words to mark: the same as excerpt.py.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});

  const { longest_excerpt, lead_in, shortest_excerpt, beside, patterns } = search.tables;
  const SENTENCE = new RegExp(patterns.sentence, "gm");

  // The words that some terms stand for, each by itself or as all parts of one.
  function wordsOf(found, wanted, parts) {
    const isPart = (word, term) => parts.has(word) && parts.get(word).has(term);
    const whole = [...found].flatMap((term) => wanted.get(term).filter((word) => !isPart(word, term)));
    const joined = [...parts].filter(([, terms]) => [...terms].every((term) => found.has(term)));
    return new Set([...whole, ...joined.map(([word]) => word)]);
  }

  const isSame = (one, other) => one.size === other.size && [...one].every((place) => other.has(place));

  // How many of the words a sentence has, how many of their terms, and how they follow; small words do not part them.
  function rankOf(sentence, wanted, parts) {
    const found = new Set();
    let last = new Set();
    let following = 0;
    for (const word of search.words(sentence)) {
      const terms = search.termsOf(word);
      if (!terms.length) continue;
      const hit = terms.filter((term) => wanted.has(term));
      const places = new Set(hit.flatMap((term) => wanted.get(term)));
      if ([...places].some((place) => last.has(place - 1))) following += 2;
      else if (last.size && places.size && !isSame(last, places)) following += 1;
      hit.forEach((term) => found.add(term));
      last = places;
    }
    return [wordsOf(found, wanted, parts).size, found.size, following];
  }

  function marksOf(text, wanted) {
    return [...search.spans(text)]
      .filter(({ word }) => search.termsOf(word).some((term) => wanted.has(term)))
      .map(({ start, end }) => ({ start, end }));
  }

  // The place of the first difference decides.
  function isMore(rank, other) {
    const place = rank.findIndex((value, i) => value !== other[i]);
    return place >= 0 && rank[place] > other[place];
  }

  function shortened(text, marks) {
    if (text.length <= longest_excerpt) return { text, marks };
    let start = marks.length ? Math.max(0, marks[0].start - lead_in) : 0;
    if (start) start = text.indexOf(" ", start) + 1;
    let end = start + longest_excerpt;
    if (end < text.length) {
      const blank = text.slice(start, end).lastIndexOf(" ");
      end = Math.max(blank < 0 ? -1 : start + blank, start + longest_excerpt / 2);
    }
    const before = start ? "… " : "";
    const shift = before.length - start;
    return {
      text: before + text.slice(start, end) + (end < text.length ? " …" : ""),
      marks: marks
        .filter((mark) => start <= mark.start && mark.end <= end)
        .map((mark) => ({ start: mark.start + shift, end: mark.end + shift })),
    };
  }

  // Which words of the query a text has, as a bit set.
  function placesIn(text, wanted, parts) {
    const found = search.words(text).flatMap((word) => search.termsOf(word));
    const places = wordsOf(new Set(found.filter((term) => wanted.has(term))), wanted, parts);
    return [...places].reduce((mask, place) => (place < 0 ? mask : mask | (1 << place)), 0);
  }

  // The sentence with the most of the wanted words, and what follows a short one; `wanted` leads
  // from terms to words, `parts` from words to terms of which a text needs all, and `around` are the
  // title and headings above.
  search.excerpt = function (body, wanted, around = "", parts = new Map()) {
    const sentences = [...body.matchAll(SENTENCE)].map(([sentence]) => sentence.trimEnd());
    let best = 0;
    let most = [-1, 0, 0];
    sentences.forEach((sentence, place) => {
      const rank = rankOf(sentence, wanted, parts);
      if (isMore(rank, most)) [best, most] = [place, rank];
    });
    let text = sentences[best] || "";
    for (const sentence of sentences.slice(best + 1)) {
      if (text.length >= shortest_excerpt) break;
      text += (/[.!?:;,]$/.test(text) ? " " : " · ") + sentence;
    }
    const having = (more) => {
      const some = sentences.slice(Math.max(0, best - more), best + more + 1);
      return placesIn([around, ...some].join("\n"), wanted, parts);
    };
    const sentence = { near: having(0), beside: having(beside), following: Math.max(0, most[2]) };
    return { ...shortened(text, marksOf(text, wanted)), ...sentence };
  };

  // Whether the folded words of a phrase follow each other in a text.
  search.holds = (text, phrase) =>
    ` ${search.wording(text).join(" ")} `.includes(` ${phrase.join(" ")} `);
})(globalThis);
