// On a page that a result led to: marks the words and scrolls to the passage. Text fragments would
// do it too, but not in every browser and not from a folder.
(function (root) {
  "use strict";
  const search = root.MinutesSearch;
  const BLOCKS = "p, li, td, th, dd, dt, pre, blockquote, h1, h2, h3, h4, h5, h6";
  const SKIPPED = "script, style, nav, form, .headerlink, .minutes-mark";

  const level = (element) => (/^H[1-6]$/.test(element.tagName) ? Number(element.tagName[1]) : 0);

  // The text nodes of the passage: from the heading that the address names to the next heading, or
  // the whole page where it names none.
  function* textNodes(scope, anchor) {
    const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    const heading = anchor ? level(anchor) : 0;
    let inside = !anchor;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node === anchor) inside = true;
      else if (inside && heading && node.nodeType === 1 && level(node) && !anchor.contains(node)) {
        return;
      }
      if (inside && node.nodeType === 3 && !node.parentElement.closest(SKIPPED)) yield node;
    }
  }

  // Marks the words of a text node that have a wanted term, and returns those terms.
  function markNode(node, wanted) {
    const hits = [];
    for (const span of search.spans(node.data)) {
      const term = search.termsOf(span.word).find((one) => wanted.has(one));
      if (term !== undefined) hits.push({ ...span, term });
    }
    for (const { start, end } of hits.slice().reverse()) {
      const rest = node.splitText(start);
      rest.splitText(end - start);
      const mark = document.createElement("mark");
      mark.className = "minutes-mark";
      rest.replaceWith(mark);
      mark.append(rest);
    }
    return hits.map(({ term }) => term);
  }

  // The block with the most different words among the marked ones.
  function markPassage(scope, anchor, wanted) {
    const found = new Map();
    for (const node of [...textNodes(scope, anchor)]) {
      const block = node.parentElement.closest(BLOCKS) || node.parentElement;
      const words = markNode(node, wanted);
      if (words.length) found.set(block, new Set([...(found.get(block) || []), ...words]));
    }
    let best = null;
    for (const [block, words] of found) {
      if (!best || words.size > found.get(best).size) best = block;
    }
    return best;
  }

  function clear() {
    for (const mark of document.querySelectorAll(".minutes-mark")) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
  }

  function unescaped(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  search.markPage = function () {
    const asked = new URLSearchParams(location.search).get("mark") || "";
    const wanted = new Set(search.tokens(asked.slice(0, 500)));
    const scope = document.querySelector("article, main") || document.body;
    const named = document.getElementById(unescaped(location.hash.slice(1)));
    const anchor = named && scope.contains(named) ? named : null;
    const best = markPassage(scope, anchor, wanted) || (anchor && markPassage(scope, null, wanted));
    if (!best) return;
    for (let at = best; (at = at.closest("details")); at = at.parentElement) at.open = true;
    const show = () => best.scrollIntoView({ block: "center" });
    show();
    // The browser scrolls to the heading once everything is loaded: scroll again after it.
    if (document.readyState !== "complete") {
      addEventListener("load", () => setTimeout(show, 0), { once: true });
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") clear();
  });
})(globalThis);
