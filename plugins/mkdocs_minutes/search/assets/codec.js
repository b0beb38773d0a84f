// Numbers and sorted words as the index writes them; codec.py says how.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});

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

  function readDocuments(text) {
    let last = 0;
    return readNumbers(text).map((gap) => (last += gap));
  }

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

  // A table of codes, then gaps between documents and places in the table: in turn, or each two as
  // one number. Without a table the codes stand in the places' stead. A code is one number for the
  // length of the field and for how often, from once to that length, the term stands in it.
  function readField(text) {
    const numbers = [];
    const frequencies = [];
    const lengths = [];
    const values = readNumbers(text);
    const size = values[0] >> 1;
    const close = values[0] & 1;
    let number = 0;
    for (let i = 1 + size; i < values.length; i += 1) {
      number += close ? Math.floor(values[i] / size) : values[i];
      const place = close ? values[i] % size : values[++i];
      const code = size ? values[1 + place] : place;
      const length = Math.floor((1 + Math.sqrt(1 + 8 * code)) / 2);
      numbers.push(number);
      lengths.push(length);
      frequencies.push(code - (length * (length - 1)) / 2 + 1);
    }
    return { numbers, frequencies, lengths };
  }

  // Gaps between documents, doubled; of odd ones the next number is a frequency, less two.
  function readFrequencies(text) {
    const numbers = [];
    const frequencies = [];
    const values = readNumbers(text);
    let number = 0;
    for (let i = 0; i < values.length; i += 1) {
      number += Math.floor(values[i] / 2);
      numbers.push(number);
      frequencies.push(values[i] % 2 ? values[++i] + 2 : 1);
    }
    return { numbers, frequencies };
  }

  // Where a term stands in titles, headings and bodies, and how often.
  function readPostings(text) {
    const [body = "", heading = "", title = ""] = text.split("|");
    return [readField(title), readField(heading), readFrequencies(body)];
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
    readNumbers, readDocuments, readFrontCoded, readShard, readPostings, readRecords,
  });
})(globalThis);
