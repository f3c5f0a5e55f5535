import type { AccessRule, PermissionLevel, RecordTypeDefinition } from '../metadata/types';
import type { Actor } from '../runtime/types';
import { permissionViolation } from './failures';

/** Levels by what is done with a record (platform facts 8). */
export const LEVEL = { view: 1, create: 2, edit: 3, remove: 4 } as const;

/** Level that an actor has on records under an access rule (platform facts 4.9). */
export function levelOf(rule: AccessRule, actor: Actor): PermissionLevel {
  if (actor.administrator) return 4;
  switch (rule.kind) {
    case 'open': return 4;
    case 'permission': return actor.permissions.get(rule.permission) ?? 0;
    case 'entries': return actor.permissions.get('LIST_CUSTRECORDENTRY') ?? 0;
    case 'list': return rule.levels.get(actor.roleScriptId) ?? rule.levels.get('_all_roles') ?? 0;
  }
}

/** INSUFFICIENT_PERMISSION where the actor's level on the type is lower. */
export function requireLevel(definition: RecordTypeDefinition, actor: Actor, level: PermissionLevel): void {
  if (levelOf(definition.access, actor) < level) throw permissionViolation(definition);
}
