import type { ReviewRole } from '../../domain/review/capability';

/** Who is logged in, as the page knows it. */
export interface LoggedIn {
  readonly userId: number;
  readonly name: string;
  /** Script id of the role; `administrator` for the standard one. */
  readonly roleId: string;
  /** Profile of the deployment, whose audience is one role: where a page runs as a role of its own, the person's own is not told. Undefined: the role says it. */
  readonly profile?: ReviewRole | undefined;
  /** Internal id of the person's own subsidiary; undefined: none is set. 10 units. */
  readonly subsidiary: () => number | undefined;
  /** False where the account has one company alone: then everything is of it. */
  readonly hasSubsidiaries: boolean;
}
