import type { EChartsCoreOption } from "echarts/core";
import { type Row, leastOf, show } from "./rows";

/** Colours of the page as it is now, light or dark. */
export interface Colours {
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly ground: string;
  readonly tone: (name: string) => string;
}

/** Room around what is drawn. */
export const gap = { left: 8, right: 16, top: 16, bottom: 8, containLabel: true };

/** Axes in the page's colours. */
export function axes(colours: Colours): { axisLabel: object; axisLine: object; splitLine: object } {
  return {
    axisLabel: { color: colours.quiet, fontSize: 12 },
    axisLine: { lineStyle: { color: colours.line } },
    splitLine: { lineStyle: { color: colours.line, opacity: 0.35 } },
  };
}

/** What is told beside the pointer. */
export function hint(colours: Colours): object {
  // Rich text instead of a page's own: no style stands in an attribute.
  return {
    renderMode: "richText", backgroundColor: colours.ground, borderColor: colours.line,
    textStyle: { color: colours.text },
  };
}

/** Weeks as a line between the limits of noise; what is more is a large mark. */
export function control(
  rows: readonly Row[], names: readonly string[], percent: boolean, colours: Colours,
): EChartsCoreOption {
  const [value, middle, low, high] = names;
  const limit = (name: string | undefined, of: (row: Row) => number | null): object => ({
    name, type: "line", step: "middle", symbol: "none", data: rows.map(of),
    lineStyle: { color: colours.quiet, type: "dashed", width: 1 },
    itemStyle: { color: colours.quiet }, silent: true,
  });
  return {
    grid: { ...gap, top: 40 },
    legend: { textStyle: { color: colours.text }, top: 0, itemWidth: 20 },
    tooltip: {
      ...hint(colours), trigger: "axis",
      valueFormatter: (one: unknown) => typeof one === "number" ? show(one, percent) : "—",
    },
    xAxis: { type: "category", data: rows.map((row) => row.x.slice(5)), ...axes(colours) },
    yAxis: {
      type: "value", min: leastOf(rows, percent), ...(percent ? { max: 1 } : {}),
      ...axes(colours),
      axisLabel: { color: colours.quiet, formatter: (one: number) => show(one, percent) },
    },
    series: [
      {
        name: value, type: "line", connectNulls: false, symbol: "circle",
        data: rows.map((row) => ({
          value: row.value, symbolSize: row.signal ? 14 : 7,
          symbol: row.signal ? "diamond" : "circle",
          itemStyle: { color: colours.tone(row.signal ? "late" : "working") },
        })),
        lineStyle: { color: colours.tone("working"), width: 2 },
        itemStyle: { color: colours.tone("working") },
      },
      {
        name: middle, type: "line", symbol: "none", data: rows.map((row) => row.middle),
        lineStyle: { color: colours.quiet, width: 1 }, itemStyle: { color: colours.quiet },
        silent: true,
      },
      limit(low, (row) => row.low),
      limit(high, (row) => row.high),
    ],
  };
}

/** Counts as bars across, in the colour of their age. */
export function bars(rows: readonly Row[], colours: Colours): EChartsCoreOption {
  return {
    grid: gap,
    tooltip: { ...hint(colours), trigger: "item" },
    xAxis: { type: "value", minInterval: 1, ...axes(colours) },
    yAxis: { type: "category", inverse: true, data: rows.map((row) => row.x), ...axes(colours) },
    series: [{
      type: "bar", barMaxWidth: 24,
      label: { show: true, position: "right", color: colours.text },
      data: rows.map((row) => ({
        value: row.value, itemStyle: { color: colours.tone(row.tone) },
      })),
    }],
  };
}

