// Hits over time: how many of the passages found are of each year, as bars that filter.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});
  const MOST = 40;
  const EIGHTHS = 8;
  const FIRST_OF_1970 = 719163;
  const DAY = 86400000;

  // The day of a slot: that of the last change at the slot or before it.
  function dayOf(days, slot) {
    let low = 0;
    let high = days.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (days[middle].slot <= slot) low = middle + 1;
      else high = middle;
    }
    return low ? days[low - 1].day : 0;
  }

  // How many of an answer's passages are of each year; passages without a day are left out.
  function counted(answer, index) {
    const days = index.days();
    const found = new Map();
    for (const number of answer.groups.flatMap(({ documents }) => documents)) {
      const slot = Math.floor(number / index.stride);
      const day = slot < index.pages ? dayOf(days, slot) : 0;
      if (!day) continue;
      const year = new Date((day - FIRST_OF_1970) * DAY).getUTCFullYear();
      found.set(year, (found.get(year) || 0) + 1);
    }
    return found;
  }

  const span = (year) => `after:${year} before:${year + 1}`;

  function toggled(text, year) {
    const bare = text.replace(/(^|\s)(after|before):\S*/gi, " ").replace(/\s+/g, " ").trim();
    return text.includes(span(year)) ? `${bare} ` : `${bare} ${span(year)} `.trimStart();
  }

  function bar(year, count, most, pressed) {
    const eighths = Math.ceil((count / most) * EIGHTHS);
    const line = search.element("span", { class: `minutes-years__line minutes-years__line--${eighths}` });
    const label = `${year}: ${count.toLocaleString("en")} ${count === 1 ? "passage" : "passages"}`;
    return search.element(
      "button",
      { type: "button", class: "minutes-years__bar", "aria-label": label, title: label,
        "aria-pressed": String(pressed), disabled: count || pressed ? null : "", tabindex: "-1" },
      line,
    );
  }

  // The arrow keys go from bar to bar, of which one alone is on the way of the tab key.
  function steered(bars) {
    const live = bars.filter((one) => !one.disabled);
    if (live.length) (live.find((one) => one.getAttribute("aria-pressed") === "true") || live[live.length - 1]).tabIndex = 0;
    live.forEach((one, place) =>
      one.addEventListener("keydown", (event) => {
        const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        const next = step && live[place + step];
        if (!step) return;
        event.preventDefault();
        if (!next) return;
        one.tabIndex = -1;
        next.tabIndex = 0;
        next.focus();
      }),
    );
  }

  // The bars for an answer, or `null` where all is of one year; `onText` is given the query
  // that a bar leads to.
  function years({ answer, index, text }, onText) {
    const found = counted(answer, index);
    const known = [...found.keys()].sort((a, b) => a - b);
    const pressed = (year) => text.includes(span(year));
    if (known.length < 2 && !known.some(pressed)) return null;
    const last = known[known.length - 1];
    const first = Math.max(known[0], last - MOST + 1);
    const years = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    const most = Math.max(...found.values());
    const bars = years.map((year) => bar(year, found.get(year) || 0, most, pressed(year)));
    bars.forEach((one, i) => one.addEventListener("click", () => onText(toggled(text, years[i]))));
    steered(bars);
    return search.element(
      "div",
      { class: "minutes-years", role: "group", "aria-label": "Passages by year" },
      search.element("span", { class: "minutes-years__end", "aria-hidden": "true" }, String(first)),
      bars,
      last > first && search.element("span", { class: "minutes-years__end", "aria-hidden": "true" }, String(last)),
    );
  }

  // Shows the bars in a place; who has chosen one stays at it.
  search.showYears = function (place, shown, onText) {
    const made = years(shown, onText);
    const within = place.contains(document.activeElement);
    place.replaceChildren(...(made ? [made] : []));
    if (made && within) (made.querySelector('[tabindex="0"]') || document.body).focus();
  };
})(globalThis);
