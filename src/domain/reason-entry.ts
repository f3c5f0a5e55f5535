/** Failure classes (design 8). Who acts, and whether a machine may, follows from the class. */
export type ReasonClass =
  | 'transient' | 'concurrency' | 'unknown' | 'already_exists' | 'data' | 'dependency' | 'ownership' | 'period' | 'permission'
  | 'configuration' | 'unclassified';

export const REASON_ACTORS = ['sender', 'finance', 'controller', 'admin', 'nobody'] as const;

/** Who acts next. */
export type ReasonActor = (typeof REASON_ACTORS)[number];

/** One entry of the reason catalogue. Texts are written for finance; the values at hand stand in a problem's detail. */
export interface Reason {
  readonly class: ReasonClass;
  /** Status an HTTP client would have seen, had a RESTlet been able to set it. */
  readonly status: number;
  readonly title: string;
  /** Probable cause, in one sentence that does not claim more than that. */
  readonly cause: string;
  readonly who: ReasonActor;
  readonly whatToDo: string;
}

/** Builds an entry: class, status, title, probable cause, who acts, what to do. */
export const entry = (...[reasonClass, status, title, cause, who, whatToDo]: readonly [ReasonClass, number, string, string, ReasonActor, string]): Reason => ({
  class: reasonClass, status, title, cause, who, whatToDo,
});
