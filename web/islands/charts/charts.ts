import { BarChart, LineChart, MapChart } from "echarts/charts";
import {
  GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, VisualMapComponent,
} from "echarts/components";
import * as echarts from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { bars, type Colours, control, pairs, rateBars, rateMap } from "./options";
import { readRow, type Row } from "./rows";
import { waterfall } from "./waterfall";

/** Draws a chart above each table that has one. The table says all the chart says; a button turns
 * from one to the other, and without script the table stands. */
echarts.use([
  BarChart, LineChart, MapChart, GridComponent, LegendComponent, MarkLineComponent,
  TooltipComponent, VisualMapComponent, SVGRenderer,
]);

type Plot = ReturnType<typeof echarts.init>;

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const dark = matchMedia("(prefers-color-scheme: dark)");
const paper = matchMedia("print");

function colours(): Colours {
  const style = getComputedStyle(document.body);
  const named = (name: string): string => style.getPropertyValue(name).trim();
  return {
    text: style.color,
    quiet: named("--cl-quiet"),
    line: named("--cl-map-line"),
    ground: named("--tblr-bg-surface") || named("--tblr-body-bg"),
    tone: (name) => named(`--cl-${name}`),
  };
}

function rowsOf(card: HTMLElement): Row[] {
  return [...card.querySelectorAll<HTMLElement>("tbody tr[data-x]")]
    .map((row) => readRow(row.dataset));
}

function draw(at: HTMLElement, option: echarts.EChartsCoreOption, rows: readonly Row[]): Plot {
  const plot = echarts.getInstanceByDom(at) ?? echarts.init(at, null, { renderer: "svg" });
  plot.setOption({ animation: !calm.matches, ...option }, { notMerge: true });
  plot.off("click");
  plot.on("click", ({ dataIndex, name }) => {
    const row = rows.find((one) => one.code !== "" && one.code === name) ?? rows[dataIndex];
    if (row !== undefined && row.href !== "") location.assign(row.href);
  });
  return plot;
}

/** The map only where the areas are drawn; the bars stand without. */
async function drawMap(card: HTMLElement, at: HTMLElement, rows: readonly Row[]): Promise<void> {
  const address = card.dataset["areas"] ?? "";
  if (echarts.getMap(address) === undefined || echarts.getMap(address) === null) {
    const answer = await fetch(address, { headers: { accept: "application/geo+json" } });
    if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
    const shapes = await answer.json() as GeoJSON.FeatureCollection;
    const wanted = new Set(rows.map((row) => row.code));
    const features = shapes.features.filter(
      (one) => wanted.has(String(one.properties?.["code"] ?? "")));
    if (features.length === 0) {
      at.hidden = true;
      return;
    }
    echarts.registerMap(address, { ...shapes, features } as never);
  }
  draw(at, rateMap(rows, address, colours()), rows);
}

function drawCard(card: HTMLElement): void {
  const rows = rowsOf(card);
  const plot = card.querySelector<HTMLElement>("[data-chart-plot]");
  if (plot === null || rows.length === 0) return;
  const kind = card.dataset["chart"];
  if (kind === "control") {
    const names = (card.dataset["words"] ?? "").split("|");
    draw(plot, control(rows, names, card.dataset["percent"] === "true", colours()), rows);
  } else if (kind === "pairs") {
    const names = (card.dataset["words"] ?? "").split("|");
    // A table may hold more than can be drawn: those rows have no name for the chart.
    const drawn = rows.filter((row) => row.x !== "");
    draw(plot, pairs(drawn, names, card.dataset["percent"] === "true", colours()), drawn);
  } else if (kind === "waterfall") {
    const names = (card.dataset["words"] ?? "").split("|");
    draw(plot, waterfall(rows, names, colours()), rows);
  } else if (kind === "bars") {
    draw(plot, bars(rows, colours()), rows);
  } else if (kind === "rates") {
    const known = rows.filter((row) => row.value !== null);
    const across = plot.querySelector<HTMLElement>("[data-chart-bars]");
    const map = plot.querySelector<HTMLElement>("[data-chart-map]");
    if (across !== null) {
      draw(across, rateBars(known, card.dataset["unit"] ?? "", colours()), known);
    }
    if (map !== null) {
      drawMap(card, map, known).catch(() => { map.hidden = true; });
    }
  }
  card.dataset["drawn"] = "true";
}

function open(card: HTMLElement): void {
  const plot = card.querySelector<HTMLElement>("[data-chart-plot]");
  const table = card.querySelector<HTMLElement>(".chart-table");
  const toggle = card.querySelector<HTMLButtonElement>("[data-chart-toggle]");
  if (plot === null || table === null || toggle === null) return;
  const turn = (showTable: boolean): void => {
    table.hidden = !showTable;
    plot.hidden = showTable;
    toggle.setAttribute("aria-pressed", String(showTable));
    if (showTable) return;
    drawCard(card);
    // Whatever was resized meanwhile, what is hidden has no size.
    fit();
  };
  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    turn(toggle.getAttribute("aria-pressed") !== "true");
  });
  turn(false);
}

const cards = [...document.querySelectorAll<HTMLElement>("[data-chart]")];
const plots = (): Plot[] => cards
  .flatMap((card) => [...card.querySelectorAll<HTMLElement>(".chart-plot")])
  .map((at) => echarts.getInstanceByDom(at)).filter((one) => one !== undefined);
const redraw = (): void => {
  for (const card of cards) {
    const plot = card.querySelector<HTMLElement>("[data-chart-plot]");
    if (plot !== null && !plot.hidden) drawCard(card);
  }
};
const fit = (): void => plots().forEach((plot) => { plot.resize(); });
cards.forEach(open);
new ResizeObserver(fit).observe(document.body);
dark.addEventListener("change", redraw);
calm.addEventListener("change", redraw);
paper.addEventListener("change", () => { redraw(); fit(); });
