// Answers what is typed: the latest text only, after a short rest. On a slow line the first result
// is shown before the others are there.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});
  const REST = 30;
  const PATIENCE = 80;
  const PAUSE = 150;
  const LONG = 300;

  // Calls `show` with what `answered` gives, the text and the index, for the latest text; `fail(error)`
  // when files are missing, and `wait()` where the answer is long in coming. `first` is called with the first group of a text that was typed, where
  // the others are not there at once. If it took long, the others are asked for only when the reader
  // has stopped typing: the line is kept for the next text.
  search.answering = function ({ show, first, fail, wait, count }) {
    let latest = 0;
    let timer = 0;
    let sign = 0;

    async function run(text, turn, typed) {
      const wanted = () => turn === latest;
      let waiting = 0;
      const begun = performance.now();
      const early = async (found) => {
        const left = PATIENCE - (performance.now() - begun);
        if (left > 0) {
          waiting = setTimeout(() => wanted() && first({ ...found, text }), left);
        } else {
          first({ ...found, text });
          await new Promise((resolve) => setTimeout(resolve, PAUSE));
        }
      };
      try {
        const index = await search.index();
        if (!wanted()) return;
        const options = { wanted, first: first && typed ? early : null };
        const shown = await search.answered(index, text, count(), options);
        if (shown && wanted()) show({ ...shown, text, index });
      } catch (error) {
        if (wanted()) fail(error);
      } finally {
        clearTimeout(waiting);
        if (wanted()) clearTimeout(sign);
      }
    }

    return function ask(text, { now = false } = {}) {
      const turn = ++latest;
      clearTimeout(timer);
      clearTimeout(sign);
      sign = setTimeout(wait, LONG);
      timer = setTimeout(() => run(text, turn, !now), now ? 0 : REST);
    };
  };

  search.failed = () =>
    search.element(
      "p",
      { class: "minutes-nothing" },
      "The search index cannot be read. Reload the page, or look again when you are online.",
    );
})(globalThis);
