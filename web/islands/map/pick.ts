import { Marker, type Map as MapView } from "maplibre-gl";
import { type Position, readPosition, writeDegrees } from "./geometry";
import { words } from "../words";

/** The pin is no state of a case, so it has a colour of its own. */
export const pinColour = "#d6336c";

interface Fields {
  readonly lat: HTMLInputElement;
  readonly lon: HTMLInputElement;
}

/** The two inputs named by `data-pick="lat id,lon id"`. */
export function pickFields(element: HTMLElement): Fields | null {
  const [latId = "", lonId = ""] = (element.dataset["pick"] ?? "").split(",");
  const lat = document.getElementById(latId.trim());
  const lon = document.getElementById(lonId.trim());
  return lat instanceof HTMLInputElement && lon instanceof HTMLInputElement ? { lat, lon } : null;
}

function write(fields: Fields, [lon, lat]: Position): void {
  fields.lat.value = writeDegrees(lat);
  fields.lon.value = writeDegrees(lon);
  // Drafts and other listeners must hear of it as if it had been typed.
  fields.lat.dispatchEvent(new Event("input", { bubbles: true }));
}

/** A pin that follows clicks, dragging and typing; the fields remain the truth. */
export function pickOnMap(
  map: MapView, fields: Fields, isBusy: () => boolean = () => false,
): void {
  const pin = new Marker({ draggable: true, color: pinColour });
  const read = (): Position | null => readPosition(fields.lon.value, fields.lat.value);
  const show = (position: Position | null): void => {
    if (position === null) {
      pin.remove();
    } else {
      pin.setLngLat([position[0], position[1]]).addTo(map);
    }
  };
  map.on("click", ({ lngLat }) => {
    if (!isBusy()) write(fields, [lngLat.lng, lngLat.lat]);
  });
  pin.on("dragend", () => write(fields, [pin.getLngLat().lng, pin.getLngLat().lat]));
  const follow = (): void => {
    const position = read();
    show(position);
    if (position !== null && !map.getBounds().contains([position[0], position[1]])) {
      map.easeTo({ center: [position[0], position[1]] });
    }
  };
  fields.lat.addEventListener("input", follow);
  fields.lon.addEventListener("input", follow);
  const first = read();
  show(first);
  if (first !== null) map.jumpTo({ center: [first[0], first[1]], zoom: 15 });
}

/** A button that asks the device where it is; only on the person's own press. */
export function addLocateButton(element: HTMLElement, fields: Fields, map: MapView | null): void {
  if (!("geolocation" in navigator)) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-sm mt-2";
  button.textContent = words("locate");
  const answer = document.createElement("span");
  answer.className = "ms-2 text-secondary";
  answer.setAttribute("role", "status");
  button.addEventListener("click", () => {
    answer.textContent = words("locating");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        write(fields, [coords.longitude, coords.latitude]);
        map?.easeTo({ center: [coords.longitude, coords.latitude], zoom: 16 });
        answer.textContent = words("located", Math.round(coords.accuracy));
      },
      () => {
        answer.textContent = words("notLocated");
      },
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    );
  });
  element.after(button, answer);
}
