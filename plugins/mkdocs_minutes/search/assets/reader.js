// The index read as it is asked: each file once, when it is first needed. The same as reader.py.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});

  const { tables } = search;

  const BETWEEN = new RegExp(tables.between);

  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const isKey = (term) => term.includes(" ") || term.includes(":");
  const isModifier = (modifier, whole, words) =>
    Array.from(modifier).length >= tables.shortest_modifier &&
    [modifier, modifier.replace(BETWEEN, "")].some((front) =>
      words.some((word) => word !== whole && word.startsWith(front)),
    );
  const isDigit = (text, place) => /^[0-9]$/.test(text.charAt(place));

  // A number is completed behind a dot or letter only, so that 3.4.3 does not find 3.4.34.
  const goesOn = (term, prefix) => isDigit(prefix, prefix.length - 1) && isDigit(term, prefix.length);

  // `load(name, version)` promises the packed data of a file.
  search.openIndex = async function (load) {
    const manifest = await search.unpacked(await load("manifest", ""));
    const beginsOf = (text) => (text ? search.readFrontCoded(text.split("~")) : []);
    const tops = { t: beginsOf(manifest.t), w: beginsOf(manifest.w) };
    const [noteTexts, pageTexts] = manifest.texts.map(search.readRising);
    const continued = new Set(search.readRising(manifest.continued));
    const origin = manifest.pages * manifest.stride;
    // The first file of these kinds comes with the manifest.
    const promises = new Map([
      ["tx/0", Promise.resolve(beginsOf(manifest.tx))],
      ["wx/0", Promise.resolve(beginsOf(manifest.wx))],
    ]);

    // Reads a file once; a failed one is asked for again the next time.
    function once(name, read) {
      if (!promises.has(name)) {
        const promise = load(name, manifest.build).then(search.unpacked).then(read);
        promise.catch(() => promises.delete(name));
        promises.set(name, promise);
      }
      return promises.get(name);
    }

    const scores = search.scoring(manifest.documents, manifest.totals);
    const shard = (kind, place) => once(`${kind}/${place}`, search.readShard);

    // The place of the last beginning that is the key or sorts before it.
    function lastBefore(begins, key) {
      let low = 0;
      let high = begins.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (begins[middle] <= key) low = middle + 1;
        else high = middle;
      }
      return Math.max(0, low - 1);
    }

    // The number of the shard that a key lies in, which one of a few directories tells.
    async function placeOf(kind, key) {
      const directory = lastBefore(tops[kind], key);
      const begins = await once(`${kind}x/${directory}`, beginsOf);
      return directory * tables.directory + lastBefore(begins, key);
    }

    async function extent(kind, prefix) {
      const [first, last] = await Promise.all([
        placeOf(kind, prefix),
        placeOf(kind, prefix + "\uffff"),
      ]);
      return { first, width: last - first + 1 };
    }

    async function range(kind, prefix, most) {
      if (!tops[kind].length) return new Map();
      const { first, width } = await extent(kind, prefix);
      const shards = await Promise.all(
        Array.from({ length: Math.min(most, width) }, (_, i) => shard(kind, first + i)),
      );
      const entries = shards.flatMap((entries) => [...entries]);
      return new Map(entries.filter(([key]) => key.startsWith(prefix) && !isKey(key)));
    }

    // The frequent terms, but none of an archive where they would be many files to load.
    async function allWords() {
      const few = !tops.w.length || (await extent("w", "")).width <= tables.most_word_shards;
      return few ? index.words("") : new Map();
    }

    const index = {
      ...manifest,
      size: manifest.slots * manifest.stride,
      documents: manifest.documents,
      abbreviations: search.abbreviations([...manifest.abbreviations, ...tables.abbreviations]),

      // The postings of a term or key, or "".
      async lookup(key) {
        if (!tops.t.length) return "";
        return (await shard("t", await placeOf("t", key))).get(key) || "";
      },

      // The documents of a filter or name key.
      documentsOf: async (key) => search.readDocuments(await index.lookup(key), origin),

      // The scores of all terms that were found, by term.
      postings(found) {
        const texts = found.flatMap((terms) => [...terms]);
        return new Map(texts.map(([term, text]) => [term, scores(search.readPostings(text, origin))]));
      },

      beginning: (prefix) => range("t", prefix, tables.most_shards),

      // The terms that a word being typed may become.
      async completions(prefix) {
        if (!tops.t.length) return new Map();
        const { width } = await extent("t", prefix);
        let few = width <= tables.few_shards ? tables.few_shards : 0;
        if (!few && (await index.lookup(prefix))) few = 1;
        if (few) {
          const found = [...(await range("t", prefix, few))];
          return new Map(
            found
              .filter(([term]) => !goesOn(term, prefix))
              .sort((a, b) => b[1].length - a[1].length || compare(a[0], b[0]))
              .slice(0, tables.most_completions),
          );
        }
        const frequent = [...(await index.words(prefix)).keys()]
          .filter((term) => !goesOn(term, prefix))
          .slice(0, tables.frequent_completions);
        const texts = await Promise.all(frequent.map(index.lookup));
        return new Map(frequent.map((term, i) => [term, texts[i]]));
      },

      // The frequent terms with that beginning, the most frequent first.
      async words(prefix) {
        const entries = [...(await range("w", prefix, tables.most_shards))].map(([term, text]) => {
          const [documents, surface] = text.split("|");
          return [term, { documents: search.readNumbers(documents)[0], shown: surface || term }];
        });
        entries.sort((a, b) => b[1].documents - a[1].documents || compare(a[0], b[0]));
        return new Map(entries);
      },

      // The compounds that end with a term, behind what begins another frequent word as well.
      async compounds(term) {
        if (Array.from(term).length < tables.shortest_inner || /[0-9]/.test(term)) return new Map();
        const words = [...(await allWords()).keys()];
        const found = words.filter(
          (word) => word.endsWith(term) && isModifier(word.slice(0, -term.length), word, words),
        );
        return new Map(await Promise.all(found.map(async (word) => [word, await index.lookup(word)])));
      },

      // The terms of two frequent words that a word is made of.
      async halves(word) {
        const letters = Array.from(word);
        const words = await allWords();
        for (let end = tables.shortest_modifier; end <= letters.length - tables.shortest_modifier; end++) {
          const [front, back] = [letters.slice(0, end).join(""), letters.slice(end).join("")];
          for (const one of new Set([front, front.replace(BETWEEN, "")])) {
            const both = [one, back].flatMap(search.termsOf);
            if (both.length === 2 && both.every((term) => words.has(term))) return both;
          }
        }
        return [];
      },

      // The postings of a term that lies in one shard with one of others, or "".
      async beside(key, others) {
        if (!tops.t.length) return "";
        const [place, ...places] = await Promise.all([key, ...others].map((one) => placeOf("t", one)));
        return places.includes(place) ? index.lookup(key) : "";
      },

      names: (dimension) => once(`v/${dimension}`, (names) => names),
      facet: (dimension) =>
        once(`f/${dimension}`, (entries) =>
          entries.map(([name, documents]) => ({
            name,
            documents: search.readDocuments(documents, dimension === "series" ? manifest.pages : origin),
          })),
        ),
      // The slots at which the day changes, each with the day, the newest first.
      days() {
        let day = 0;
        const [slots, days] = [search.readRising(manifest.days[0]), search.readNumbers(manifest.days[1])];
        return slots.map((slot, i) => {
          day = i ? day - days[i] : days[0];
          return { slot, day };
        });
      },
      async document(number) {
        const slot = Math.floor(number / index.stride);
        const isNote = slot < index.pages;
        const distance = isNote ? index.pages - 1 - slot : slot - index.pages;
        const texts = isNote ? noteTexts : pageTexts;
        const begin = texts[lastBefore(texts, distance)];
        const name = `${isNote ? "d" : "p"}/${begin}`;
        const slots = await once(name, (written) => written.map(search.readRecords));
        return slots[distance - begin][number % index.stride];
      },

      // The first document of the note that a document is of; a page is its own group.
      group(number) {
        let slot = Math.floor(number / index.stride);
        if (slot >= index.pages) return number;
        while (continued.has(slot)) slot -= 1;
        return slot * index.stride;
      },

      // The first documents of the notes that begin in slots from one up to another.
      leads(first, last) {
        const slots = Array.from({ length: last - first }, (_, i) => first + i);
        return slots.filter((slot) => !continued.has(slot)).map((slot) => slot * index.stride);
      },
    };
    return index;
  };
})(globalThis);
