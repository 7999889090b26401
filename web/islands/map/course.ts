import type { GeoJSONSource, Map as MapView } from "maplibre-gl";
import { type Position, readLine, writeLine } from "./geometry";
import { pinColour } from "./pick";
import { words } from "../words";

/** Drawing a street's line: while it is on, each click adds a corner to the input, which remains
 * the truth. */
export interface Drawing {
  /** Whether clicks are corners now and no positions. */
  readonly isOn: () => boolean;
}

function button(text: string): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-sm mt-2 me-2";
  made.textContent = text;
  return made;
}

/** The input named by `data-line`. */
export function lineField(element: HTMLElement): HTMLInputElement | null {
  const field = document.getElementById(element.dataset["line"] ?? "");
  return field instanceof HTMLInputElement ? field : null;
}

export function drawLine(map: MapView, element: HTMLElement, field: HTMLInputElement): Drawing {
  const shape = (): GeoJSON.FeatureCollection => {
    const corners = readLine(field.value).map(([lon, lat]) => [lon, lat]);
    const geometries: GeoJSON.Geometry[] = [
      ...(corners.length > 1 ? [{ type: "LineString" as const, coordinates: corners }] : []),
      { type: "MultiPoint", coordinates: corners },
    ];
    return {
      type: "FeatureCollection",
      features: geometries.map((geometry) => ({ type: "Feature", properties: {}, geometry })),
    };
  };
  map.addSource("course", { type: "geojson", data: shape() });
  map.addLayer({
    id: "course-line", type: "line", source: "course",
    layout: { "line-cap": "round", "line-join": "round" },
    paint: { "line-color": pinColour, "line-width": 4 },
  });
  map.addLayer({
    id: "course-corners", type: "circle", source: "course",
    filter: ["==", ["geometry-type"], "Point"],
    paint: {
      "circle-color": pinColour, "circle-radius": 5,
      "circle-stroke-width": 1.5, "circle-stroke-color": "#ffffff",
    },
  });
  field.addEventListener("input", () => map.getSource<GeoJSONSource>("course")?.setData(shape()));

  const write = (corners: readonly Position[]): void => {
    field.value = writeLine(corners);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const toggle = button(words("drawLine"));
  toggle.setAttribute("aria-pressed", "false");
  const back = button(words("takeCornerBack"));
  const isOn = (): boolean => toggle.getAttribute("aria-pressed") === "true";
  toggle.addEventListener("click", () => {
    toggle.setAttribute("aria-pressed", String(!isOn()));
    toggle.classList.toggle("active", isOn());
  });
  back.addEventListener("click", () => write(readLine(field.value).slice(0, -1)));
  map.on("click", ({ lngLat }) => {
    if (isOn()) write([...readLine(field.value), [lngLat.lng, lngLat.lat]]);
  });
  element.after(toggle, back);
  return { isOn };
}
