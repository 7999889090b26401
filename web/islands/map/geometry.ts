/** Pure arithmetic of the map: reading attributes and fields, and placing names. */

export type Position = readonly [lon: number, lat: number];
export type Box = readonly [west: number, south: number, east: number, north: number];

/** `west,south,east,north` in degrees; null where it is not four numbers in order. */
export function readBox(text: string | undefined): Box | null {
  const numbers = readNumbers(text, 4);
  if (numbers === null) return null;
  const [west, south, east, north] = numbers as [number, number, number, number];
  return west < east && south < north ? [west, south, east, north] : null;
}

/** Longitude and latitude as typed; null while either is missing, no number or off the globe. */
export function readPosition(lon: string | undefined, lat: string | undefined): Position | null {
  const numbers = readNumbers(`${lon ?? ""},${lat ?? ""}`, 2);
  if (numbers === null) return null;
  const [x, y] = numbers as [number, number];
  return Math.abs(x) <= 180 && Math.abs(y) <= 90 ? [x, y] : null;
}

/** Corners of a street as typed, `lon,lat; lon,lat`; what is no corner yet is passed over. */
export function readLine(text: string): Position[] {
  return text.split(/[;；\n]/).flatMap((word) => {
    const [lon, lat, ...more] = word.split(/[,，]/);
    const corner = more.length === 0 ? readPosition(lon, lat) : null;
    return corner === null ? [] : [corner];
  });
}

/** As `readLine` reads it. */
export function writeLine(corners: readonly Position[]): string {
  return corners.map(([lon, lat]) => `${writeDegrees(lon)},${writeDegrees(lat)}`).join("; ");
}

function readNumbers(text: string | undefined, count: number): number[] | null {
  const parts = (text ?? "").split(",").map((part) => part.trim());
  if (parts.length !== count || parts.some((part) => part === "")) return null;
  const numbers = parts.map(Number);
  return numbers.every(Number.isFinite) ? numbers : null;
}

/** Six decimals: a tenth of a metre, more than any phone knows. */
export function writeDegrees(degrees: number): string {
  return degrees.toFixed(6);
}

/** The address of the cases inside a box, as wide as the view; four decimals let caches hit. */
export function boxAddress(address: string, box: Box, zoom: number): string {
  const joint = address.includes("?") ? "&" : "?";
  return `${address}${joint}bbox=${boxText(box)}&zoom=${Math.floor(zoom)}`;
}

/** A box as addresses write it: west, south, east, north. */
export function boxText(box: Box): string {
  return box.map((degrees) => degrees.toFixed(4)).join(",");
}

/** Where a name stands: the centroid of the largest ring. */
export function namePosition(geometry: GeoJSON.Geometry): Position | null {
  const rings = geometry.type === "Polygon" ? geometry.coordinates.slice(0, 1)
    : geometry.type === "MultiPolygon" ? geometry.coordinates.flatMap((part) => part.slice(0, 1))
    : [];
  let best: Position | null = null;
  let bestSize = -1;
  for (const ring of rings) {
    const [position, size] = centroid(ring);
    if (position !== null && size > bestSize) {
      best = position;
      bestSize = size;
    }
  }
  return best;
}

/** The box around everything that has a shape; null when nothing has. */
export function boxOf(features: readonly GeoJSON.Feature[]): Box | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (node: unknown): void => {
    if (!Array.isArray(node)) return;
    if (typeof node[0] === "number" && typeof node[1] === "number") {
      west = Math.min(west, node[0]);
      east = Math.max(east, node[0]);
      south = Math.min(south, node[1]);
      north = Math.max(north, node[1]);
    } else {
      node.forEach(visit);
    }
  };
  for (const { geometry } of features) {
    if (geometry !== null && "coordinates" in geometry) visit(geometry.coordinates);
  }
  return west < east && south < north ? [west, south, east, north] : null;
}

function centroid(ring: readonly GeoJSON.Position[]): [Position | null, number] {
  let [sum, x, y] = [0, 0, 0];
  for (let i = 0; i + 1 < ring.length; i += 1) {
    const [x1 = 0, y1 = 0] = ring[i]!;
    const [x2 = 0, y2 = 0] = ring[i + 1]!;
    const cross = x1 * y2 - x2 * y1;
    sum += cross;
    x += (x1 + x2) * cross;
    y += (y1 + y2) * cross;
  }
  return sum === 0 ? [null, 0] : [[x / (3 * sum), y / (3 * sum)], Math.abs(sum)];
}
