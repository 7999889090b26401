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
  address.searchParams.delete("near");
  address.searchParams.set("bbox", boxText(box));
  try {
    const answer = await fetch(address, { headers: { accept: "text/html" } });
    if (!answer.ok || !isLatest(mine)) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const newer = page.getElementById(list.id);
    if (newer === null || !isLatest(mine)) return;
    list.replaceChildren(...newer.childNodes);
    history.replaceState(null, "", address);
    carryBox(boxText(box));
  } catch {
    // The next move asks again; the map says itself that the line is down.
  }
}

/** The filter's form and the way to the list keep the part of the city that is looked at. */
function carryBox(box: string): void {
  for (const form of document.querySelectorAll<HTMLFormElement>(".filter form")) {
    form.querySelectorAll("input[name=near]").forEach((field) => field.remove());
    let field = form.querySelector<HTMLInputElement>("input[name=bbox]");
    if (field === null) {
      field = document.createElement("input");
      field.type = "hidden";
      field.name = "bbox";
      form.prepend(field);
    }
    field.value = box;
  }
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-boxed]")) {
    const address = new URL(link.href);
    address.searchParams.delete("near");
    address.searchParams.set("bbox", box);
    link.href = address.href;
  }
}
