import { expect, test } from "vitest";
import {
  boxAddress, boxOf, namePosition, readBox, readLine, readPosition, writeDegrees, writeLine,
} from "./geometry";

const square = (x: number, y: number, side: number) =>
  [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]];

test("a box with its sides swapped is no box", () => {
  expect(readBox("102,24,103,25")).toEqual([102, 24, 103, 25]);
  expect(readBox("103,24,102,25")).toBeNull();
  expect(readBox("102,24,103")).toBeNull();
});

test("half a coordinate is no position", () => {
  expect(readPosition("102.7", "25.04")).toEqual([102.7, 25.04]);
  expect(readPosition("102.7", "")).toBeNull();
  expect(readPosition("102.7", "ninety")).toBeNull();
  expect(readPosition("200", "25")).toBeNull();
});

test("a name stands inside the largest part of an area", () => {
  expect(namePosition({ type: "Polygon", coordinates: [square(0, 0, 2)] })).toEqual([1, 1]);
  const parts = [[square(10, 10, 1)], [square(0, 0, 4)]];
  expect(namePosition({ type: "MultiPolygon", coordinates: parts })).toEqual([2, 2]);
  expect(namePosition({ type: "Point", coordinates: [1, 2] })).toBeNull();
});

test("the box of all areas holds each of them", () => {
  const feature = (x: number): GeoJSON.Feature => ({
    type: "Feature",
    properties: {},
    geometry: { type: "Polygon", coordinates: [square(x, 1, 2)] },
  });
  expect(boxOf([feature(5), feature(0)])).toEqual([0, 1, 7, 3]);
  expect(boxOf([])).toBeNull();
});

test("the address keeps what it already asked for", () => {
  expect(boxAddress("/cases.geojson?class=0101", [1, 2, 3, 4], 11.7))
    .toBe("/cases.geojson?class=0101&bbox=1.0000,2.0000,3.0000,4.0000&zoom=11");
  expect(boxAddress("/cases.geojson", [1, 2, 3, 4], 3)).toContain("?bbox=");
});

test("degrees are written to a tenth of a metre", () => {
  expect(writeDegrees(102.123456789)).toBe("102.123457");
});

test("a street's line is read as it is written, with Chinese signs too", () => {
  expect(readLine("102.710000,25.040000; 102.720000,25.040000")).toEqual(
    [[102.71, 25.04], [102.72, 25.04]]);
  expect(writeLine(readLine("102.71，25.04；102.72,25.04"))).toBe(
    "102.710000,25.040000; 102.720000,25.040000");
});

test("what is no corner of a line yet is passed over", () => {
  expect(readLine("102.71,25.04; 102.7")).toEqual([[102.71, 25.04]]);
  expect(readLine("")).toEqual([]);
});
