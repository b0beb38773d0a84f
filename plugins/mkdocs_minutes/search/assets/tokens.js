// The words of a text, and the terms under which the index knows a word: the same as tokens.py,
// held to it by shared tables and vectors.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});

  const { tables } = search;
  const escaped = (code) => `\\u{${code}}`;
  const characters = (ranges) =>
    ranges.map((range) => range.split("-").map(escaped).join("-")).join("");
  const pattern = (name) => new RegExp(tables.patterns[name], "u");
  const every = (name) => new RegExp(tables.patterns[name], "gu");
  const SEPARATORS = characters(tables.separators);
  const UNSPACED = characters(tables.unspaced);
  const INVISIBLE = new RegExp(`[${characters(tables.invisible)}]`, "gu");
  const JOINERS = tables.joiners.replace("-", "\\-");
  const LETTER = `[^${SEPARATORS}${UNSPACED}]`;
  const WORD = new RegExp(
    `[${UNSPACED}]{1,64}|${LETTER}{1,64}(?:[${JOINERS}]${LETTER}{1,64}){0,15}`,
    "gu",
  );
  const RUN = new RegExp(`^[${UNSPACED}]`, "u");
  const SET_FREE = new RegExp(`(?![${JOINERS}])[${SEPARATORS}]`, "gu");
  const LETTERS = new RegExp(`[${Object.keys(tables.letters).join("")}]`, "gu");
  const LONGEST_TERM = tables.longest_term;
  const STOP_WORDS = new Set(tables.stop_words);
  const VERSION = pattern("version");
  const VERSION_MARK = pattern("version_mark");
  const JOINER = pattern("joiner");
  const JOINED = pattern("joined");
  const SQUEEZED = every("squeezed");
  const LETTER_APART = pattern("letter_apart");
  const NUMBERED = pattern("numbered");
  const ACRONYM_PLURAL = pattern("acronym_plural");
  const POSSESSIVE = pattern("possessive");
  const CAPITAL_INSIDE = pattern("capital_inside");

  const IRREGULAR = new Map(
    [...tables.irregular, ...tables.nouns, ...tables.clippings].flatMap((words) => {
      const [base, ...forms] = words.split(" ");
      return forms.map((form) => [form, base]);
    }),
  );
  const SPELLINGS = tables.spellings.map(([british, american]) => [new RegExp(british), american]);
  const ENDINGS = Object.entries(tables.endings).map(([script, endings]) => {
    const letters = script.split("-").map((code) => `\\u${code}`).join("-");
    return new RegExp(`^([${letters}]{3,}?)(?:${endings.join("|")})$`);
  });

  const lengthOf = (text) => Array.from(text).length;
  const withoutMark = (word) => word.replace(VERSION_MARK, "");

  // A word without case, diacritics and invisible characters, in composed form.
  function fold(word) {
    if (/^[\0-\x7f]*$/.test(word)) return word.toLowerCase();
    return word
      .replace(INVISIBLE, "")
      .toLowerCase()
      .normalize("NFKD")
      .replace(/[\u0300-\u036f]/g, "")
      .toLowerCase()
      .replace(LETTERS, (letter) => tables.letters[letter])
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

  // A word without its ending, an English one as Porter cuts it, spelt as Americans do.
  function stemmed(word) {
    if (!/^[\0-\x7f]*$/.test(word)) {
      return search.stem(ENDINGS.reduce((rest, endings) => rest.replace(endings, "$1"), word));
    }
    const found = SPELLINGS.find(([british]) => british.test(word));
    const spelt = found ? word.replace(found[0], `$1${found[1]}$2`) : word;
    return search.stem(IRREGULAR.get(spelt) || IRREGULAR.get(spelt.replace(/s$/, "")) || spelt);
  }

  // The terms of the words that capitals part inside the pieces of a joined word.
  function innerOf(word) {
    const pieces = word.split(JOINED).map((piece) => piece.split(CAPITAL_INSIDE));
    const inner = pieces.filter((piece) => piece.length > 1).flat();
    return distinct(inner.filter((one) => lengthOf(one) > 1).flatMap((one) => single(fold(one))));
  }

  function single(word) {
    const term = withoutMark(word);
    if (!term || STOP_WORDS.has(term)) return [];
    return [Array.from(stemmed(term)).slice(0, LONGEST_TERM).join("")];
  }

  function partsOf(piece) {
    if (VERSION.test(piece)) return [withoutMark(piece)];
    return piece.split(".").filter((part) => lengthOf(part) > 1).flatMap(single);
  }

  function joinedWholes(word) {
    const whole = withoutMark(word.replace(/'/g, ""));
    if (lengthOf(whole) > LONGEST_TERM) return [];
    const squeezed = whole.replace(SQUEEZED, "");
    if (squeezed === whole || JOINED.test(squeezed)) return [whole];
    return [whole, ...single(squeezed)];
  }

  function joined(word) {
    if (VERSION.test(word)) {
      const version = [withoutMark(word)];
      return { wholes: version, parts: [], needed: version };
    }
    const wholes = joinedWholes(word);
    const parts = distinct(word.split(JOINER).flatMap(partsOf));
    if (wholes.length && LETTER_APART.test(word)) {
      return { wholes, parts: [], needed: wholes.slice(0, 1), inner: parts };
    }
    return { wholes, parts, needed: parts.length ? parts : wholes.slice(0, 1) };
  }

  // The terms of one word: `inner` finds it too, `wholes` stand for it each by itself, `parts` only all together; a text
  // with the word has all terms of `needed`.
  function reading(word) {
    if (RUN.test(word)) {
      const both = pairs(fold(word));
      return { wholes: [], parts: both, needed: both };
    }
    const bare = (ACRONYM_PLURAL.test(word) ? word.slice(0, -1) : word).replace(POSSESSIVE, "");
    const plain = fold(bare);
    const numbered = NUMBERED.exec(plain);
    const letters = numbered ? single(numbered[1]) : [];
    if (letters.length) {
      const parts = [...letters, numbered[2].slice(0, LONGEST_TERM)];
      return { wholes: JOINED.test(plain) ? joinedWholes(plain) : single(plain), parts, needed: parts };
    }
    if (JOINED.test(plain)) {
      const { inner = [], ...read } = joined(plain);
      return { ...read, inner: distinct([...inner, ...innerOf(bare)]) };
    }
    // A stop word in capitals is an abbreviation: DID, IT, WHO.
    const isShort = lengthOf(bare) > 1 && bare === bare.toUpperCase() && bare !== bare.toLowerCase();
    const wholes = !single(plain).length && isShort && STOP_WORDS.has(plain) ? [plain] : single(plain);
    const pieces = bare.split(CAPITAL_INSIDE);
    const parts = distinct(
      pieces.filter((piece) => lengthOf(piece) > 1).flatMap((piece) => single(fold(piece))),
    );
    return { wholes, parts: parts.length > 1 ? parts : [], needed: wholes };
  }

  // All terms of one word: none for a stop word, several for a joined one.
  function termsOf(word) {
    const { wholes, parts, inner = [] } = reading(word);
    return distinct([...wholes, ...parts, ...inner]);
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
})(globalThis);
