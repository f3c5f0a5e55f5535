import { readSender, readSubmission } from '../domain/envelope';
import type { Sender } from '../domain/envelope';
import type { Reply } from '../domain/outcome';
import { Refusal } from '../domain/refusal';
import type { CompiledMap } from '../domain/map';
import type { Caller, Ports, SourceConfiguration } from './ports';
import { receiveDocument } from './receive';

/**
 * POST: takes one document. Throws a Refusal where nothing was kept; every reply it returns means custody, save `key_reused`
 * (design 9).
 */
export function submit(body: unknown, ports: Ports): Reply {
  const sender = readSender(body);
  const configuration = ports.configuration.load(sender.source);
  authorise(sender.source, configuration, ports.platform.caller);
  const map = mapFor(sender, configuration);
  if (!configuration.intakeOpen) {
    throw new Refusal('intake_closed', '/source', 'Intake is closed by an administrator. Nothing was kept: send the same call again later, with the same key.');
  }
  const submission = readSubmission(body, sender);
  return receiveDocument({ ...submission, parent: '' }, map, { ports, configuration, ordersLane: false });
}

/** Only users and roles bound to a source in the settings speak for it (design 9). */
export function authorise(source: string, configuration: SourceConfiguration, caller: Caller): void {
  const { binding } = configuration;
  if (binding === undefined && configuration.maps.length === 0) {
    throw new Refusal('source_unknown', '/source', `No source "${source}" is set up here.`);
  }
  if (binding?.roles.includes(caller.role) === true || binding?.users.includes(caller.userId) === true) return;
  throw new Refusal('source_not_yours', '/source', `The calling user and role may not speak for "${source}". An administrator binds them in the settings.`);
}

function mapFor(sender: Sender, configuration: SourceConfiguration): CompiledMap {
  const map = configuration.maps.find(({ rule }) => rule.documentType === sender.documentType);
  if (map !== undefined) return map;
  const known = configuration.maps.map(({ rule }) => rule.documentType).join(', ');
  throw new Refusal('document_type_unknown', '/documentType', `"${sender.source}" has no document type "${sender.documentType}". It has: ${known}.`);
}
