// On every page: opens search when it is asked for, and loads nothing before.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});
  const assets = new URL(".", document.currentScript.src);
  const scripts = new Map();

  search.folder = new URL("../", assets);
  search.site = new URL("../../", assets);

  // Loads a script once.
  function load(name) {
    if (!scripts.has(name)) {
      const promise = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = new URL(name, assets).href;
        script.onload = resolve;
        script.onerror = () => {
          scripts.delete(name);
          reject(new Error(`cannot load ${script.src}`));
        };
        document.head.append(script);
      });
      scripts.set(name, promise);
    }
    return scripts.get(name);
  }

  const styles = new URL("search.css", assets).href;
  search.isStyled = () => [...document.styleSheets].some((sheet) => sheet.href === styles);

  function style() {
    if (search.isStyled()) return;
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = styles;
    document.head.append(link);
  }

  // What is typed while the dialog is still on its way, `null` when it is not.
  let early = null;

  async function open(text = "") {
    if (early !== null) return;
    early = text;
    try {
      await load("client.js");
      search.openDialog(early);
    } finally {
      early = null;
    }
  }

  function keepEarly(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.length === 1) early += event.key;
    else if (event.key === "Backspace") early = early.slice(0, -1);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  // The first of the path lies inside whatever shadow tree the reader types in.
  const types = ([target]) =>
    target instanceof Element &&
    (target.isContentEditable || target.closest("input, textarea, select") !== null);

  // Before the theme's own keys, which would look for its own search.
  document.addEventListener(
    "keydown",
    (event) => {
      if (early !== null) {
        keepEarly(event);
        return;
      }
      const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
      const command = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
      if (!command && (!slash || types(event.composedPath()))) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      open();
    },
    true,
  );

  document.addEventListener("click", (event) => {
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!plain || !event.target.closest("[data-minutes-search]")) return;
    event.preventDefault();
    open();
  });

  // Back from a result, the dialog asks again what was asked.
  function resume() {
    const text = history.state && history.state.minutesSearch;
    if (typeof text === "string" && text) open(text);
  }

  root.addEventListener("pageshow", (event) => {
    const [visit] = performance.getEntriesByType("navigation");
    if (event.persisted || (visit && visit.type === "back_forward")) resume();
  });

  // Until the scripts are there, what the address asks for stands in the field, and that it is sought.
  async function startPage(page) {
    const status = page.querySelector("[role=status]");
    const asked = new URLSearchParams(location.search).get("q");
    if (asked) {
      page.querySelector("input").value = asked;
      status.textContent = "Searching …";
      page.classList.add("minutes-page--asked");
    }
    try {
      await load("client.js");
      await load("page.js");
      search.startPage();
    } catch {
      status.textContent = "The search cannot be loaded. Reload the page, or look again when you are online.";
    }
  }

  function start() {
    const page = document.querySelector("[data-minutes-search-page]");
    if (page) startPage(page);
    if (new URLSearchParams(location.search).has("mark")) {
      style();
      load("mark.js").then(() => search.markPage());
    }
  }

  // Material tells when it has put another page in the place of this one.
  if (root.document$) root.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})(globalThis);
