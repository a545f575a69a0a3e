// Looks words up in the index that stands beside search.html; nothing is asked of a server.
(function () {
  "use strict";
  const field = document.getElementById("search-words");
  const said = document.getElementById("search-said");
  const list = document.getElementById("search-found");
  const plain = (word) => word.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  const engine = new MiniSearch({
    fields: ["title", "words"],
    storeFields: ["title", "kind", "path"],
    processTerm: plain,
    searchOptions: {
      boost: { title: 4 },
      prefix: (word) => word.length > 1,
      fuzzy: (word) => (word.length > 3 ? 0.25 : false),
    },
  });
  engine.addAll(window.wulfrunSearch.map(([title, kind, path, words], id) => ({ id, title, kind, path, words })));

  function look(words) {
    const all = engine.search(words, { combineWith: "AND" });
    return (all.length ? all : engine.search(words)).slice(0, 40);
  }

  function entry(found) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const kind = document.createElement("span");
    link.className = "govuk-link";
    link.href = found.path;
    link.textContent = found.title;
    kind.className = "wf-kind";
    kind.textContent = found.kind;
    item.append(link, " ", kind);
    return item;
  }

  function show() {
    const words = field.value.trim();
    const found = words ? look(words) : [];
    list.replaceChildren(...found.map(entry));
    const count = found.length === 1 ? said.dataset.one : `${found.length} ${said.dataset.many}`;
    said.textContent = words ? `${found.length ? count : said.dataset.none} “${words}”` : "";
  }

  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 200);
  });
  document.getElementById("search-form").addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    show();
  });
  document.getElementById("search-without").remove();
  field.value = new URLSearchParams(window.location.search).get("q") || "";
  show();
})();
