// lunr's scoring of a term in a field, to the thousandth. The same as scoring.py.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});
  const { k1, b, boosts } = search.tables;

  // `totals` are the numbers of terms in all titles, headings and bodies of so many documents. Returned is
  // what gives the scores of postings.
  search.scoring = function (documents, totals) {
    const averages = totals.map((total) => total / Math.max(1, documents));

    return function (fields) {
      const having = fields.reduce((sum, { numbers }) => sum + numbers.length, 0);
      const idf = Math.log(1 + Math.abs((documents - having + 0.5) / (having + 0.5)));
      return fields.map(({ numbers, frequencies, lengths }, field) => {
        const scores = numbers.map((number, i) => {
          const frequency = frequencies[i];
          const shortness = k1 * (1 - b + b * (lengths[i] / averages[field])) + frequency;
          const exact = ((idf * ((k1 + 1) * frequency)) / shortness) * boosts[field] * 1000;
          const whole = Math.floor(exact);
          return (whole + (exact - whole >= 0.5 ? 1 : 0)) / 1000;
        });
        return { numbers, scores };
      });
    };
  };
})(globalThis);
