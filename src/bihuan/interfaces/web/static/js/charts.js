/* Charts by ECharts, in the colours of the tokens. <div data-chart="trend|funnel|heat|ageing|bars" data-source="id of a JSON script">.
   trend  {labels, series: [{name, values, colour?}]}       lines over time
   bars   {labels, series: [...], stacked?}                 columns; ageing is the same, stacked, in lamp colours
   funnel {steps: [{name, value, href?}]}
   heat   {x, y, cells: [[xi, yi, value, href?]]}
   Any point may carry an address ("hrefs" beside "values"): a click opens its rows. Behind every chart stands its table. */
(() => {
  "use strict";
  const drawn = new Map();
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const colours = () => ["c1", "c2", "c3", "c4", "c5", "c6"].map(token);

  function common() {
    const text = { color: token("ink-2"), fontFamily: token("font"), fontSize: 12 };
    return {
      color: colours(), textStyle: text, animation: false, aria: { enabled: true },
      grid: { left: 8, right: 16, top: 36, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 8, icon: "roundRect", textStyle: text },
      /* richText: the HTML tooltip writes style attributes, which our CSP forbids. */
      tooltip: { renderMode: "richText", backgroundColor: token("surface"), borderColor: token("line-strong"), textStyle: { color: token("ink"), fontSize: 12 } },
    };
  }
  const axis = (more) => ({ axisLine: { lineStyle: { color: token("line-strong") } }, axisTick: { show: false }, axisLabel: { color: token("ink-3") }, splitLine: { lineStyle: { color: token("line") } }, ...more });
  const points = (one) => one.values.map((value, i) => ({ value, href: one.hrefs?.[i] }));
  const tint = (one) => (one.colour ? { color: token(one.colour) } : {});

  const kinds = {
    trend: (data) => ({
      ...common(), tooltip: { ...common().tooltip, trigger: "axis" },
      xAxis: axis({ type: "category", data: data.labels, boundaryGap: false }), yAxis: axis({ type: "value", minInterval: 1, axisLine: { show: false } }),
      series: data.series.map((one) => ({ type: "line", name: one.name, data: points(one), symbolSize: 5, showSymbol: data.labels.length < 20, lineStyle: { width: 2, ...tint(one) }, itemStyle: tint(one) })),
    }),
    bars: (data) => ({
      ...common(), tooltip: { ...common().tooltip, trigger: "axis", axisPointer: { type: "shadow" } },
      xAxis: axis({ type: "category", data: data.labels }), yAxis: axis({ type: "value", minInterval: 1, axisLine: { show: false } }),
      series: data.series.map((one) => ({ type: "bar", name: one.name, data: points(one), barMaxWidth: 28, stack: data.stacked ? "all" : undefined, itemStyle: tint(one) })),
    }),
    ageing: (data) => kinds.bars({ ...data, stacked: true }),
    funnel: (data) => ({
      ...common(), legend: { show: false }, tooltip: { ...common().tooltip, trigger: "item" },
      series: [{ type: "funnel", sort: "none", left: 8, right: 8, top: 8, bottom: 8, gap: 3, minSize: "18%", label: { position: "inside", color: token("surface"), formatter: "{b}  {c}" }, itemStyle: { borderWidth: 0 }, data: data.steps }],
    }),
    heat: (data) => ({
      ...common(), legend: { show: false }, grid: { ...common().grid, top: 8, bottom: 36 }, tooltip: { ...common().tooltip, trigger: "item" },
      xAxis: axis({ type: "category", data: data.x, splitArea: { show: false } }), yAxis: axis({ type: "category", data: data.y, inverse: true }),
      visualMap: { min: 0, max: Math.max(1, ...data.cells.map((cell) => cell[2])), calculable: false, orient: "horizontal", left: "center", bottom: 0, itemHeight: 90, itemWidth: 10, textStyle: { color: token("ink-3") }, inRange: { color: [token("sunken"), token("near-line"), token("c1")] } },
      series: [{ type: "heatmap", data: data.cells.map(([x, y, value, href]) => ({ value: [x, y, value], href })), label: { show: data.cells.length <= 160, color: token("ink"), fontSize: 11 }, itemStyle: { borderColor: token("surface"), borderWidth: 2, borderRadius: 3 } }],
    }),
  };

  function draw(box) {
    const source = document.getElementById(box.dataset.source);
    const make = kinds[box.dataset.chart];
    if (!source || !make || !window.echarts) return;
    let chart = drawn.get(box);
    if (!chart) {
      chart = window.echarts.init(box, null, { renderer: "canvas" });
      chart.on("click", (event) => { if (event.data?.href) location.href = event.data.href; });
      drawn.set(box, chart);
    }
    chart.setOption(make(JSON.parse(source.textContent)), true);
  }

  const all = (from = document) => from.querySelectorAll("[data-chart]").forEach(draw);
  document.addEventListener("look", (event) => { if (event.detail.key === "theme") all(); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => all());
  document.addEventListener("htmx:load", (event) => all(event.detail.elt));
  let later = 0;
  addEventListener("resize", () => { clearTimeout(later); later = setTimeout(() => drawn.forEach((chart) => chart.resize()), 120); });
  all();
})();
