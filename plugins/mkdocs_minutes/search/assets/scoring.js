// lunr's scoring of a term in the body, to the thousandth. The same as scoring.py.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});
  const { k1, b, boosts } = search.tables;
  const BODY = 2;

  // `total` is the number of terms in all bodies of so many documents. Returned is what gives the scores of
  // postings, where `lengths(number)` is the number of terms in the body of a document.
  search.scoring = function (documents, total) {
    const average = total / Math.max(1, documents);

    return function ([title, heading, body], lengths) {
      const having = title.numbers.length + heading.numbers.length + body.numbers.length;
      const idf = Math.log(1 + Math.abs((documents - having + 0.5) / (having + 0.5)));
      const scores = body.numbers.map((number, i) => {
        const frequency = body.frequencies[i];
        const shortness = k1 * (1 - b + b * (lengths(number) / average)) + frequency;
        const exact = ((idf * ((k1 + 1) * frequency)) / shortness) * boosts[BODY] * 1000;
        const whole = Math.floor(exact);
        return (whole + (exact - whole >= 0.5 ? 1 : 0)) / 1000;
      });
      return [title, heading, { numbers: body.numbers, scores }];
    };
  };
})(globalThis);
