import type { Operation } from '../ports';
import type { RelatedOperation } from './operation-detail';
import type { Scope } from './review-rows-port';

export type { RelatedOperation };

/** An event of an operation's chain, as it stays for ever. */
export interface ChainStep {
  readonly internalId: number;
  readonly number: number;
  readonly kind: string;
  readonly atMs: number;
  readonly actor: string;
  /** JSON. */
  readonly facts: string;
}

/** What relates one operation to others. */
export interface RelationQuestion {
  readonly operationId: string;
  readonly lane: string;
  readonly parent: string;
  readonly supersedes: string;
  readonly waitsFor: string;
}

/** An operation's row with its document, and what an operation's row alone does not tell. */
export interface OperationDossier {
  readonly operation: Operation;
  readonly waitsFor: string;
  readonly reasonText: string;
  readonly probableCause: string;
  readonly whatToDo: string;
  readonly whoActs: string;
  readonly causeFingerprint: string;
  readonly mapVersion: string;
}

/** What stands around one operation. */
export interface ReviewDetails {
  /** 2 units. */
  dossier(internalId: number): OperationDossier;
  /** The latest events of a chain up to `head`, and 32 behind it, the latest first, at most 64. 10 units. */
  steps(operationId: string, head: number): readonly ChainStep[];
  /** Values of an event, JSON: they hold what may name people, and may be erased. 2 units. */
  values(eventId: number): string;
  /** Names of employees by internal id. 10 units. */
  namesOf(userIds: readonly number[]): ReadonlyMap<number, string>;
  /** Operations around one: open ones of the same object or that wait for it, and those that it names, as far as the scope lets them through. 10 units. */
  related(question: RelationQuestion, scope: Scope): readonly RelatedOperation[];
  /** Internal id of an external object's row; undefined: there is none. 10 units. */
  objectOf(lane: string): number | undefined;
  /** Titles of decisions by code. 10 units. */
  decisions(codes: readonly string[]): ReadonlyMap<string, string>;
}
