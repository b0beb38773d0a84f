// The order of results: what is named exactly, then the best matches, the newest first on a tie.
// The same as ranking.py.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});

  function bitCount(mask) {
    let bits = 0;
    for (; mask; mask &= mask - 1) bits += 1;
    return bits;
  }

  // Documents from the number `pages` on are no passages; their short texts weigh half as much where
  // they lack a word.
  search.rank = function (matches, groupOf, words, pages, named, keeps) {
    const found = [];
    const together = new Map();
    for (const [number, plain] of matches.scores) {
      if (!keeps(number)) continue;
      let score = plain;
      let mask = matches.words.get(number) || 0;
      const lead = groupOf(number);
      if (lead !== number) {
        score += matches.titles.get(lead) || 0;
        mask |= matches.titleWords.get(lead) || 0;
      }
      together.set(lead, (together.get(lead) || 0) | mask);
      found.push({ number, lead, score, mask });
    }
    const share = (mask) => (words ? bitCount(mask) / words : 1);
    const scores = new Map();
    let best = 0;
    for (const { number, lead, score, mask } of found) {
      const here = share(mask);
      const around = share(together.get(lead));
      const weight = (here * here + around * around) / 2;
      const weighed = score * (number >= pages && here < 1 ? weight / 2 : weight);
      scores.set(number, weighed);
      best = Math.max(best, weighed);
    }
    const hundredths = (number) =>
      best > 0 ? Math.floor(((scores.get(number) || 0) / best) * 100 + 0.5) : 0;
    const order = [...new Set([...scores.keys(), ...named])].map((number) => ({
      number,
      called: named.has(number) ? 0 : 1,
      score: hundredths(number),
    }));
    order.sort((a, b) => a.called - b.called || b.score - a.score || a.number - b.number);
    const groups = new Map();
    for (const { number } of order) {
      const lead = groupOf(number);
      if (groups.has(lead)) groups.get(lead).push(number);
      else groups.set(lead, [number]);
    }
    return [...groups].map(([lead, documents]) => ({ lead, documents }));
  };
})(globalThis);
