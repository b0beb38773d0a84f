// Which documents match, and their scores: those that lunr gives for the same clauses. The same as
// evaluation.py, with a place for every document number in place of its dictionaries.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});
  const TITLE = 0;

  // The query's vector for a field: what each term weighs, all its clauses taken together.
  function weightsOf(clauses, found, field) {
    const weights = new Map();
    clauses.forEach((clause, i) => {
      if (clause.presence === "excluded" || !clause.fields.includes(field)) return;
      for (const term of found[i].keys()) {
        weights.set(term, (weights.get(term) || 0) + clause.boost);
      }
    });
    return weights;
  }

  // Marks the documents that are in each of several lists of columns, and returns what undoes it.
  function markAll(lists, level) {
    lists.forEach((columns, place) => {
      for (const numbers of columns) {
        for (const number of numbers) if (level[number] === place) level[number] = place + 1;
      }
    });
    return () => {
      for (const numbers of lists[0]) for (const number of numbers) level[number] = 0;
    };
  }

  // For each document the bit set of the words that it has whole, or all parts of.
  function wordsIn(clauses, columns, size) {
    const words = new Int32Array(size);
    const parts = new Map();
    clauses.forEach(({ presence, part, word }, i) => {
      if (presence === "excluded") return;
      if (part) parts.set(word, [...(parts.get(word) || []), columns[i]]);
      else for (const numbers of columns[i]) for (const number of numbers) words[number] |= 1 << word;
    });
    const level = new Uint16Array(parts.size ? size : 0);
    for (const [word, lists] of parts) {
      const undo = markAll(lists, level);
      for (const numbers of lists[0]) {
        for (const number of numbers) if (level[number] === lists.length) words[number] |= 1 << word;
      }
      undo();
    }
    return words;
  }

  // `found` are the terms of each clause, `postings` the documents and scores of each term, and `size`
  // is behind the last number.
  // Clauses that only exclude match nothing. `numbers` are the documents that match; the scores
  // and bit sets of all others mean nothing.
  search.evaluate = function (clauses, found, postings, size) {
    const columnsOf = (clause, i, fields) =>
      [...found[i].keys()].flatMap((term) =>
        fields.map((field) => postings.get(term)[field].numbers),
      );
    const columns = clauses.map((clause, i) => columnsOf(clause, i, clause.fields));
    const titled = clauses.map((clause, i) =>
      columnsOf(clause, i, clause.fields.filter((field) => field === TITLE)),
    );
    const scores = new Float64Array(size);
    const titles = new Float64Array(size);
    search.tables.fields.forEach((_, field) => {
      const weights = weightsOf(clauses, found, field);
      let squares = 0;
      for (const weight of weights.values()) squares += weight * weight;
      const magnitude = Math.sqrt(squares);
      for (const [term, weight] of weights) {
        const { numbers, scores: given } = postings.get(term)[field];
        for (let i = 0; i < numbers.length; i++) {
          const share = (weight * given[i]) / magnitude;
          scores[numbers[i]] += share;
          if (field === TITLE) titles[numbers[i]] += share;
        }
      }
    });

    const lists = (presence) => columns.filter((_, i) => clauses[i].presence === presence);
    const required = lists("required");
    const level = new Uint16Array(size);
    markAll(required, level);
    const out = new Uint8Array(size);
    for (const numbers of lists("excluded").flat()) for (const number of numbers) out[number] = 1;
    const numbers = [];
    for (const column of [...lists("optional"), ...required].flat()) {
      for (const number of column) {
        if (out[number] || level[number] !== required.length) continue;
        out[number] = 1;
        numbers.push(number);
      }
    }
    return {
      numbers,
      scores,
      titles,
      words: wordsIn(clauses, columns, size),
      titleWords: wordsIn(clauses, titled, size),
    };
  };
})(globalThis);
