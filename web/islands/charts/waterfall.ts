import type { EChartsCoreOption } from "echarts/core";
import { axes, type Colours, gap, hint } from "./options";
import type { Row } from "./rows";

/** What moved a score: bars that hang between the points before and the points now, each from where
 * the last one ended. The axis begins near them, since it is differences that are drawn. */
export function waterfall(
  rows: readonly Row[], names: readonly string[], colours: Colours,
): EChartsCoreOption {
  const [before, now] = names;
  const ends = rows.flatMap((row) => [row.low ?? 0, row.high ?? 0]);
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const room = Math.max((most - least) * 0.15, 0.001);
  const label = { color: colours.text, fontSize: 12 };
  const mark = (
    name: string | undefined, at: number | null | undefined, position: "start" | "end",
  ): object => ({
    xAxis: at ?? 0,
    label: { ...label, position, formatter: `${name ?? ""} ${(at ?? 0).toFixed(3)}` },
  });
  return {
    // What a step comes to stands right of its bar.
    grid: { ...gap, top: 36, bottom: 28, right: 60 },
    tooltip: {
      ...hint(colours), trigger: "item",
      formatter: ({ dataIndex }: { dataIndex: number }) => {
        const row = rows[dataIndex];
        return row === undefined ? "" : `${row.x}: ${signed(row.value ?? 0)}`;
      },
    },
    xAxis: {
      type: "value", min: least - room, max: most, ...axes(colours),
      axisLabel: { show: false },
    },
    yAxis: {
      type: "category", inverse: true, data: rows.map((row) => row.x), ...axes(colours),
      axisLabel: { color: colours.quiet, interval: 0, width: 120, overflow: "truncate" },
    },
    series: [
      {
        type: "bar", stack: "step", silent: true, itemStyle: { color: "transparent" },
        data: rows.map((row) => Math.min(row.low ?? 0, row.high ?? 0)),
        markLine: {
          symbol: "none", silent: true, lineStyle: { color: colours.quiet, type: "dashed" },
          data: [
            mark(before, rows[0]?.low, "start"), mark(now, rows.at(-1)?.high, "end"),
          ],
        },
      },
      {
        type: "bar", stack: "step", barMaxWidth: 20, barMinHeight: 2,
        data: rows.map((row) => ({
          value: Math.abs((row.high ?? 0) - (row.low ?? 0)),
          itemStyle: { color: colours.tone(row.tone) },
          label: {
            ...label, show: true, position: "right", formatter: signed(row.value ?? 0),
          },
        })),
      },
    ],
  };
}

/** A difference with its sign. */
function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(3)}`;
}
