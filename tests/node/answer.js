// Answers queries from an index, to compare with the terminal's answers:
// node answer.js FOLDER QUERIES.json
"use strict";
const fs = require("node:fs");
const search = require("./client.js");
const { fromFolder } = require("./folder.js");

async function main() {
  const index = await search.openIndex(fromFolder(process.argv[2]));
  const answers = [];
  for (const text of JSON.parse(fs.readFileSync(process.argv[3], "utf8"))) {
    const { answer, passages: groups, better, mended } = await search.answered(index, text, 10);
    answers.push({
      documents: answer.documents,
      meant: better,
      mended,
      missing: answer.missing,
      unread: answer.query.unread,
      groups: groups.map((passages) =>
        passages.map(({ document, excerpt }) => [
          document.url,
          excerpt.text,
          excerpt.marks.map(({ start, end }) => excerpt.text.slice(start, end)),
        ]),
      ),
    });
  }
  process.stdout.write(JSON.stringify(answers));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
