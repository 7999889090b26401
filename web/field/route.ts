import { ref } from "vue";

/** Where in the app one is; the phone's own way back works, because each place has an address. */
export interface Place {
  readonly view: "work" | "report" | "queue" | "case" | "visit" | "recheck";
  /** Which case, visit or re-check. */
  readonly number?: string;
}

const root = "/field/";

export function read(path: string): Place {
  const [view, number] = path.slice(root.length).split("/");
  return (view === "case" || view === "visit" || view === "recheck")
    && number !== undefined && number !== ""
    ? { view, number: decodeURIComponent(number) }
    : view === "report" || view === "queue" ? { view } : { view: "work" };
}

export function write(place: Place): string {
  return place.view === "work" ? root
    : root + place.view
      + (place.number === undefined ? "" : `/${encodeURIComponent(place.number)}`);
}

export const place = ref<Place>(read(location.pathname));

export function go(to: Place): void {
  history.pushState(null, "", write(to));
  place.value = to;
  scrollTo(0, 0);
}

addEventListener("popstate", () => {
  place.value = read(location.pathname);
});
