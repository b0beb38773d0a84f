// Holds the sharded search to one unsharded index that lunr.js builds from the same documents:
// node lunr_equality.js FOLDER QUERIES. Prints how many queries were compared.
"use strict";
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");
const search = require("./client.js");
const { fromFolder } = require("./folder.js");

const folder = process.argv[2];
const count = Number(process.argv[3]);
const documents = JSON.parse(fs.readFileSync(path.join(folder, "documents.json"), "utf8"));
const lunr = vm.runInThisContext(
  `(function () { const module = { exports: {} }, exports = module.exports;
  ${fs.readFileSync(process.env.LUNR, "utf8")}; return module.exports; })()`,
);

// Puts our pipeline in the place of lunr's: the stemmer turns a word into its terms, the two others
// leave it as it is.
function register() {
  lunr.tokenizer = (value, metadata) =>
    search
      .words(value === null || value === undefined ? "" : String(value))
      .map((word) => new lunr.Token(word, lunr.utils.clone(metadata) || {}));
  lunr.tokenizer.separator = /\s+/;
  lunr.QueryLexer.termSeparator = /\s+/;
  lunr.trimmer = lunr.stopWordFilter = (token) => token;
  lunr.stemmer = (token) => search.termsOf(token.toString()).map((term) => token.clone(() => term));
  for (const label of ["trimmer", "stopWordFilter", "stemmer"]) {
    lunr.Pipeline.registeredFunctions[label] = lunr[label];
    lunr[label].label = label;
  }
}

// A length as postings keep it: its two leading bits.
function rounded(length) {
  const shift = Math.max(0, 30 - Math.clz32(length));
  return (length >> shift) << shift;
}

function unsharded() {
  register();
  const builder = new lunr.Builder();
  builder.pipeline.add(lunr.trimmer, lunr.stopWordFilter, lunr.stemmer);
  builder.searchPipeline.add(lunr.stemmer);
  builder.tokenizer = lunr.tokenizer;
  const { fields, boosts } = search.tables;
  fields.forEach((name, at) => builder.field(name, { boost: boosts[at] }));
  documents.forEach((document) => builder.add(document));
  for (const [field, length] of Object.entries(builder.fieldLengths)) {
    builder.fieldLengths[field] = rounded(length);
  }
  return builder.build();
}

// A small generator of its own, so that a failing query comes back on every run.
function randomFrom(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function* queries() {
  const random = randomFrom(42);
  const words = documents
    .flatMap(({ title, heading, body }) => search.words(`${title} ${heading} ${body}`))
    .filter((word) => /^[A-Za-z0-9.]+$/.test(word));
  const any = () => words[random(words.length)].toLowerCase();
  const fields = ["title", "heading", "body"];
  const shapes = [
    () => any(),
    () => `${any()} ${any()}`,
    () => `${any()} ${any()} ${any()}`,
    () => `${any().slice(0, 3).padEnd(2, "a")}*`,
    () => `${any()} ${any().slice(0, 2 + random(3)).padEnd(2, "a")}*`,
    () => `+${any()} ${any()}`,
    () => `+${any()} +${any()}`,
    () => `${any()} -${any()}`,
    () => `${fields[random(3)]}:${any()}`,
    () => `${fields[random(3)]}:${any()} ${any()}`,
    () => `+${any()} -${any()} ${any()}`,
    () => `${any()} ${any()} nosuchword`,
  ];
  for (let i = 0; i < count; i++) yield shapes[i % shapes.length]();
}

function close(mine, theirs, query) {
  const lunrs = new Map(theirs.map(({ ref, score }) => [Number(ref), score]));
  assert.deepStrictEqual(new Set(mine.keys()), new Set(lunrs.keys()), query);
  for (const [number, score] of mine) {
    assert.ok(Math.abs(score - lunrs.get(number)) < 1e-9, `${query}: ${number}`);
  }
}

async function scores(index, clauses) {
  const found = await Promise.all(
    clauses.map(async (clause) => {
      if (clause.unfinished) return index.completions(clause.term);
      if (clause.wildcard) return index.beginning(clause.term);
      const text = await index.lookup(clause.term);
      return new Map(text ? [[clause.term, text]] : []);
    }),
  );
  const { numbers, scores: given } = search.evaluate(clauses, found, index.postings(found), index.size);
  return new Map(numbers.map((number) => [number, given[number]]));
}

const PRESENCE = { optional: 1, required: 2, excluded: 3 };

// Whether lunr's own query string can say it: each word one term (it fails on a required stop word),
// and a prefix cut inside a word.
function plain(query) {
  const oneTerm = search.words(query).every((word) => search.termsOf(word).length === 1);
  return oneTerm && !query.includes(".*");
}

// The same clauses, handed to lunr as its own: for phrases, joined names and unfinished words,
// which lunr's query strings cannot say.
function byClauses(whole, clauses) {
  return whole.query((query) => {
    for (const { term, fields, presence, boost, wildcard } of clauses) {
      query.clause({
        term: wildcard ? `${term}*` : term,
        fields: fields.map((field) => search.tables.fields[field]),
        presence: PRESENCE[presence],
        boost,
        usePipeline: false,
      });
    }
  });
}

// What lunr answers, or null where it fails: it tells the nodes of its token set apart by labels and
// numbers run together, takes some for others where labels are digits, and then completes a prefix to
// a term that it does not have.
function answerOf(ask) {
  try {
    return ask();
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

async function main() {
  const whole = unsharded();
  const index = await search.openIndex(fromFolder(folder));
  let compared = 0;
  for (const query of queries()) {
    // Abbreviations add clauses that lunr's query strings do not have.
    const clauses = search.clauses(search.parse(query + " "), search.abbreviations([]));
    if (!clauses.some(({ presence }) => presence !== "excluded")) continue;
    const mine = await scores(index, clauses);
    const theirs = answerOf(() => byClauses(whole, clauses));
    if (!theirs) continue;
    close(mine, theirs, query);
    if (plain(query)) close(mine, whole.search(query), query);
    compared += 1;
  }
  const special = [
    '"token lifetime"', "test-bed", "+test-bed failed", "-test-bed test", "会議", "東京 予算",
    "SOFTWARE-3642", "v3.4.3", "+3.4.3 -released", "condor_ssh_to_job", "toke", "endur", "anvi",
  ];
  for (const query of special) {
    const clauses = search.clauses(search.parse(query));
    close(await scores(index, clauses), byClauses(whole, clauses), query);
    compared += 1;
  }
  process.stdout.write(String(compared));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
