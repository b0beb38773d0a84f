// Loads the scripts that need no page into this process and returns what they define.
"use strict";
const path = require("node:path");

const assets =
  process.env.ASSETS || path.join(__dirname, "../../plugins/mkdocs_minutes/search/assets");
for (const name of ["tables", "stemmer", "tokens", "codec", "printable", "scoring", "days", "query", "evaluation", "ranking", "reader", "excerpt", "nearest", "search"]) {
  require(path.join(assets, `${name}.js`));
}
if (process.env.DIRECTORY) globalThis.MinutesSearch.tables.directory = Number(process.env.DIRECTORY);
module.exports = globalThis.MinutesSearch;
