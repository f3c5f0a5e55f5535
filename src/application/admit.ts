import { readSender, readSubmission } from '../domain/envelope';
import type { Sender, Submission } from '../domain/envelope';
import { derivedKey } from '../domain/document-keys';
import { locateObject } from '../domain/mapping';
import type { CompiledMap } from '../domain/map';
import { Refusal } from '../domain/refusal';
import type { Binding, Caller, Ports, SourceConfiguration } from './ports';
import type { IncomingDocument } from './receive';

/** A call that may come in: its document, its map, and what is in force for its source. */
export interface Admitted {
  readonly incoming: IncomingDocument;
  readonly map: CompiledMap;
  readonly configuration: SourceConfiguration;
}

/** Lets a call in, or throws the Refusal that turns it away. Nothing is kept here. */
export function admit(body: unknown, ports: Ports): Admitted {
  const sender = readSender(body);
  const configuration = ports.configuration.load(sender.source);
  authorise(sender.source, configuration, ports.platform.caller);
  const map = mapFor(sender, configuration);
  if (!configuration.intakeOpen || configuration.closedTypes.includes(map.rule.documentType)) {
    throw new Refusal('intake_closed', '/source', 'Intake is closed by an administrator. Nothing was kept: send the same call again later, with the same key.');
  }
  const submission = readSubmission(body, sender);
  return { incoming: { ...submission, idempotencyKey: keyOf(submission, map, ports), parent: '' }, map, configuration };
}

/** The sender's key, or the one that the rule derives from the document (design 9). */
function keyOf(submission: Submission, { rule }: CompiledMap, ports: Ports): string {
  const located = locateObject(rule, submission.document);
  const key = submission.idempotencyKey ?? (located === undefined ? undefined : derivedKey(rule, located.value, ports.platform.sha256));
  if (key !== undefined) return key;
  throw new Refusal('key_missing', '/idempotencyKey', 'A key names the operation, so that a repeat is recognised. The rule for this document derives none from it.');
}

/** Only users and roles bound to a source in the settings speak for it (design 9). */
export function authorise(source: string, configuration: SourceConfiguration, caller: Caller): void {
  const { binding } = configuration;
  if (binding === undefined && configuration.maps.length === 0) {
    throw new Refusal('source_unknown', '/source', `No source "${source}" is set up here.`);
  }
  if (binding !== undefined && speaksFor(binding, caller)) return;
  throw new Refusal('source_not_yours', '/source', `The calling user and role may not speak for "${source}". An administrator binds them in the settings.`);
}

/** True where a binding names the caller's role or user. */
export function speaksFor({ roles, users }: Binding, { role, userId }: Caller): boolean {
  return roles.includes(role) || users.includes(userId);
}

function mapFor(sender: Sender, configuration: SourceConfiguration): CompiledMap {
  const map = configuration.maps.find(({ rule }) => rule.documentType === sender.documentType);
  if (map !== undefined) return map;
  const known = configuration.maps.map(({ rule }) => rule.documentType).join(', ');
  throw new Refusal('document_type_unknown', '/documentType', `"${sender.source}" has no document type "${sender.documentType}". It has: ${known}.`);
}
