// Which documents match, and their scores: those that lunr gives for the same clauses. The same as
// evaluation.py.
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

  function mark(masks, documents, word) {
    for (const number of documents) masks.set(number, masks.get(number) | (1 << word));
  }

  const intersection = (one, other) => new Set([...one].filter((number) => other.has(number)));

  // `found` are the terms of each clause with their postings. Clauses that only exclude match
  // nothing.
  search.evaluate = function (clauses, found) {
    const postings = new Map();
    for (const terms of found) {
      for (const [term, text] of terms) {
        if (!postings.has(term)) postings.set(term, search.readPostings(text));
      }
    }
    const scores = new Map();
    const words = new Map();
    const titles = new Map();
    const titleWords = new Map();
    const excluded = new Set();
    let required = null;
    clauses.forEach((clause, i) => {
      const documents = new Set();
      for (const term of found[i].keys()) {
        for (const field of clause.fields) {
          for (const number of postings.get(term)[field].keys()) documents.add(number);
        }
      }
      if (clause.presence === "excluded") {
        for (const number of documents) excluded.add(number);
        return;
      }
      if (clause.presence === "required") {
        required = required ? intersection(required, documents) : documents;
      }
      mark(words, documents, clause.word);
      if (!clause.fields.includes(TITLE)) return;
      for (const term of found[i].keys()) {
        mark(titleWords, postings.get(term)[TITLE].keys(), clause.word);
      }
    });
    search.FIELDS.forEach((_, field) => {
      const weights = weightsOf(clauses, found, field);
      let squares = 0;
      for (const weight of weights.values()) squares += weight * weight;
      const magnitude = Math.sqrt(squares);
      for (const [term, weight] of weights) {
        for (const [number, score] of postings.get(term)[field]) {
          const share = (weight * score) / magnitude;
          scores.set(number, (scores.get(number) || 0) + share);
          if (field === TITLE) titles.set(number, (titles.get(number) || 0) + share);
        }
      }
    });
    for (const number of scores.keys()) {
      if (excluded.has(number) || (required && !required.has(number))) scores.delete(number);
    }
    return { scores, words, titles, titleWords };
  };
})(globalThis);
