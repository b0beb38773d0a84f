// The word that a misspelt one may have been meant for: the same as nearest.py.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});

  // How many letters are lost, added, changed or swapped between two words.
  function distance(a, b) {
    const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        const change = a[i - 1] === b[j - 1] ? 0 : 1;
        row[j] = Math.min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + change);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          row[j] = Math.min(row[j], rows[i - 2][j - 2] + 1);
        }
      }
      rows.push(row);
    }
    return rows[a.length][b.length];
  }

  // The frequent word within one or two slips of the pen of a folded word, or "".
  search.nearest = async function (word, wordsFrom) {
    const letters = Array.from(word);
    if (letters.length < 4 || /[0-9]/.test(word)) return "";
    const slips = letters.length > 7 ? 2 : 1;
    for (const first of new Set(letters.slice(0, 2))) {
      let best = null;
      for (const [term, { documents, shown }] of await wordsFrom(first)) {
        if (shown === word) continue;
        const slipped = Math.min(
          ...[term, shown].map((one) =>
            Math.abs(one.length - word.length) > slips ? Infinity : distance(word, one),
          ),
        );
        if (slipped > slips) continue;
        const better =
          !best ||
          slipped < best.slipped ||
          (slipped === best.slipped &&
            (documents > best.documents ||
              (documents === best.documents && shown < best.shown)));
        if (better) best = { slipped, documents, shown };
      }
      if (best) return best.shown;
    }
    return "";
  };
})(globalThis);
