// Prints the tokens and the wording of each text in a JSON file.
"use strict";
const fs = require("node:fs");
const search = require("./client.js");

const texts = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
process.stdout.write(JSON.stringify(texts.map((text) => [search.tokens(text), search.wording(text)])));
