/* Plan review: a fact and its sentence carry the same data-fact; choosing one lights up the other and brings it into sight. */
(() => {
  "use strict";
  const all = (id) => document.querySelectorAll(`[data-fact="${CSS.escape(id)}"]`);

  function light(chosen) {
    document.querySelectorAll("[data-fact].on").forEach((one) => one.classList.remove("on"));
    all(chosen.dataset.fact).forEach((one) => {
      for (let fold = one.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
      one.classList.add("on");
      if (one.closest(".source") !== chosen.closest(".source")) one.scrollIntoView({ block: "nearest" });
    });
  }

  document.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-fact]");
    if (!chosen || event.target.closest(".pen")) return;
    if (event.target.closest(".source")) event.preventDefault();
    light(chosen);
  });
  document.addEventListener("focusin", (event) => {
    const chosen = event.target.closest("[data-fact]");
    if (chosen && event.target.matches(":focus-visible")) light(chosen);
  });
})();
