/* The drawer in the browser's history: back shuts it, forward opens it again, an address with #number opens it with its list.
   Without this file the drawer opens and shuts, and back leaves the list. */
(() => {
  "use strict";
  const drawer = () => document.getElementById("drawer");
  const open = () => Boolean(drawer()?.firstElementChild);
  const number = (path) => path.split("?")[0].split("/").filter(Boolean).pop();

  function bring(path) {
    const link = [...document.querySelectorAll("[data-open]")].find((one) => one.pathname + one.search === path);
    if (link) { link.click(); return; }
    window.htmx.ajax("GET", path, { target: drawer(), swap: "innerHTML" }).then(() => { drawer().closest(".split")?.classList.add("open"); drawer().hidden = false; });
  }

  document.addEventListener("htmx:afterSwap", (event) => {
    const { requestConfig, target } = event.detail;
    if (target !== drawer() || requestConfig.verb !== "get" || !open()) return;
    const { pathname, search } = new URL(requestConfig.path, location.href);
    const path = pathname + search;
    if (history.state?.drawer === path) return;
    history[history.state?.drawer ? "replaceState" : "pushState"]({ drawer: path }, "", `#${number(path)}`);
  });
  document.addEventListener("drawer-shut", () => { if (history.state?.drawer) history.back(); });
  addEventListener("popstate", () => {
    const path = history.state?.drawer;
    if (path) bring(path);
    else if (open()) drawer().querySelector("[data-drawer-shut]")?.click();
  });

  const asked = /^#\d+$/.test(location.hash) && location.pathname.endsWith("/ledger/") && location.hash.slice(1);
  if (asked && history.state?.drawer) bring(history.state.drawer); /* the page was asked for again */
  else if (asked) {
    const at = new URLSearchParams(location.search).get("at");
    history.replaceState(null, "", location.pathname + location.search);
    bring(`${location.pathname}${asked}/${at ? `?at=${encodeURIComponent(at)}` : ""}`);
  }
})();
