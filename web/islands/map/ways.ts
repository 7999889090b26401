import type { Map as MapView } from "maplibre-gl";
import { boxOf } from "./geometry";

/** Colours of the ways, in the order of the list beside the map; the style sheet has the same. */
const colours = [
  "#174ea6", "#b3261e", "#1b6e3c", "#6b2fa0", "#b45309", "#0f766e", "#9d174d", "#4b5563",
];

/** A line for each inspector with its stops; the one whose stops are listed stands out. */
export function addWays(map: MapView, ways: GeoJSON.FeatureCollection): void {
  map.addSource("ways", { type: "geojson", data: ways });
  const colour = colours.slice(1).flatMap((one, n) => [n + 1, one]);
  const byNumber: unknown = [
    "match", ["%", ["get", "n"], colours.length], ...colour, colours[0],
  ];
  const stands: unknown = ["case", ["get", "isShown"], 1, 0.35];
  map.addLayer({
    id: "way-lines", type: "line", source: "ways",
    filter: ["==", ["geometry-type"], "MultiLineString"],
    paint: {
      "line-color": byNumber as string,
      "line-width": ["case", ["get", "isShown"], 4, 2],
      "line-opacity": stands as number,
    },
  });
  map.addLayer({
    id: "way-stops", type: "circle", source: "ways",
    filter: ["==", ["geometry-type"], "Point"],
    paint: {
      "circle-color": byNumber as string,
      "circle-radius": ["case", ["get", "isShown"], 6, 3.5],
      "circle-opacity": stands as number,
      "circle-stroke-width": 1.5,
      "circle-stroke-color": "#ffffff",
      "circle-stroke-opacity": stands as number,
    },
  });
  const box = boxOf(ways.features);
  if (box !== null) {
    map.fitBounds([box[0], box[1], box[2], box[3]], { padding: 24, maxZoom: 15, animate: false });
  }
}
