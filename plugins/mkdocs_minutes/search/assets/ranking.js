// The order of results: what is named exactly, then what has all words, then the best matches, the
// newest first on a tie. The same as ranking.py.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});
  const STEPS = 101;
  const NUMBERS = 2 ** 32;

  // What each of the words of a query weighs: the more, the fewer of the documents have it.
  search.rarities = function ({ numbers, words: masks }, words, documents) {
    const counts = new Array(words).fill(0);
    for (const number of numbers) {
      for (let mask = masks[number]; mask; mask &= mask - 1) counts[31 - Math.clz32(mask & -mask)] += 1;
    }
    return counts.map((count) => count && Math.floor(100 * Math.log(1 + documents / count) + 0.5));
  };

  // What the words of a bit set weigh together.
  search.weight = (mask, rarity) =>
    rarity.reduce((sum, one, word) => sum + ((mask >> word) & 1 ? one : 0), 0);

  // Documents from the number `index.pages` of slots on are no passages: unless they are named, their
  // few words weigh a quarter.
  search.rank = function (matches, index, rarity, named, keeps, leaning) {
    const pages = index.pages * index.stride;
    const found = matches.numbers.filter(keeps);
    const leads = found.map(index.group);
    const masks = found.map((number, i) => matches.words[number] | matches.titleWords[leads[i]]);
    const together = new Map();
    let known = 0;
    masks.forEach((mask, i) => {
      together.set(leads[i], together.get(leads[i]) | mask);
      known |= mask;
    });
    const whole = search.weight(known, rarity);
    const shares = new Map();
    const share = (mask) => {
      if (!shares.has(mask)) shares.set(mask, whole ? search.weight(mask, rarity) / whole : 1);
      return shares.get(mask);
    };
    const best = [0, 0];
    const scores = found.map((number, i) => {
      if (known && !masks[i]) return -1;
      const here = share(masks[i]);
      const around = share(together.get(leads[i]));
      const weight = (here * (2 * here * here + around)) / (number >= pages ? 12 : 3);
      const title = leads[i] === number ? 0 : matches.titles[leads[i]];
      const score = (matches.scores[number] + title) * weight;
      const lacking = masks[i] === known ? 0 : 1;
      best[lacking] = Math.max(best[lacking], score);
      return score;
    });

    // One number says all that the order goes by: the smaller comes first.
    const place = (number, lacking, score) => {
      const hundredths = best[lacking] > 0 ? Math.floor((score / best[lacking]) * 100 + 0.5) : 0;
      const level = (named.has(number) ? 0 : 2) + lacking;
      const class_ = (level * 2 + (leaning.has(number) ? 0 : 1)) * STEPS + 100 - hundredths;
      return class_ * NUMBERS + number;
    };
    const places = [];
    const maskOf = new Map();
    const unseen = new Set(named);
    found.forEach((number, i) => {
      maskOf.set(number, masks[i]);
      if (scores[i] < 0) return;
      places.push(place(number, masks[i] === known ? 0 : 1, scores[i]));
      unseen.delete(number);
    });
    for (const number of unseen) places.push(place(number, 1, 0));
    // Of a note's documents those are shown that have all words, or all where none has.
    const groups = new Map();
    for (const one of Float64Array.from(places).sort()) {
      const number = one % NUMBERS;
      const lead = index.group(number);
      const level = Math.floor(one / NUMBERS / STEPS / 2);
      if (!groups.has(lead)) {
        const mask = maskOf.get(number) || 0;
        const score = STEPS - 1 - (Math.floor(one / NUMBERS) % STEPS) + (leaning.has(number) ? 100 : 0);
        groups.set(lead, { lead, documents: [], shown: 0, level, mask, score });
      }
      const group = groups.get(lead);
      group.documents.push(number);
      if (level % 2 === 0) group.shown += 1;
    }
    for (const group of groups.values()) group.shown = group.shown || group.documents.length;
    return [...groups.values()];
  };

  // The groups; a passage before the pages that a query calls, if one has their words and more. Which
  // one it is, is seen when they are read.
  search.passageFirst = function (groups) {
    const called = groups.length && groups[0].level === 1 ? groups[0].mask : 0;
    const passage = groups.find(
      ({ level, mask }) => called && level > 1 && mask !== called && (mask & called) === called,
    );
    return passage ? [passage, ...groups.filter((group) => group !== passage)] : groups;
  };
})(globalThis);
