/* Leads from a former address to the present one with the anchor that a link had, which the
   page's refresh forgets. Where several notes share a page, anchors begin with a note's place. */

(function () {
  "use strict";
  const [page, place = ""] = document.currentScript.dataset.to.split("#");
  const anchor = location.hash.slice(1);
  if (anchor && (!place || place.startsWith("mn-"))) {
    const before = place && !anchor.startsWith(place) ? `${place}-` : "";
    location.replace(`${page}#${before}${anchor}`);
  }
})();
