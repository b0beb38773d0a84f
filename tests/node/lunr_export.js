// Holds an exported index to the search of the site: lunr.js as it comes loads it, and gives the
// scores that the sharded index gives. node lunr_export.js EXPORT FOLDER QUERIES.json
"use strict";
const assert = require("node:assert");
const fs = require("node:fs");
const vm = require("node:vm");
const search = require("./client.js");
const { fromFolder } = require("./folder.js");

const [, , exported, folder, queries] = process.argv;
const lunr = vm.runInThisContext(
  `(function () { const module = { exports: {} }, exports = module.exports;
  ${fs.readFileSync(process.env.LUNR, "utf8")}; return module.exports; })()`,
);

// Pairs of an address and a score, to the last digit but one, in an order of their own.
const sorted = (pairs) =>
  pairs.map(([url, score]) => `${url} ${score.toFixed(9)}`).sort();

async function main() {
  const { index, documents } = JSON.parse(fs.readFileSync(exported, "utf8"));
  const whole = lunr.Index.load(index);
  const sharded = await search.openIndex(fromFolder(folder));
  const answers = {};
  for (const query of JSON.parse(fs.readFileSync(queries, "utf8"))) {
    const clauses = search.clauses(search.parse(query + " "));
    const found = await Promise.all(
      clauses.map(async ({ term }) => {
        const text = await sharded.lookup(term);
        return new Map(text ? [[term, text]] : []);
      }),
    );
    const { numbers, scores } = search.evaluate(clauses, found, sharded.postings(found), sharded.size);
    const theirs = whole.search(query);
    const mine = [];
    for (const number of numbers) {
      mine.push([(await sharded.document(number)).url, scores[number]]);
    }
    assert.deepStrictEqual(
      sorted(theirs.map(({ ref, score }) => [documents[ref].url, score])),
      sorted(mine),
      query,
    );
    answers[query] = theirs.length;
  }
  process.stdout.write(JSON.stringify(answers));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
