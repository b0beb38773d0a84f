// The dates that a query names, and the days they stand for: the same as days.py.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});

  const { patterns, months } = search.tables;
  const DATE = /^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$/;
  const YEAR = new RegExp(patterns.year);
  const DAY_OF_MONTH = new RegExp(patterns.day_of_month);
  const MONTHS = new Map(
    months.flatMap((names, i) => names.split(" ").map((name) => [name, i + 1])),
  );
  const DAY = 86400000;
  const FIRST_OF_1970 = 719163;
  // How dates are written in words: the fuller form before one that is part of it.
  const ORDERS = ["dmy", "mdy", "my"];

  // The first day of a year or month, or the day; null for what no calendar has.
  search.firstDay = function (written) {
    if (!DATE.test(written)) return null;
    const [year, month, day] = `${written}-01-01`.slice(0, 10).split("-").map(Number);
    const moment = new Date(0);
    moment.setUTCFullYear(year, month - 1, day);
    const real = year > 0 && moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day;
    return real ? moment : null;
  };

  // Days counted as Python counts them.
  search.ordinal = (moment) => Math.round(moment.getTime() / DAY) + FIRST_OF_1970;

  // The first day of a year, month or day, and the first day behind it.
  search.bounds = function (written) {
    const first = search.firstDay(written);
    const behind = new Date(first);
    if (written.length === 4) behind.setUTCFullYear(first.getUTCFullYear() + 1);
    else if (written.length === 7) behind.setUTCMonth(first.getUTCMonth() + 1);
    else behind.setUTCDate(first.getUTCDate() + 1);
    return [search.ordinal(first), search.ordinal(behind)];
  };

  // The date that words of an order (day, month, year) give, or "".
  function inWords(order, words) {
    const part = Object.fromEntries([...order].map((one, i) => [one, words[i]]));
    const day = DAY_OF_MONTH.exec(part.d === undefined ? "1" : part.d);
    const month = MONTHS.get(part.m);
    if (!day || !month || !YEAR.test(part.y)) return "";
    const two = (number) => String(number).padStart(2, "0");
    const written = `${part.y}-${two(month)}${part.d === undefined ? "" : `-${two(Number(day[1]))}`}`;
    return search.firstDay(written) ? written : "";
  }

  // For each folded word the day, month or year of the date that it is part of, or "".
  search.daysOf = function (words) {
    const found = words.map(() => "");
    const take = (start, length, day) => {
      if (day && found.slice(start, start + length).every((taken) => !taken)) {
        found.fill(day, start, start + length);
      }
    };
    for (const order of ORDERS) {
      for (let start = 0; start + order.length <= words.length; start++) {
        take(start, order.length, inWords(order, words.slice(start, start + order.length)));
      }
    }
    words.forEach((word, place) => {
      if (YEAR.test(word.slice(0, 4)) && search.firstDay(word)) take(place, 1, word);
    });
    return found;
  };
})(globalThis);
