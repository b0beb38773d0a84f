// The sentence around a hit, with the words to mark: the same as excerpt.py.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});

  const LONGEST = 220;
  const LEAD_IN = 60;
  const SHORTEST = 80;
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

  // The sentence with the most of the wanted words, and what follows a short one; `wanted` leads
  // from terms to words.
  search.excerpt = function (body, wanted) {
    const sentences = [...body.matchAll(SENTENCE)].map(([sentence]) => sentence.trimEnd());
    let best = 0;
    let most = -1;
    sentences.forEach((sentence, place) => {
      const distinct = new Set([...hits(sentence, wanted)].map(({ word }) => word)).size;
      if (distinct > most) [best, most] = [place, distinct];
    });
    let text = sentences[best] || "";
    for (const sentence of sentences.slice(best + 1)) {
      if (text.length >= SHORTEST) break;
      text += (/[.!?:;,]$/.test(text) ? " " : " · ") + sentence;
    }
    return shortened(text, [...hits(text, wanted)]);
  };

  // Whether the folded words of a phrase follow each other in a text.
  search.holds = (text, phrase) =>
    ` ${search.wording(text).join(" ")} `.includes(` ${phrase.join(" ")} `);
})(globalThis);
