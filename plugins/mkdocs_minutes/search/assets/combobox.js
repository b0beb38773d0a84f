// An input with a list of options below it, as the combobox pattern of WAI-ARIA 1.2 asks.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});

  // `list` holds elements with the role `option`; choosing one clicks it.
  search.combobox = function (input, list, { onEnter }) {
    let active = null;
    const options = () => [...list.querySelectorAll('[role="option"]')];

    function activate(option) {
      if (active) active.setAttribute("aria-selected", "false");
      active = option;
      if (option) {
        option.setAttribute("aria-selected", "true");
        option.scrollIntoView({ block: "nearest" });
        input.setAttribute("aria-activedescendant", option.id);
      } else {
        input.removeAttribute("aria-activedescendant");
      }
    }

    function move(step) {
      const all = options();
      if (!all.length) return;
      const place = all.indexOf(active);
      // One place more than there are options: from the last, the way leads back to the input.
      const next = (place + 1 + step + all.length + 1) % (all.length + 1);
      activate(next ? all[next - 1] : null);
    }

    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    // What is typed is not what the list was made for: no option of it is chosen any more.
    input.addEventListener("input", () => activate(null));
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "ArrowDown") move(1);
      else if (event.key === "ArrowUp") move(-1);
      else if (event.key === "Enter") {
        if (active) active.click();
        else if (!onEnter()) return;
      } else return;
      event.preventDefault();
    });

    // Puts new content in the list; every option gets an id. With `keep` the list only grows: the
    // active option stays in its place, and what is there already, so that a press that began on it
    // ends on it.
    return function show(content, { keep = false } = {}) {
      const place = keep ? options().indexOf(active) : -1;
      activate(null);
      const made = document.createDocumentFragment();
      made.append(...content);
      made.querySelectorAll('[role="option"]').forEach((option, place) => {
        option.id = `${list.id}-${place}`;
        option.setAttribute("aria-selected", "false");
        option.tabIndex = -1;
      });
      let same = 0;
      while (keep && made.firstChild && list.children[same]?.isEqualNode(made.firstChild)) {
        made.firstChild.remove();
        same += 1;
      }
      while (list.childNodes.length > same) list.lastChild.remove();
      list.append(made);
      if (place >= 0) activate(options()[place]);
      input.setAttribute("aria-expanded", String(options().length > 0));
    };
  };
})(globalThis);
