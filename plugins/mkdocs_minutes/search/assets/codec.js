// Numbers and sorted words as the index writes them; codec.py says how.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});

  const { often, length_classes } = search.tables;
  const LAST = 60;
  const MORE = 28;

  // The place of a digit's character: 88 printable ones from # on, without the backslash.
  const digit = (code) => (code < 92 ? code - 35 : code - 36);

  function readNumbers(text) {
    const values = [];
    let value = 0;
    for (let i = 0; i < text.length; i++) {
      const place = digit(text.charCodeAt(i));
      if (place < LAST) {
        values.push(value * LAST + place);
        value = 0;
      } else {
        value = value * MORE + place - LAST + 1;
      }
    }
    return values;
  }

  const added = (steps) => {
    let last = 0;
    return steps.map((step) => (last += step));
  };

  // Rising numbers from their gaps.
  const readRising = (text) => added(readNumbers(text));

  // The first number is told from the origin, which is that of the first page of a name: an odd one
  // lies behind it.
  function fromOrigin(steps, origin) {
    if (!steps.length) return steps;
    const half = Math.floor(steps[0] / 2);
    steps[0] = steps[0] % 2 ? origin + half : origin - half;
    return added(steps);
  }

  const readDocuments = (text, origin) => fromOrigin(readNumbers(text), origin);

  function readFrontCoded(coded) {
    let word = "";
    return coded.map((text) => (word = word.slice(0, digit(text.charCodeAt(0))) + text.slice(1)));
  }

  // The keys of a shard with their texts.
  function readShard(text) {
    const parts = text.split("~").map((entry) => {
      const bar = entry.indexOf("|");
      return [entry.slice(0, bar), entry.slice(bar + 1)];
    });
    const keys = readFrontCoded(parts.map(([key]) => key));
    return new Map(keys.map((key, i) => [key, parts[i][1]]));
  }

  // Gaps between documents, then as many codes: each is one number for how often the term stands in
  // the field, and for how long this is, of which the two leading bits are kept.
  function readField(text, origin) {
    const values = readNumbers(text);
    const half = values.length / 2;
    const numbers = fromOrigin(values.slice(0, half), origin);
    const frequencies = [];
    const lengths = [];
    for (const code of values.slice(half)) {
      const rest = Math.floor(code / often);
      const place = rest % length_classes;
      const shift = Math.max(0, (place >> 1) - 1);
      lengths.push((place - 2 * shift) << shift);
      frequencies.push(Math.floor(rest / length_classes) * often + (code % often) + 1);
    }
    return { numbers, frequencies, lengths };
  }

  // Where a term stands in titles, headings and bodies, and how often.
  function readPostings(text, origin) {
    const [body = "", heading = "", title = ""] = text.split("|");
    return [title, heading, body].map((field) => readField(field, origin));
  }

  // The documents of a slot: a record leaves out what is as in the record before.
  function readRecords(records) {
    let page = "";
    let shared = ["", "", "", "section"];
    return records.map(([address, heading, body, ...rest]) => {
      const url = address.startsWith("#") ? page + address : address;
      page = url.split("#")[0];
      const holding = typeof rest[0] === "object" ? rest.shift() : {};
      if (rest.length) shared = rest;
      const [title, date, series, kind] = shared;
      return { url, heading, body, title, date, series, kind, holding };
    });
  }

  Object.assign(search, {
    readNumbers, readRising, readDocuments, readFrontCoded, readShard, readPostings, readRecords,
  });
})(globalThis);
