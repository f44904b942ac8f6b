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
  const tint = (one) => (one.colour ? { color: token(`c-${one.colour}`) || token(one.colour) } : {});

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
    /* The common build has neither funnel nor heat map: bars centred on an unseen stack, and squares in one tint. */
    funnel: (data) => {
      const whole = Math.max(1, ...data.steps.map((one) => one.value));
      const unseen = { type: "bar", stack: "all", silent: true, tooltip: { show: false }, itemStyle: { color: "transparent" } };
      return {
        ...common(), legend: { show: false }, tooltip: { ...common().tooltip, trigger: "item" }, grid: { ...common().grid, top: 0 },
        xAxis: { type: "value", show: false, max: whole }, yAxis: axis({ type: "category", inverse: true, data: data.steps.map((one) => one.name), axisLine: { show: false } }),
        series: [{ ...unseen, data: data.steps.map((one) => (whole - one.value) / 2) },
          { type: "bar", stack: "all", barCategoryGap: "24%", data: data.steps, itemStyle: { color: token("c2"), borderRadius: 3 }, label: { show: true, position: "inside", color: token("surface"), formatter: "{c}" } }],
      };
    },
    heat: (data, box) => {
      const most = Math.max(1, ...data.cells.map((cell) => cell[2]));
      const size = [(box.clientWidth - 110) / data.x.length - 3, (box.clientHeight - 40) / data.y.length - 3];
      const cell = ([x, y, value, href]) => ({ value: [x, y, value], href, itemStyle: { opacity: value ? 0.1 + 0.5 * value / most : 0.03 } });
      return {
        ...common(), legend: { show: false }, tooltip: { ...common().tooltip, trigger: "item", formatter: (at) => `${data.y[at.value[1]]} · ${data.x[at.value[0]]}　${at.value[2]}` },
        grid: { left: 90, right: 4, top: 4, bottom: 28 }, xAxis: axis({ type: "category", data: data.x, splitLine: { show: false } }), yAxis: axis({ type: "category", data: data.y, inverse: true, splitLine: { show: false } }),
        series: [{ type: "scatter", symbol: "rect", symbolSize: size, data: data.cells.map(cell), itemStyle: { color: token("c1") } },
          { type: "scatter", symbol: "rect", symbolSize: 1, silent: true, itemStyle: { color: "transparent" }, data: data.cells.map((one) => one.slice(0, 3)), label: { show: data.cells.length <= 200, formatter: (at) => at.value[2], color: token("ink") } }],
      };
    },
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
    chart.setOption(make(JSON.parse(source.textContent), box), true);
  }

  const all = (from = document) => from.querySelectorAll("[data-chart]").forEach(draw);
  document.addEventListener("look", (event) => { if (event.detail.key === "theme") all(); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => all());
  document.addEventListener("htmx:load", (event) => all(event.detail.elt));
  let later = 0;
  addEventListener("resize", () => { clearTimeout(later); later = setTimeout(() => drawn.forEach((chart, box) => { chart.resize(); draw(box); }), 120); });
  /* Paper is white: in the dark, what was drawn for the screen would be pale upon it. */
  const root = document.documentElement;
  let worn;
  addEventListener("beforeprint", () => { worn ??= root.dataset.theme; root.dataset.theme = "light"; drawn.forEach((chart) => chart.resize()); all(); });
  addEventListener("afterprint", () => { root.dataset.theme = worn; worn = undefined; all(); });
  all();
})();
