import type { ExpressionSpecification, StyleSpecification } from "maplibre-gl";

/** What a case waits for; the colours stand in the style sheet, so that a badge and its point on
 * the map can never differ. */
export type Tones = Readonly<Record<string, string>>;

const fonts = ["Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "sans-serif"];

/** The pictures of a base map: a list of addresses for each of its layers. */
export type BaseLayers = readonly (readonly string[])[];

// Public map services draw no closer; the last pictures are then enlarged.
const baseZoomMax = 17;

export function readBase(text: string | undefined): BaseLayers {
  return text ? (JSON.parse(text) as BaseLayers) : [];
}

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--cl-${name}`).trim();
}

/** The map itself. No glyphs and no sprite: names are drawn with the reader's own fonts, and
 * nothing is asked of another host. */
export function emptyStyle(base: BaseLayers, notice: string): StyleSpecification {
  const sources: StyleSpecification["sources"] = {};
  const layers: StyleSpecification["layers"] = [
    { id: "ground", type: "background", paint: { "background-color": colour("map-ground") } },
  ];
  base.forEach((tiles, n) => {
    sources[`base-${n}`] = {
      type: "raster", tiles: [...tiles], tileSize: 256, maxzoom: baseZoomMax,
      ...(n === 0 && notice !== "" ? { attribution: notice } : {}),
    };
    layers.push({ id: `base-${n}`, type: "raster", source: `base-${n}` });
  });
  return { version: 8, sources, layers };
}

// Control lines of a plan have the colours of their names; anything else the other colour.
function controlLine(other: string | ExpressionSpecification): ExpressionSpecification {
  return [
    "match", ["get", "line"],
    "Red", colour("late"), "Green", colour("good"), "Blue", colour("working"),
    "Purple", colour("check"), "Yellow", colour("waiting"), other,
  ];
}

/** The city's areas; over a base map only as a breath of colour. */
export function areaLayers(hasBase: boolean): StyleSpecification["layers"] {
  return [
    {
      id: "area-fill",
      type: "fill",
      source: "areas",
      paint: {
        "fill-color": controlLine(
          ["case", ["get", "beside"], colour("map-beside"), colour("map-area")]),
        "fill-opacity": hasBase ? 0.12 : ["case", ["get", "beside"], 0.35, 0.75],
      },
    },
    {
      id: "area-line",
      type: "line",
      source: "areas",
      paint: {
        "line-color": controlLine(colour("map-line")),
        "line-width": ["interpolate", ["linear"], ["zoom"], 7, 0.6, 13, 1.6],
      },
    },
    {
      id: "area-name",
      type: "symbol",
      source: "area-names",
      layout: {
        "text-field": ["get", "name"],
        "text-font": fonts,
        "text-size": ["interpolate", ["linear"], ["zoom"], 7, 11, 13, 15],
        "text-max-width": 7,
        "text-padding": 4,
      },
      paint: {
        "text-color": colour("map-name"),
        "text-halo-color": colour("map-ground"),
        "text-halo-width": 1.6,
      },
    },
  ];
}

/** Points by what they wait for, and heaps of points with their number. */
export function caseLayers(tones: Tones, sourceLayer?: string): StyleSpecification["layers"] {
  const source = { source: "cases", ...(sourceLayer ? { "source-layer": sourceLayer } : {}) };
  const heap: ExpressionSpecification = [">", ["coalesce", ["get", "count"], 1], 1];
  return [
    {
      id: "case-heap",
      type: "circle",
      ...source,
      filter: heap,
      paint: {
        "circle-color": colour("map-heap"),
        "circle-radius": ["interpolate", ["linear"], ["ln", ["get", "count"]], 0, 12, 9, 34],
        "circle-stroke-width": 3,
        "circle-stroke-color": "rgba(255,255,255,0.85)",
      },
    },
    {
      id: "case-heap-count",
      type: "symbol",
      ...source,
      filter: heap,
      layout: {
        "text-field": ["to-string", ["get", "count"]],
        "text-font": fonts,
        "text-size": 12,
        "text-allow-overlap": true,
      },
      paint: { "text-color": "#ffffff" },
    },
    {
      id: "case-line",
      type: "line",
      ...source,
      filter: ["==", ["geometry-type"], "LineString"],
      layout: { "line-cap": "round", "line-join": "round" },
      paint: {
        "line-color": toneColours(tones),
        "line-width": ["interpolate", ["linear"], ["zoom"], 9, 5, 15, 8],
      },
    },
    {
      id: "case-point",
      type: "circle",
      ...source,
      filter: ["all", ["!", heap], ["==", ["geometry-type"], "Point"]],
      paint: {
        "circle-color": toneColours(tones),
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 9, 4, 15, 9],
        "circle-stroke-width": 1.5,
        "circle-stroke-color": "#ffffff",
      },
    },
  ];
}

function toneColours(tones: Tones): ExpressionSpecification | string {
  const pairs = Object.entries(tones).flatMap(([state, tone]) => [state, colour(tone)]);
  if (pairs.length === 0) return colour("waiting");
  const match: unknown = ["match", ["get", "state"], ...pairs, colour("ended")];
  return match as ExpressionSpecification;
}
