// What runs out of the window, what is cut without a way to read it, what lies upon something else. At most six a page.
() => {
  const found = [], root = document.documentElement, seen = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  if (root.scrollWidth > innerWidth) found.push(`the page is ${root.scrollWidth - innerWidth} px too wide`);
  const up = (one, holds) => { for (let at = one; at && at !== document.body; at = at.parentElement) if (holds(at)) return at; return null; };
  const rolls = (one) => up(one, (at) => ["auto", "scroll"].includes(getComputedStyle(at).overflowX));
  const label = (one) => `${one.tagName.toLowerCase()}.${one.className} “${one.textContent.trim().replace(/\s+/g, " ").slice(0, 24)}”`;
  const all = [...document.querySelectorAll("body *")].filter((one) => seen(one) && !one.closest(".sr, .skip, svg, option, template"));
  for (const one of all) {
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    if (!box.width || !box.height) continue;
    if (box.right > innerWidth + 1 && !rolls(one)) found.push(`beyond: ${label(one)}`);
    const hides = style.overflowX === "hidden" || style.overflowX === "clip", said = one.closest("a[href], [title], button, summary, label, textarea, input, select");
    const cut = hides && (one.scrollWidth > one.clientWidth + 2 || one.scrollHeight > one.clientHeight + 4);
    if (cut && !one.matches(".plain-side") && one.textContent.trim() && !said && !one.querySelector("a[href], [title], summary")) found.push(`cut: ${label(one)}`);
    if (style.display !== "inline" && style.overflowX === "visible" && one.clientWidth && one.scrollWidth > one.clientWidth + 2 && !rolls(one)
        && ![...one.children].some((inner) => inner.scrollWidth > one.clientWidth)) found.push(`spills: ${label(one)}`);
    if (one.matches("td, th") && box.width < 64 && one.textContent.trim().length > 40) found.push(`thin: ${label(one)}`);
  }
  const leaves = [];
  for (const one of all) {
    if (up(one, (at) => ["fixed", "sticky", "absolute"].includes(getComputedStyle(at).position))) continue;
    for (const piece of one.childNodes) {
      if (piece.nodeType !== 3 || !piece.data.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(piece);
      for (const box of range.getClientRects()) if (box.width > 4 && box.height > 4) leaves.push([box, one]);
    }
  }
  leaves.sort(([a], [b]) => a.top - b.top);
  for (let n = 0; n < leaves.length; n++) {
    const [box, one] = leaves[n];
    for (let m = n + 1; m < leaves.length && leaves[m][0].top < box.bottom - 5; m++) {
      const [other, two] = leaves[m];
      if (one === two || rolls(one) !== rolls(two) || one.contains(two) || two.contains(one)) continue;
      if (Math.min(box.right, other.right) - Math.max(box.left, other.left) > 5) found.push(`upon another: ${label(one)} ${label(two)}`);
    }
  }
  return [...new Set(found)].slice(0, 6);
}
