/**
 * Does what a person asks for with an operation, over the gateways of the product.
 *
 * @NApiVersion 2.1
 * @NScriptType Restlet
 * @NModuleScope SameAccount
 */

import type { ActionResult } from '../../src/application/actions/act';
import { discard } from '../../src/application/actions/discard';
import { redrive } from '../../src/application/actions/redrive';
import { releaseCause } from '../../src/application/actions/release-cause';
import type { ReleasedCause } from '../../src/application/actions/release-cause';
import { reopen } from '../../src/application/actions/reopen';
import { resolveElsewhere } from '../../src/application/actions/resolve-elsewhere';
import { ports } from '../../src/composition';
import type { AskedAction } from './actions-project';

/** Answers what the action came to. */
export function post(asked: AskedAction): ActionResult | ReleasedCause {
  switch (asked.action) {
    case 'redrive':
      return redrive(asked.request, ports());
    case 'discard':
      return discard(asked.request, ports());
    case 'reopen':
      return reopen(asked.request, ports());
    case 'resolve_elsewhere':
      return resolveElsewhere(asked.request, asked.made, ports());
    case 'release_cause':
      return releaseCause(asked.release, ports());
  }
}
