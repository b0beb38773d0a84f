"use strict";
const test = require("node:test");
const assert = require("node:assert");
const search = require("./client.js");
const vectors = require("../unit/search/vectors.json");

for (const { text, tokens, wording } of vectors) {
  test(`tokens of ${JSON.stringify(text.slice(0, 40))}`, () => {
    assert.deepStrictEqual(search.tokens(text), tokens);
    assert.deepStrictEqual(search.wording(text), wording);
  });
}

test("offsets slice to the words", () => {
  const text = "Released v3.5.1 — today’s 会議";
  const words = [...search.spans(text)].map(({ start, end }) => text.slice(start, end));
  assert.deepStrictEqual(words, ["Released", "v3.5.1", "today’s", "会議"]);
});
