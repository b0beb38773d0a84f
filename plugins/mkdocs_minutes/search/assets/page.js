// The page search/: the same search with room, facets and an address that can be shared.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});
  const GROUPS = 10;

  function results(passages) {
    return passages.map((some) =>
      search.element(
        "li",
        { class: "minutes-group" },
        search.isNote(some) ? search.noteHead(some[0], "h2", {}) : null,
        some.map((passage) => search.passageLink(passage, {})),
      ),
    );
  }

  function share(text) {
    const address = new URL(location.href);
    if (text) address.searchParams.set("q", text);
    else address.searchParams.delete("q");
    try {
      history.replaceState(history.state, "", address.href);
    } catch {
      // Some browsers forbid it in a page opened from a folder; the search works all the same.
    }
  }

  // A button that keeps all pages for reading without a network, where the site has a service worker.
  function offline() {
    if (!search.keepAll) return null;
    const button = search.element("button", { type: "button", class: "minutes-page__more" }, "Read all offline");
    const told = search.element("span", { role: "status" });
    const files = (number) => number.toLocaleString("en");
    button.addEventListener("click", () => {
      button.disabled = true;
      told.textContent = " Keeping all pages …";
      search.keepAll(({ kept, of, failed }) => {
        if (failed) told.textContent = " Not all could be kept. What is missing follows with the next visit.";
        else if (kept < of) told.textContent = ` ${files(kept)} of ${files(of)} files are kept`;
        else told.textContent = ` All ${files(of)} files are kept: the archive opens without a network`;
      });
    });
    return search.element("p", { class: "minutes-page__offline" }, button, told);
  }

  search.startPage = function () {
    const page = document.querySelector("[data-minutes-search-page]");
    if (!page || page.dataset.started) return;
    page.dataset.started = "true";
    const form = page.querySelector("form");
    const input = form.querySelector("input");
    const part = (name, attributes) => search.element(name, attributes);
    const list = part("div", { id: "minutes-page-list", class: "minutes-search__list", role: "listbox", "aria-label": "Suggestions" });
    const status = page.querySelector(".minutes-page__status");
    const found = part("ol", { class: "minutes-page__results" });
    const more = search.element("button", { type: "button", class: "minutes-page__more" }, "More results");
    const panel = search.element("details", { class: "minutes-facets" }, search.element("summary", {}, "Narrow the results"));
    const notice = part("div", {});
    const years = part("div", {});
    more.hidden = panel.hidden = true;
    form.append(list);
    page.append(
      search.element("div", { class: "minutes-page__columns" }, panel,
        search.element("div", { class: "minutes-page__found" }, status, years, notice, found, more)),
      offline() || "",
    );
    let groups = GROUPS;
    const suggest = search.combobox(input, list, {
      onEnter() {
        suggest([]);
        ask(input.value, { now: true });
        return true;
      },
    });

    function set(text) {
      input.value = text;
      groups = GROUPS;
      suggest([]);
      ask(text, { now: true });
    }

    const facets = search.facets(panel, set);

    async function suggestions(text, index) {
      const typed = document.activeElement === input && search.filterBeingTyped(text);
      const names = typed ? await search.filterNames(index, typed) : [];
      suggest(
        names.map(([name, count]) => {
          const option = search.element(
            "div", { role: "option", class: "minutes-option" }, `${name} (${count})`,
          );
          option.addEventListener("click", () => {
            set(search.completedFilter(text, typed, name));
            input.focus();
          });
          return option;
        }),
      );
    }

    // A button that asks for the other order.
    function order(text, newest) {
      const bare = text.replace(/(^|\s)sort:\S*/gi, "").trim();
      const button = search.element(
        "button", { type: "button", class: "minutes-page__order" }, newest ? "Best first" : "Newest first",
      );
      button.addEventListener("click", () => set(newest ? bare : `${bare} sort:date `));
      return button;
    }

    function corrected(better) {
      if (!better) return [];
      const button = search.element("button", { type: "button", class: "minutes-page__meant" }, better);
      button.addEventListener("click", () => set(better));
      return [search.element("p", {}, "Did you mean ", button, "?")];
    }

    const ask = search.answering({
      count: () => groups,
      show({ answer, passages, better, mended, text, index }) {
        const notices = corrected(better);
        const asked = answer.asks || answer.groups.length > 0;
        if (asked && !passages.length) notices.push(search.nothing(answer));
        page.classList.toggle("minutes-page--asked", asked);
        notice.replaceChildren(...notices);
        found.replaceChildren(...results(passages));
        status.textContent = search.summary(answer, passages.length, mended && better);
        if (answer.groups.length > 1) status.append(" ", order(text, answer.query.newest));
        more.hidden = answer.groups.length <= passages.length || passages.length < groups;
        facets({ answer, index, text });
        search.showYears(years, { answer, index, text }, set);
        share(text);
        suggestions(text, index).catch(() => {});
      },
      first({ passages }) {
        page.classList.add("minutes-page--asked");
        notice.replaceChildren();
        found.replaceChildren(...results(passages));
      },
      wait: () => (status.textContent = search.SEARCHING),
      fail() {
        status.textContent = "";
        notice.replaceChildren(search.failed());
      },
    });

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(input.value, { now: true });
    });
    input.addEventListener("input", () => {
      groups = GROUPS;
      ask(input.value);
    });
    more.addEventListener("click", () => {
      groups += GROUPS;
      ask(input.value, { now: true });
    });
    const asked = new URLSearchParams(location.search).get("q") || "";
    if (asked) set(asked);
    input.focus({ preventScroll: true });
  };
})(globalThis);