/** Two bars a row: what is, and what would be. */
export function pairs(
  rows: readonly Row[], names: readonly string[], percent: boolean, colours: Colours,
): EChartsCoreOption {
  const [before, after] = names;
  const bar = (name: string | undefined, tone: string, of: (row: Row) => number | null): object =>
    ({
      name, type: "bar", barMaxWidth: 10, data: rows.map(of),
      itemStyle: { color: colours.tone(tone) },
    });
  return {
    grid: { ...gap, top: 32 },
    legend: { textStyle: { color: colours.text }, top: 0, itemWidth: 20 },
    tooltip: {
      ...hint(colours), trigger: "axis",
      valueFormatter: (one: unknown) => typeof one === "number" ? show(one, percent) : "—",
    },
    xAxis: {
      type: "value", min: 0, ...(percent ? { max: 1 } : {}), ...axes(colours),
      axisLabel: {
        color: colours.quiet, hideOverlap: true, formatter: (one: number) => show(one, percent),
      },
    },
    yAxis: {
      type: "category", inverse: true, data: rows.map((row) => row.x), ...axes(colours),
      axisLabel: { color: colours.quiet, interval: 0, width: 120, overflow: "truncate" },
    },
    series: [
      bar(before, "ended", (row) => row.middle),
      ...(after === undefined ? [] : [bar(after, "working", (row) => row.value)]),
    ],
  };
}

/** Drawn rates as bars; areas that differ for certain stand out, the middle is a line. */
export function rateBars(rows: readonly Row[], unit: string, colours: Colours): EChartsCoreOption {
  const known = rows.filter((row) => row.value !== null);
  const middle = known[0]?.middle ?? null;
  return {
    grid: { ...gap, top: 28 },
    tooltip: {
      ...hint(colours), trigger: "item",
      formatter: ({ dataIndex }: { dataIndex: number }) => {
        const row = known[dataIndex];
        if (row?.value == null) return "";
        const range = row.low === null || row.high === null
          ? "" : `\n95%: ${show(row.low, false)}–${show(row.high, false)}`;
        return `${row.x}: ${show(row.value, false)} ${unit}${range}`;
      },
    },
    xAxis: {
      type: "value", ...axes(colours), position: "top",
    },
    yAxis: {
      type: "category", inverse: true, data: known.map((row) => row.x), ...axes(colours),
      axisLabel: { color: colours.quiet, interval: 0, width: 120, overflow: "truncate" },
    },
    series: [{
      type: "bar", barMaxWidth: 18,
      data: known.map((row) => ({
        value: row.value,
        itemStyle: { color: colours.tone(row.signal ? "working" : "ended") },
      })),
      ...(middle === null ? {} : {
        markLine: {
          symbol: "none", silent: true, label: { show: false },
          lineStyle: { color: colours.text, type: "dashed" }, data: [{ xAxis: middle }],
        },
      }),
    }],
  };
}

/** The same rates on the areas' shapes. */
export function rateMap(
  rows: readonly Row[], map: string, colours: Colours,
): EChartsCoreOption {
  const known = rows.filter((row) => row.value !== null);
  const values = known.map((row) => row.value ?? 0);
  const names = new Map(rows.map((row) => [row.code, row.x]));
  return {
    tooltip: {
      ...hint(colours), trigger: "item",
      formatter: ({ name, value }: { name: string; value: number }) =>
        `${names.get(name) ?? name}: ${Number.isFinite(value) ? show(value, false) : "—"}`,
    },
    visualMap: {
      type: "continuous", min: Math.min(...values), max: Math.max(...values), left: 0,
      bottom: 0, calculable: false, itemHeight: 80, itemWidth: 12,
      textStyle: { color: colours.quiet },
      inRange: { color: [colours.tone("working-ground"), colours.tone("working")] },
      text: [show(Math.max(...values), false), show(Math.min(...values), false)],
    },
    series: [{
      type: "map", map, nameProperty: "code", roam: false, selectedMode: false,
      left: 72, right: 8, top: 16, bottom: 16,
      data: known.map((row) => ({ name: row.code, value: row.value })),
      label: { show: false }, itemStyle: { borderColor: colours.line, areaColor: colours.ground },
      emphasis: {
        label: { show: false }, itemStyle: { borderColor: colours.text, borderWidth: 2 },
      },
    }],
  };
}
