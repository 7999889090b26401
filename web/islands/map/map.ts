import {
  type GeoJSONSource,
  Map as MapView,
  Marker,
  NavigationControl,
  setWorkerUrl,
} from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import "./map.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { words } from "../words";
import { type Box, boxAddress, boxOf, namePosition, readBox, readPosition } from "./geometry";
import { drawLine, lineField } from "./course";
import { followWithList } from "./follow";
import { addLocateButton, pickFields, pickOnMap, pinColour } from "./pick";
import { addWays } from "./ways";
import { areaLayers, caseLayers, emptyStyle, readBase, type Tones } from "./style";

const zoomMax = 18;
// Closer ones hold no more than these; the map enlarges them.
const tileZoomMax = 16;

async function readFeatures(address: string): Promise<GeoJSON.FeatureCollection> {
  const answer = await fetch(address, { headers: { accept: "application/geo+json" } });
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  return (await answer.json()) as GeoJSON.FeatureCollection;
}

async function addAreas(
  map: MapView, address: string, fit: boolean, hasBase: boolean,
): Promise<void> {
  const areas = await readFeatures(address);
  const names: GeoJSON.Feature[] = areas.features.flatMap((area) => {
    const position = area.geometry === null ? null : namePosition(area.geometry);
    return position === null ? [] : [{
      type: "Feature" as const,
      properties: { name: String(area.properties?.["name"] ?? "") },
      geometry: { type: "Point" as const, coordinates: [position[0], position[1]] },
    }];
  });
  map.addSource("areas", { type: "geojson", data: areas });
  map.addSource("area-names", {
    type: "geojson", data: { type: "FeatureCollection", features: names },
  });
  const below = map.getLayer("case-heap")?.id;
  for (const layer of areaLayers(hasBase)) map.addLayer(layer, below);
  const box = fit ? boxOf(areas.features) : null;
  if (box !== null) {
    map.fitBounds([box[0], box[1], box[2], box[3]], { padding: 16, animate: false });
  }
}

/** Ground somebody has to look at: overlaps, gaps, what leaves its parent. */
async function addFaults(map: MapView, address: string): Promise<void> {
  map.addSource("faults", { type: "geojson", data: await readFeatures(address) });
  map.addLayer({
    id: "faults", type: "fill", source: "faults",
    paint: {
      "fill-color": ["match", ["get", "fault"], "Overlap", "#b3261e", "Gap", "#5b21b6", "#b45309"],
      "fill-opacity": 0.65,
    },
  });
  map.addLayer({
    id: "fault-lines", type: "line", source: "faults",
    paint: {
      "line-color": ["match", ["get", "fault"], "Overlap", "#b3261e", "Gap", "#5b21b6", "#b45309"],
      "line-width": 2.5,
    },
  });
}

function addCases(map: MapView, element: HTMLElement): void {
  const { cases, casesGeojson, tones } = element.dataset;
  const byState = JSON.parse(tones ?? "{}") as Tones;
  if (cases) {
    map.addSource("cases", {
      type: "vector", tiles: [new URL(cases, location.href).href.replace(/%7B/g, "{")
        .replace(/%7D/g, "}")], maxzoom: tileZoomMax,
    });
    for (const layer of caseLayers(byState, "cases")) map.addLayer(layer);
    sayWhenTilesFail(map, element);
    document.addEventListener("cl-changed", () => map.refreshTiles("cases"));
  } else if (casesGeojson) {
    map.addSource("cases", {
      type: "geojson", data: { type: "FeatureCollection", features: [] },
    });
    for (const layer of caseLayers(byState)) map.addLayer(layer);
    reloadOnMove(map, element, casesGeojson);
  } else {
    return;
  }
  openOnClick(map, element);
}

/** A tile that did not come leaves a hole somebody may take for a quiet street. */
function sayWhenTilesFail(map: MapView, element: HTMLElement): void {
  map.on("error", (event) => {
    if ((event as { sourceId?: string }).sourceId === "cases") say(element, words("mapFailed"));
  });
  map.on("movestart", () => say(element, ""));
}

