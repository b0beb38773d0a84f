// The index read as it is asked: each file once, when it is first needed. The same as reader.py.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});

  const MOST_SHARDS = 40;
  const FEW_SHARDS = 3;
  const MOST_COMPLETIONS = 24;
  const FREQUENT_COMPLETIONS = 6;

  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const isKey = (term) => term.includes(" ") || term.includes(":");
  const isDigit = (text, place) => /^[0-9]$/.test(text.charAt(place));

  // A number is completed behind a dot or letter only, so that 3.4.3 does not find 3.4.34.
  const goesOn = (term, prefix) => isDigit(prefix, prefix.length - 1) && isDigit(term, prefix.length);

  // `load(name, version)` promises the data of a file.
  search.openIndex = async function (load) {
    const manifest = await load("manifest", "");
    const begins = {};
    for (const kind of ["t", "w"]) {
      begins[kind] = manifest[kind] ? search.readFrontCoded(manifest[kind].split("~")) : [];
    }
    const continued = new Set(search.readDocuments(manifest.continued));
    const promises = new Map();

    // Reads a file once; a failed one is asked for again the next time.
    function once(name, read) {
      if (!promises.has(name)) {
        const promise = load(name, manifest.build).then(read);
        promise.catch(() => promises.delete(name));
        promises.set(name, promise);
      }
      return promises.get(name);
    }

    const shard = (kind, place) => once(`${kind}/${place}`, search.readShard);

    // The last shard that begins at the key or before it.
    function placeOf(kind, key) {
      let low = 0;
      let high = begins[kind].length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (begins[kind][middle] <= key) low = middle + 1;
        else high = middle;
      }
      return Math.max(0, low - 1);
    }

    const width = (kind, prefix) =>
      placeOf(kind, prefix + "\uffff") - placeOf(kind, prefix) + 1;

    async function range(kind, prefix, most) {
      if (!begins[kind].length) return new Map();
      const first = placeOf(kind, prefix);
      const count = Math.min(most, width(kind, prefix));
      const shards = await Promise.all(
        Array.from({ length: count }, (_, i) => shard(kind, first + i)),
      );
      const entries = shards.flatMap((entries) => [...entries]);
      return new Map(entries.filter(([key]) => key.startsWith(prefix) && !isKey(key)));
    }

    const index = {
      ...manifest,

      // The postings of a term or key, or "".
      async lookup(key) {
        if (!begins.t.length) return "";
        return (await shard("t", placeOf("t", key))).get(key) || "";
      },

      beginning: (prefix) => range("t", prefix, MOST_SHARDS),

      // The terms that a word being typed may become.
      async completions(prefix) {
        if (width("t", prefix) <= FEW_SHARDS) {
          const found = [...(await range("t", prefix, FEW_SHARDS))];
          return new Map(
            found
              .filter(([term]) => !goesOn(term, prefix))
              .sort((a, b) => b[1].length - a[1].length || compare(a[0], b[0]))
              .slice(0, MOST_COMPLETIONS),
          );
        }
        const frequent = [...(await index.words(prefix)).keys()]
          .filter((term) => !goesOn(term, prefix))
          .slice(0, FREQUENT_COMPLETIONS);
        const texts = await Promise.all(frequent.map(index.lookup));
        return new Map(frequent.map((term, i) => [term, texts[i]]));
      },

      // The frequent terms with that beginning, the most frequent first.
      async words(prefix) {
        const entries = [...(await range("w", prefix, MOST_SHARDS))].map(([term, text]) => {
          const [documents, surface] = text.split("|");
          return [term, { documents: search.readNumbers(documents)[0], shown: surface || term }];
        });
        entries.sort((a, b) => b[1].documents - a[1].documents || compare(a[0], b[0]));
        return new Map(entries);
      },

      names: (dimension) => once(`v/${dimension}`, (names) => names),
      facet: (dimension) =>
        once(`f/${dimension}`, (entries) =>
          entries.map(([name, documents]) => ({ name, documents: search.readDocuments(documents) })),
        ),
      days: () =>
        once("dates", ([slots, days]) => {
          let day = 0;
          const steps = search.readNumbers(days);
          return search.readDocuments(slots).map((slot, i) => {
            day = i ? day - steps[i] : steps[0];
            return { slot, day };
          });
        }),
      slot: (number) => once(`d/${number}`, search.readRecords),
      document: async (number) =>
        (await index.slot(Math.floor(number / index.stride)))[number % index.stride],

      // The first document of the note that a document is of; a page is its own group.
      group(number) {
        let slot = Math.floor(number / index.stride);
        if (slot >= index.pages) return number;
        while (continued.has(slot)) slot -= 1;
        return slot * index.stride;
      },

      // The first documents of all notes.
      leads() {
        const slots = Array.from({ length: index.pages }, (_, slot) => slot);
        return slots.filter((slot) => !continued.has(slot)).map((slot) => slot * index.stride);
      },
    };
    return index;
  };
})(globalThis);
