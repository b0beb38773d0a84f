// Answers what is typed: the latest text only, after a short rest.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});
  const REST = 30;

  // Calls `show` with what `answered` gives, the text and the index, for the latest text; `fail(error)`
  // when files are missing.
  search.answering = function ({ show, fail, count }) {
    let latest = 0;
    let timer = 0;

    async function run(text, turn) {
      try {
        const index = await search.index();
        const shown = await search.answered(index, text, count());
        if (turn === latest) show({ ...shown, text, index });
      } catch (error) {
        if (turn === latest) fail(error);
      }
    }

    return function ask(text, { now = false } = {}) {
      const turn = ++latest;
      clearTimeout(timer);
      timer = setTimeout(() => run(text, turn), now ? 0 : REST);
    };
  };

  search.failed = () =>
    search.element(
      "p",
      { class: "minutes-nothing" },
      "The search index cannot be read. Reload the page, or look again when you are online.",
    );
})(globalThis);