/** Asks for the cases of the view; a slower answer to an older view never overwrites a newer. */
function reloadOnMove(map: MapView, element: HTMLElement, address: string): void {
  let latest = 0;
  const load = async (): Promise<void> => {
    const mine = ++latest;
    const view = map.getBounds();
    const box: Box = [view.getWest(), view.getSouth(), view.getEast(), view.getNorth()];
    try {
      const features = await readFeatures(boxAddress(address, box, map.getZoom()));
      if (mine === latest) map.getSource<GeoJSONSource>("cases")?.setData(features);
      say(element, "");
    } catch {
      if (mine === latest) say(element, words("mapFailed"));
    }
  };
  map.on("moveend", () => void load());
  void load();
}

function openOnClick(map: MapView, element: HTMLElement): void {
  const address = element.dataset["caseUrl"];
  map.on("click", "case-heap", ({ lngLat, originalEvent }) => {
    const zoom = Math.min(map.getZoom() + 2, zoomMax);
    map.easeTo({ center: lngLat, zoom }, { originalEvent });
  });
  map.on("click", ["case-point", "case-line"], ({ features }) => {
    const number = features?.[0]?.properties["number"] as string | undefined;
    if (address && number) location.assign(address.replace("{number}", encodeURIComponent(number)));
  });
  for (const layer of ["case-heap", "case-point", "case-line"]) {
    map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
  }
}

function say(element: HTMLElement, text: string): void {
  let line = element.querySelector<HTMLElement>(".map-says");
  if (line === null && text !== "") {
    line = document.createElement("p");
    line.className = "map-says";
    line.setAttribute("role", "status");
    element.append(line);
  }
  if (line !== null) {
    line.textContent = text;
    line.hidden = text === "";
  }
}

function canDraw(): boolean {
  const canvas = document.createElement("canvas");
  return canvas.getContext("webgl2") !== null;
}

function open(element: HTMLElement): void {
  const fields = pickFields(element);
  if (!canDraw()) {
    element.classList.add("map-none");
    say(element, words(fields === null ? "noMap" : "noMapPick"));
    if (fields !== null) addLocateButton(element, fields, null);
    return;
  }
  const { bounds, center, zoom, areas } = element.dataset;
  const box = readBox(bounds);
  const [lon, lat] = (center ?? "").split(",");
  const middle = readPosition(lon, lat);
  const base = readBase(element.dataset["base"]);
  const notice = element.dataset["baseNotice"] ?? "";
  const map = new MapView({
    container: element,
    style: emptyStyle(base, notice),
    attributionControl: base.length > 0 ? { compact: false } : false,
    maxZoom: zoomMax,
    dragRotate: false,
    pitchWithRotate: false,
    cooperativeGestures: matchMedia("(pointer: coarse)").matches,
    locale: {
      "NavigationControl.ZoomIn": words("zoomIn"),
      "NavigationControl.ZoomOut": words("zoomOut"),
      "Map.Title": words("mapTitle"),
      "CooperativeGesturesHandler.MobileHelpText": words("twoFingers"),
    },
    ...(box !== null ? { bounds: [box[0], box[1], box[2], box[3]] } : {}),
    ...(middle !== null ? { center: [middle[0], middle[1]], zoom: Number(zoom ?? 11) } : {}),
  });
  map.addControl(new NavigationControl({ showCompass: false }));
  map.touchZoomRotate.disableRotation();
  map.on("load", () => {
    addCases(map, element);
    if (areas) {
      const picked = fields !== null && readPosition(fields.lon.value, fields.lat.value) !== null;
      const fit = box === null && middle === null && !picked;
      const faults = element.dataset["faults"];
      addAreas(map, areas, fit, base.length > 0)
        .then(() => faults ? addFaults(map, faults) : undefined)
        .then(async () => {
          const { ways } = element.dataset;
          if (ways) addWays(map, await readFeatures(ways));
        })
        .catch(() => say(element, words("mapFailed")));
    }
    const line = lineField(element);
    const drawing = line === null ? undefined : drawLine(map, element, line);
    if (fields !== null) pickOnMap(map, fields, drawing?.isOn);
    if (element.dataset["mark"] && middle !== null) {
      new Marker({ color: pinColour }).setLngLat([middle[0], middle[1]]).addTo(map);
    }
    followWithList(map, element);
    element.dataset["ready"] = "true";
  });
  if (fields !== null) addLocateButton(element, fields, map);
}

setWorkerUrl(workerUrl);
document.querySelectorAll<HTMLElement>("[data-map]").forEach(open);
