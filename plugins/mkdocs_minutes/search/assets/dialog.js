// The search dialog: opened with / or Ctrl-K on any page.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});
  const GROUPS = 4;
  const MORE_GROUPS = 2;
  const MOST_GROUPS = 12;
  const SETTLED = 700;

  const HINTS = [
    ['"exact phrase"', "the words in this order"],
    ["-word", "pages without it"],
    ["person: project: version: series:", "what a passage speaks of"],
    ["kind:action  kind:outcome", "what a passage is"],
    ["after:2019-09 before:2020", "when the meeting was"],
  ];

  let dialog = null;

  function hints() {
    const rows = HINTS.map(([written, meaning]) => [
      search.element("dt", {}, search.element("code", {}, written)),
      search.element("dd", {}, meaning),
    ]);
    return search.element("dl", { class: "minutes-hints" }, rows.flat());
  }

  const pageAddress = (text) => {
    const address = new URL("index.html", search.folder);
    if (address.protocol !== "file:") address.pathname = address.pathname.replace(/index\.html$/, "");
    address.search = new URLSearchParams({ q: text }).toString();
    return address.href;
  };

  // What was asked for when a result was followed: open.js asks it again when the reader comes back.
  function remember(text) {
    try {
      history.replaceState({ ...history.state, minutesSearch: text }, "");
    } catch {
      // Some browsers forbid it in a page opened from a folder.
    }
  }

  // The groups of results as options.
  function results(passages) {
    return passages.map((some, place) => {
      const options = some.map((passage) => search.passageLink(passage, { role: "option" }));
      if (!search.isNote(some)) return options[0];
      const id = `minutes-search-note-${place}`;
      return search.element(
        "div",
        { role: "group", "aria-labelledby": id },
        search.noteHead(some[0], "div", { id, role: "presentation" }),
        options,
      );
    });
  }

  function option(text, strong, choose) {
    const made = search.element(
      "div",
      { role: "option", class: "minutes-option" },
      text,
      strong && search.element("b", {}, strong),
    );
    made.addEventListener("click", choose);
    return made;
  }

  function build() {
    const input = search.element("input", {
      type: "search",
      dir: "auto",
      class: "minutes-search__input",
      "aria-label": "Search the archive",
      placeholder: "Search the archive",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      maxlength: "500",
      enterkeyhint: "search",
    });
    const close = search.element(
      "button",
      { type: "button", class: "minutes-search__close" },
      "Close",
    );
    const list = search.element("div", {
      id: "minutes-search-list",
      class: "minutes-search__list",
      role: "listbox",
      "aria-label": "Results",
    });
    const status = search.element("p", { class: "minutes-search__status" });
    const spoken = search.element("p", { class: "minutes-spoken", role: "status" });
    const help = hints();
    // Beside the list, whose children must all be options.
    const notice = search.element("div", {});
    const years = search.element("div", {});
    const all = search.element("a", { class: "minutes-search__all", href: pageAddress("") }, "All results");
    const body = search.element("div", { class: "minutes-search__body" }, help, years, list, notice);
    const made = search.element(
      "dialog",
      { class: "minutes-search", "aria-label": "Search" },
      search.element("div", { class: "minutes-search__bar" }, input, close),
      body,
      search.element("div", { class: "minutes-search__foot" }, status, all),
      spoken,
    );
    document.body.append(made);

    const show = search.combobox(input, list, {
      // The first result, if the list is already that of the text; else the page of all results.
      onEnter() {
        const first = shown === input.value && list.querySelector("a[role=option]");
        remember(input.value);
        location.assign(first ? first.href : pageAddress(input.value));
        return true;
      },
    });

    function set(text) {
      input.value = text;
      input.focus();
      ask(text, { now: true });
    }

    // Screen readers are told once the reader rests, not at every letter.
    let settled = 0;
    function say(text) {
      status.textContent = text;
      clearTimeout(settled);
      settled = setTimeout(() => (spoken.textContent = text), SETTLED);
    }

    async function extras(better, text, index) {
      const typed = search.filterBeingTyped(text);
      const names = typed ? await search.filterNames(index, typed) : [];
      return [
        ...names.map(([name, count]) =>
          option(`${typed.dimension}: `, `${name} (${count})`, () =>
            set(search.completedFilter(text, typed, name)),
          ),
        ),
        ...(better ? [option("Did you mean ", better, () => set(better))] : []),
      ];
    }

    let groups = GROUPS;
    let shown = null;
    const ask = search.answering({
      count: () => groups,
      async show({ answer, passages, better, mended, text, index }) {
        const above = await extras(better, text, index);
        if (input.value !== text) return;
        const asked = answer.asks || answer.groups.length > 0;
        help.hidden = asked || above.length > 0;
        notice.replaceChildren(...(asked && !passages.length ? [search.nothing(answer)] : []));
        show([...above, ...results(passages)], { keep: shown === text });
        shown = text;
        all.href = pageAddress(text);
        const filter = (other) => {
          input.value = other;
          ask(other, { now: true });
        };
        search.showYears(years, { answer, index, text }, filter);
        if (answer.groups.length > groups && body.scrollHeight <= body.clientHeight) more();
        say(search.summary(answer, passages.length, mended && better));
      },
      first({ passages, text }) {
        help.hidden = true;
        notice.replaceChildren();
        show(results(passages), { keep: shown === text });
        shown = text;
      },
      wait: () => say(search.SEARCHING),
      fail() {
        say("");
        show([]);
        years.replaceChildren();
        notice.replaceChildren(search.failed());
      },
    });

    // The next groups are loaded where the first do not fill the list, and when the reader goes on.
    function more() {
      if (groups === MOST_GROUPS) return;
      groups += MORE_GROUPS;
      ask(input.value, { now: true });
    }

    body.addEventListener("scroll", () => {
      const below = body.scrollHeight - body.scrollTop - body.clientHeight;
      if (below < body.clientHeight) more();
    });
    input.addEventListener("input", () => {
      groups = GROUPS;
      body.scrollTop = 0;
      ask(input.value);
    });
    close.addEventListener("click", () => made.close());
    made.addEventListener("click", (event) => {
      const followed = event.target.closest("a");
      if (followed) remember(input.value);
      if (event.target === made || followed) made.close(followed ? "followed" : "");
    });
    made.addEventListener("close", () => {
      if (made.returnValue !== "followed") remember("");
      made.returnValue = "";
    });
    show([]);
    return { made, input, ask };
  }

  // `typed` is what was typed before the dialog was there.
  search.openDialog = function (typed) {
    search.style();
    dialog = dialog || build();
    if (!document.body.contains(dialog.made)) document.body.append(dialog.made);
    if (!dialog.made.open) dialog.made.showModal();
    if (typed) {
      dialog.input.value = typed;
      dialog.ask(typed);
    } else {
      dialog.input.select();
      search.index().catch(() => {});
    }
  };
})(globalThis);
