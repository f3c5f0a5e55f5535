import * as error from 'N/error';
import type { ForeignChanges } from '../application/sentinel/sentinel-ports';

/** Refuses a save that changes a field which another system owns, and whose row says so: DKT_FIELD_OWNED. Names fields and owners, no value. */
export function blockedError({ map: { rule }, touched }: ForeignChanges): unknown {
  const named = [...new Set(touched.map(({ watched: { field, owner } }) => `"${field}" belongs to ${owner}`))].join(', ');
  return error.create({
    name: 'DKT_FIELD_OWNED', notifyOff: true,
    message: `${named}. Change it there, and ${rule.source} brings it. Nothing was saved. In the review queue a ticket lets a document change what another owner keeps from it.`,
  });
}
