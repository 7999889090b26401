import { type Map as MapView } from "maplibre-gl";
import { type Box, boxText } from "./geometry";

/** The list beside a map shows what the map shows: after each move it is asked for again with the
 * map's box, which the address then keeps, so that it can be sent to somebody. */
export function followWithList(map: MapView, element: HTMLElement): void {
  const list = document.getElementById(element.dataset["list"] ?? "");
  if (list === null) return;
  let latest = 0;
  map.on("moveend", ({ originalEvent }) => {
    // Moves of the page itself (fitting the city) are no wish of the person's.
    if (originalEvent === undefined) return;
    void bringUp(map, list, () => ++latest, (mine) => mine === latest);
  });
}

async function bringUp(
  map: MapView, list: HTMLElement, next: () => number, isLatest: (mine: number) => boolean,
): Promise<void> {
  const mine = next();
  const view = map.getBounds();
  const box: Box = [view.getWest(), view.getSouth(), view.getEast(), view.getNorth()];
  const address = new URL(location.href);
  address.searchParams.delete("after");
  address.searchParams.set("bbox", boxText(box));
  try {
    const answer = await fetch(address, { headers: { accept: "text/html" } });
    if (!answer.ok || !isLatest(mine)) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const newer = page.getElementById(list.id);
    if (newer === null || !isLatest(mine)) return;
    list.replaceChildren(...newer.childNodes);
    history.replaceState(null, "", address);
  } catch {
    // The next move asks again; the map says itself that the line is down.
  }
}
