// Reads the files of an index from a folder, as the page does with script elements.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

exports.fromFolder = (folder) => async (name) => {
  let data;
  const script = fs.readFileSync(path.join(folder, `${name}.js`), "utf8");
  vm.runInNewContext(script, { minutesSearch: (_, value) => (data = value) });
  return JSON.parse(JSON.stringify(data));
};
