import type { FieldChoice, FieldItem, FieldSheet, FieldVisit } from "../pack/pack";

/** What is filled in on a visit, before it is put into the queue. Nothing here knows a rule of
 * grading: grades come with the answers that the server offers. */

export interface Said {
  readonly found?: number;
  readonly of?: number;
  readonly state?: string;
  readonly notApplicable?: boolean;
  readonly note?: string;
}

export interface Lane {
  readonly item: string;
  readonly lane: string;
  readonly yielded: number;
  readonly passed: number;
  readonly fromAt?: string;
  readonly toAt?: string;
}

export interface VisitDraft {
  readonly begunAt?: string;
  readonly said: Readonly<Record<string, Said>>;
  readonly lanes: readonly Lane[];
  readonly walkedM?: number;
  readonly note?: string;
}

export const empty: VisitDraft = { said: {}, lanes: [] };

/** The draft with more said of an item; the first word also says when the visit began. */
export function say(draft: VisitDraft, code: string, more: Said, now: string): VisitDraft {
  return {
    ...draft, begunAt: draft.begunAt ?? now,
    said: { ...draft.said, [code]: { ...draft.said[code], ...more } },
  };
}

export function addLane(draft: VisitDraft, lane: Lane, now: string): VisitDraft {
  return { ...draft, begunAt: draft.begunAt ?? now, lanes: [...draft.lanes, lane] };
}

export function isAnswered(item: FieldItem, draft: VisitDraft): boolean {
  const said = draft.said[item.code];
  if (said?.notApplicable === true) return true;
  if (item.ask === "Crossing") return draft.lanes.some((lane) => lane.item === item.code);
  if (item.ask === "Ratio") return said?.found !== undefined && said.of !== undefined;
  return said?.found !== undefined || said?.state !== undefined;
}

/** The answer the server offers for what was said; none for what is not tapped. */
function choiceOf(item: FieldItem, said: Said | undefined): FieldChoice | undefined {
  if (said === undefined || said.notApplicable === true) return undefined;
  const most = item.choices.at(-1);
  const chosen = item.choices.find((choice) => said.state === undefined
    ? choice.found === said.found && choice.state === undefined
    : choice.state === said.state);
  // More than the last number that makes a difference.
  return chosen ?? (item.ask === "Count" && (said.found ?? 0) > (most?.found ?? Infinity)
    ? most : undefined);
}

/** The grade of an answer, where the server sent one for it. */
export function gradeOf(item: FieldItem, said: Said | undefined): string | undefined {
  return choiceOf(item, said)?.grade;
}

/** True where the item's picture is missing: it is asked for, and something is wrong. */
export function lacksPhoto(
  item: FieldItem, draft: VisitDraft, photographed: ReadonlySet<string>,
): boolean {
  return item.photoReason !== undefined && !photographed.has(item.code)
    && choiceOf(item, draft.said[item.code])?.isWrong === true;
}

/** What is still to be done before the visit can be handed in, the first one first. */
export interface Open {
  readonly code: string;
  readonly why: "answer" | "photo";
}

export function openOf(
  sheet: FieldSheet, draft: VisitDraft, photographed: ReadonlySet<string>,
): readonly Open[] {
  return sheet.items.flatMap((item): Open[] =>
    !isAnswered(item, draft) ? [{ code: item.code, why: "answer" }]
    : lacksPhoto(item, draft, photographed) ? [{ code: item.code, why: "photo" }]
    : []);
}

/** As the server takes it. */
export function bodyOf(
  visit: FieldVisit, sheet: FieldSheet, draft: VisitDraft,
): Record<string, unknown> {
  const items = new Map(sheet.items.map((item) => [item.code, item]));
  return {
    site: visit.site,
    begunAt: draft.begunAt,
    answers: Object.entries(draft.said)
      // What a crossing shows follows from its lanes; only notes and gaps are said beside them.
      .filter(([code, said]) => items.get(code)?.ask !== "Crossing" || said.notApplicable === true)
      .map(([item, said]) => ({ item, ...said })),
    observations: draft.lanes,
    walkedM: draft.walkedM,
    note: draft.note,
  };
}
