// The words of a text, and the terms under which the index knows a word: the same as tokens.py,
// held to it by shared vectors. A word is a run of what is not listed here as a separator.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});

  const SEPARATORS =
    "\\u0000-\\u002f\\u003a-\\u0040\\u005b-\\u0060\\u007b-\\u00a9\\u00ab\\u00ac\\u00ae-\\u00b1" +
    "\\u00b4\\u00b6-\\u00b8\\u00bb\\u00bf\\u00d7\\u00f7\\u055a-\\u055f\\u0589\\u058a\\u05be" +
    "\\u05c0\\u05c3\\u05f3\\u05f4\\u060c\\u060d\\u061b-\\u061f\\u066a-\\u066d\\u06d4\\u0964" +
    "\\u0965\\u0e4f\\u0e5a\\u0e5b\\u1360-\\u1368\\u2000-\\u200b\\u2010-\\u2029\\u202f-\\u205f" +
    "\\u20a0-\\u20cf\\u2190-\\u245f\\u2500-\\u2bff\\u2e00-\\u2e7f\\u3000-\\u3004" +
    "\\u3008-\\u3020\\u3030\\u303d-\\u303f\\u30a0\\u30fb\\ud800-\\uf8ff\\ufd3e\\ufd3f" +
    "\\ufe10-\\ufe19\\ufe30-\\ufe6f\\uff00-\\uff0f\\uff1a-\\uff20\\uff3b-\\uff40" +
    "\\uff5b-\\uff65\\uffe0-\\uffff\\u{1f000}-\\u{1fbff}\\u{e0000}-\\u{10ffff}";

  // Scripts written without blanks, or with particles that stick to the noun.
  const UNSPACED =
    "\\u0e00-\\u0e4e\\u0e50-\\u0e59\\u0e80-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff" +
    "\\u3005-\\u3007\\u3021-\\u302f\\u3031-\\u303c\\u3040-\\u309f\\u30a1-\\u30fa" +
    "\\u30fc-\\u30ff\\u3105-\\u312f\\u31a0-\\u31bf\\u31f0-\\u31ff\\u3400-\\u4dbf" +
    "\\u4e00-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff\\uff66-\\uff9f\\u{20000}-\\u{3ffff}";

  const INVISIBLE =
    /[\u00ad\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/gu;
  const JOINERS = ".'’_@#‐‑\\-";
  const LETTER = `[^${SEPARATORS}${UNSPACED}]`;
  const WORD = new RegExp(
    `[${UNSPACED}]{1,64}|${LETTER}{1,64}(?:[${JOINERS}]${LETTER}{1,64}){0,15}`,
    "gu",
  );
  const RUN = new RegExp(`^[${UNSPACED}]`, "u");
  const SET_FREE = new RegExp(`(?![${JOINERS}])[${SEPARATORS}]`, "gu");
  const LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h",
    "ı": "i", "þ": "th", "ς": "σ", "‐": "-", "’": "'",
  };
  const LONGEST_TERM = 64;
  const VERSION = /^v?[0-9][^_@#'-]*\.[^_@#'-]*$/u;

  const JOINED = /[._@#'-]/;
  // `python3`, `CentOS7`, `python3.6`; not `v3`, `x509` or `7r3p36`.
  const NUMBERED = /^([a-z]{3,})([0-9]+(?:\.[0-9]+)*)$/;

  const STOP_WORDS = new Set(
    (
      "a about after all also am an and any are as at be because been before being but by can " +
      "could did do does doing done for from get got had has have having he her here him his how " +
      "i if in into is it its just let me might more most my no nor not of off on only or other " +
      "our out over own she should so some such than that the their them then there these they " +
      "this those through to too up us very was we were what when where which while who whom why " +
      "will with would you your"
    ).split(" "),
  );

  const lengthOf = (text) => Array.from(text).length;
  const withoutMark = (word) => word.replace(/^v(?=[0-9]+[^0-9])/u, "");

  // A word without case, diacritics and invisible characters, in composed form.
  function fold(word) {
    if (/^[\0-\x7f]*$/.test(word)) return word.toLowerCase();
    return word
      .replace(INVISIBLE, "")
      .toLowerCase()
      .normalize("NFKD")
      .replace(/[\u0300-\u036f]/g, "")
      .toLowerCase()
      .replace(/[ßæœøłđðħıþς‐’]/g, (letter) => LETTERS[letter])
      .replace(SET_FREE, "")
      .normalize("NFC");
  }

  function pairs(run) {
    const characters = Array.from(run);
    const pieces = new Set();
    characters.forEach((character, i) => {
      pieces.add(character);
      if (i + 1 < characters.length) pieces.add(character + characters[i + 1]);
    });
    return [...pieces];
  }

  const distinct = (list) => [...new Set(list)];

  function single(word) {
    const term = withoutMark(word);
    if (!term || STOP_WORDS.has(term)) return [];
    return [Array.from(search.stem(term)).slice(0, LONGEST_TERM).join("")];
  }

  function partsOf(piece) {
    if (VERSION.test(piece)) return [withoutMark(piece)];
    return piece.split(".").filter((part) => lengthOf(part) > 1).flatMap(single);
  }

  function joinedWholes(word) {
    const whole = withoutMark(word.replace(/'/g, ""));
    if (lengthOf(whole) > LONGEST_TERM) return [];
    const squeezed = whole.replace(/[_-]/g, "");
    if (squeezed === whole || JOINED.test(squeezed)) return [whole];
    return [whole, ...single(squeezed)];
  }

  function joined(word) {
    if (VERSION.test(word)) {
      const version = [withoutMark(word)];
      return { wholes: version, parts: [], needed: version };
    }
    const wholes = joinedWholes(word);
    const parts = distinct(word.split(/[_@#'-]/).flatMap(partsOf));
    return { wholes, parts, needed: parts.length ? parts : wholes.slice(0, 1) };
  }

  // The terms of one word: `wholes` stand for it each by itself, `parts` only all together; a text
  // with the word has all terms of `needed`.
  function reading(word) {
    if (RUN.test(word)) {
      const both = pairs(fold(word));
      return { wholes: [], parts: both, needed: both };
    }
    const bare = (/[A-Z]{2,}s$/.test(word) ? word.slice(0, -1) : word).replace(/['’][sS]$/, "");
    const plain = fold(bare);
    const numbered = NUMBERED.exec(plain);
    const letters = numbered ? single(numbered[1]) : [];
    if (letters.length) {
      const parts = [...letters, numbered[2].slice(0, LONGEST_TERM)];
      return { wholes: JOINED.test(plain) ? joinedWholes(plain) : single(plain), parts, needed: parts };
    }
    if (JOINED.test(plain)) return joined(plain);
    const wholes = single(plain);
    const pieces = bare.replace(/([a-z0-9])(?=[A-Z])/g, "$1 ").split(" ");
    const parts = distinct(
      pieces.filter((piece) => lengthOf(piece) > 1).flatMap((piece) => single(fold(piece))),
    );
    return { wholes, parts: parts.length > 1 ? parts : [], needed: wholes };
  }

  // All terms of one word: none for a stop word, several for a joined one.
  function termsOf(word) {
    const { wholes, parts } = reading(word);
    return distinct([...wholes, ...parts]);
  }

  // The folded pieces that one word adds to a phrase.
  function wordingOf(word) {
    const plain = fold(word);
    if (RUN.test(word)) return Array.from(plain);
    return plain ? [withoutMark(plain)] : [];
  }

  const words = (text) => text.match(WORD) || [];

  search.words = words;
  search.fold = fold;
  search.reading = reading;
  search.termsOf = termsOf;
  search.wordingOf = wordingOf;
  search.tokens = (text) => words(text).flatMap(termsOf);
  search.wording = (text) => words(text).flatMap(wordingOf);

  // The words of a text with their offsets in it.
  search.spans = function* (text) {
    for (const match of text.matchAll(WORD)) {
      yield { start: match.index, end: match.index + match[0].length, word: match[0] };
    }
  };

  // Puts this pipeline in the place of lunr's, under the labels that its serialised indexes name:
  // the stemmer turns a word into its terms, the two others leave it as it is.
  search.register = function (lunr) {
    lunr.tokenizer = (value, metadata) =>
      words(value === null || value === undefined ? "" : String(value)).map(
        (word) => new lunr.Token(word, lunr.utils.clone(metadata) || {}),
      );
    lunr.tokenizer.separator = /\s+/;
    lunr.QueryLexer.termSeparator = /\s+/;
    lunr.trimmer = lunr.stopWordFilter = (token) => token;
    lunr.stemmer = (token) => termsOf(token.toString()).map((term) => token.clone(() => term));
    for (const label of ["trimmer", "stopWordFilter", "stemmer"]) {
      lunr.Pipeline.registeredFunctions[label] = lunr[label];
      lunr[label].label = label;
    }
  };
})(globalThis);
