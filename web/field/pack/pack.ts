/** What the phone downloads for a day, as the server writes it. */

export interface Text {
  readonly zh: string;
  readonly en: string;
}

export interface Named {
  readonly code: string;
  readonly name?: Text;
}

export interface FieldClass {
  readonly code: string;
  readonly name: Text;
  readonly group: Text;
  readonly keywords: string;
  /** Why a checker's picture is needed; none where it is not. */
  readonly photoReason?: Text;
}

export interface NextStep {
  readonly command: string;
  readonly needs: readonly string[];
}

export interface FieldCase {
  readonly case: {
    readonly number: string;
    readonly class: Named;
    readonly description?: string;
    readonly address?: string;
    readonly lat?: number;
    readonly lon?: number;
    readonly areas: readonly Named[];
    readonly nextDueAt?: string;
    readonly next: readonly NextStep[];
  };
  readonly pictures: readonly string[];
}

/** One answer that takes one tap. */
export interface FieldChoice {
  readonly found: number;
  readonly state?: string;
  readonly grade: string;
  /** Something to mend, which may ask for a photo. */
  readonly isWrong: boolean;
}

export interface FieldItem {
  readonly code: string;
  readonly name: Text;
  readonly ask: "Choice" | "Count" | "Ratio" | "Crossing";
  readonly choices: readonly FieldChoice[];
  /** Required number of a count, thousandths of a ratio. */
  readonly need: number;
  readonly minutes: number;
  readonly photoReason?: Text;
}

export interface FieldSheet {
  readonly key: string;
  readonly kind: Text;
  readonly walkM: number;
  readonly stairwells: number;
  readonly items: readonly FieldItem[];
}

export interface FieldVisit {
  readonly id: string;
  readonly site: string;
  readonly name: Text;
  readonly address: string;
  readonly lat: number;
  readonly lon: number;
  readonly dueDay: string;
  readonly sheet: string;
  /** When it is planned on the inspector's way; without them at any time. */
  readonly day?: string;
  readonly at?: string;
}

/** A closed case that is looked at again. */
export interface FieldRecheck {
  readonly id: string;
  readonly case: string;
  readonly class: string;
  readonly address: string;
  readonly lat?: number;
  readonly lon?: number;
  readonly dueDay: string;
}

export interface Inspections {
  readonly visits: readonly FieldVisit[];
  readonly sheets: readonly FieldSheet[];
  readonly rechecks: readonly FieldRecheck[];
}

export interface Pack {
  readonly at: string;
  readonly city: Text;
  readonly actor: string;
  /** Of whom it stands in the name. */
  readonly name?: string;
  readonly organization?: Text;
  readonly classes: readonly FieldClass[];
  readonly work: readonly {
    readonly duty: string;
    readonly cases: readonly FieldCase[];
    readonly more: boolean;
  }[];
  readonly inspections: Inspections;
  readonly broadcasts: readonly Broadcast[];
}

/** A word of a command body that waits for this person's receipt. */
export interface Broadcast {
  readonly id: string;
  readonly title: string;
  readonly words: string;
  readonly from: Text;
  readonly isUrgent: boolean;
  readonly sentAt: string;
  readonly validUntil: string;
}

/** Steps that are taken where the problem is; everything else is for a desk. */
const onSite = ["ConfirmOnSite", "DenyOnSite", "Rectify", "Return", "PassCheck", "FailCheck"];

export function stepsOf(one: FieldCase): readonly NextStep[] {
  return one.case.next.filter((step) => onSite.includes(step.command))
    .toSorted((left, right) => onSite.indexOf(left.command) - onSite.indexOf(right.command));
}

/** <c>PassCheck</c> as addresses write it: <c>pass-check</c>. */
export function addressOf(command: string): string {
  return command.replace(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}

/** True where the step needs words; which they are is told by its label. */
export function needsWords(step: NextStep): boolean {
  return step.needs.includes("Reason") || step.needs.includes("Text");
}

/** Why a photo is needed for the step; none where it may be left out. */
export function photoReason(pack: Pack, one: FieldCase, step: NextStep): Text | undefined {
  return step.needs.includes("PictureIfClassSays")
    ? pack.classes.find((known) => known.code === one.case.class.code)?.photoReason
    : undefined;
}

/** Classes whose name, group or everyday words hold all that was typed; all for nothing typed. */
export function findClasses(classes: readonly FieldClass[], typed: string): readonly FieldClass[] {
  const words = typed.trim().toLowerCase().split(/\s+/u).filter((word) => word !== "");
  return classes.filter((one) => {
    const text = [one.code, one.name.zh, one.name.en, one.group.zh, one.group.en, one.keywords]
      .join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
