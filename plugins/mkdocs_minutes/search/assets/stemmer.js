// Porter's stemmer for English words: the same algorithm as stemmer.py, held to it by shared
// vectors.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});

  const steps = search.tables.suffixes.map((step) => step.map((pair) => pair.split(":")));

  // The word's letters as c and v; y counts as a vowel after a consonant.
  function shapeOf(word) {
    let shape = "";
    for (const letter of word) {
      const vowel = "aeiou".includes(letter) || (letter === "y" && shape.endsWith("c"));
      shape += vowel ? "v" : "c";
    }
    return shape;
  }

  const measure = (word) => shapeOf(word).split("vc").length - 1;
  const isShort = (word) => shapeOf(word).endsWith("cvc") && !/[wxy]$/.test(word);

  function plural(word) {
    if (/(ss|i)es$/.test(word)) return word.slice(0, -2);
    return /[^s]s$/.test(word) ? word.slice(0, -1) : word;
  }

  function pastAndGerund(word) {
    if (word.endsWith("eed")) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
    const ending = /(ed|ing)$/.exec(word);
    if (!ending) return word;
    const rest = word.slice(0, ending.index);
    return shapeOf(rest).includes("v") ? mended(rest) : word;
  }

  // The word that an ending was taken off, with its e back or its doubled consonant undone.
  function mended(word) {
    if (/(at|bl|iz)$/.test(word)) return word + "e";
    if (/([^aeiouylsz])\1$/.test(word)) return word.slice(0, -1);
    return measure(word) === 1 && isShort(word) ? word + "e" : word;
  }

  function finalY(word) {
    const turns = word.length > 2 && word.endsWith("y") && shapeOf(word).slice(-2, -1) === "c";
    return turns ? word.slice(0, -1) + "i" : word;
  }

  function replaced(word, suffixes, above) {
    for (const [suffix, replacement] of suffixes) {
      if (!word.endsWith(suffix)) continue;
      const bare = word.slice(0, -suffix.length);
      const rest = bare + replacement;
      const kept = replacement === "s" || replacement === "t" ? rest : bare;
      return measure(kept) > above ? rest : word;
    }
    return word;
  }

  function tidied(word) {
    if (word.endsWith("e")) {
      const rest = word.slice(0, -1);
      const m = measure(rest);
      if (m > 1 || (m === 1 && !isShort(rest))) word = rest;
    }
    return word.endsWith("ll") && measure(word) > 1 ? word.slice(0, -1) : word;
  }

  // The stem under which a word and its inflections meet; only words of four or more letters a to
  // z are changed.
  search.stem = function (word) {
    if (!/^[A-Za-z]{4,}$/.test(word)) return word;
    word = finalY(pastAndGerund(plural(word)));
    word = replaced(replaced(word, steps[0], 0), steps[1], 0);
    return tidied(replaced(word, steps[2], 1));
  };
})(globalThis);
