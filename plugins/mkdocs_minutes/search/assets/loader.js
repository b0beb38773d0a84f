// The files of the index, loaded with script elements: a page opened from a folder may not fetch.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});
  const waiting = new Map();

  // What each file calls with its data.
  root.minutesSearch = function (name, data) {
    if (waiting.has(name)) waiting.get(name)(data);
  };

  // The manifest is asked for anew every minute: an old one would misread the shards of a new build.
  const minute = () =>
    location.protocol === "file:" ? "" : `t=${Math.floor(Date.now() / 60000)}`;

  // Promises the data of a file; the version keeps a browser from mixing two builds.
  search.load = (name, version) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(`${name}.js?${version ? `v=${version}` : minute()}`, search.folder).href;
      waiting.set(name, resolve);
      const done = () => {
        script.remove();
        waiting.delete(name);
        reject(new Error(`nothing came from ${script.src}`));
      };
      script.onload = done;
      script.onerror = done;
      document.head.append(script);
    });

  let opened = null;

  // The index, opened once; a failure is tried again the next time.
  search.index = function () {
    if (!opened) {
      opened = search.openIndex(search.load);
      opened.catch(() => (opened = null));
    }
    return opened;
  };
})(globalThis);
