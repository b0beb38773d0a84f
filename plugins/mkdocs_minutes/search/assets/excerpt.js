// The sentence around a hit, with the words to mark: the same as excerpt.py.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});

  const LONGEST = 220;
  const LEAD_IN = 60;
  const SENTENCE = /\S.*?(?:[.!?]["')\]]*(?=\s)|$)/gm;

  function* hits(sentence, wanted) {
    for (const { start, end, word } of search.spans(sentence)) {
      const term = search.termsOf(word).find((one) => wanted.has(one));
      if (term !== undefined) yield { start, end, word: wanted.get(term) };
    }
  }

  function shortened(text, marks) {
    if (text.length <= LONGEST) return { text, marks };
    let start = marks.length ? Math.max(0, marks[0].start - LEAD_IN) : 0;
    if (start) start = text.indexOf(" ", start) + 1;
    let end = start + LONGEST;
    if (end < text.length) {
      const blank = text.slice(start, end).lastIndexOf(" ");
      end = Math.max(blank < 0 ? -1 : start + blank, start + LONGEST / 2);
    }
    const before = start ? "… " : "";
    const shift = before.length - start;
    return {
      text: before + text.slice(start, end) + (end < text.length ? " …" : ""),
      marks: marks
        .filter((mark) => start <= mark.start && mark.end <= end)
        .map((mark) => ({ start: mark.start + shift, end: mark.end + shift })),
    };
  }

  // The sentence with the most of the wanted words; `wanted` leads from terms to words.
  search.excerpt = function (body, wanted) {
    let best = "";
    let marks = [];
    let most = -1;
    for (const [sentence] of body.matchAll(SENTENCE)) {
      const found = [...hits(sentence, wanted)];
      const distinct = new Set(found.map(({ word }) => word)).size;
      if (distinct > most) [best, marks, most] = [sentence, found, distinct];
    }
    return shortened(best.trimEnd(), marks);
  };

  // Whether the folded words of a phrase follow each other in a text.
  search.holds = (text, phrase) =>
    ` ${search.wording(text).join(" ")} `.includes(` ${phrase.join(" ")} `);
})(globalThis);
