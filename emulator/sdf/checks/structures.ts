import { RECURRENCE_TABLES } from '../script-tables';
import type { ScriptIdRule, StructureTable, TagSpec } from '../structure-table';
import type { XmlElement } from '../xml';

/** Ids of shipped rows: 40 characters, free choice. */
export const INSTANCE_ID: ScriptIdRule = { prefix: '', maxLength: 40, uniqueIn: 'parent' };

/** One element whose tags a table describes. */
export interface Structure {
  readonly element: XmlElement;
  readonly table: StructureTable;
  readonly rule: ScriptIdRule | undefined;
  /** Root of the object it stands in. */
  readonly root: XmlElement;
}

/** One tag with the spec that describes it. */
export interface SpecifiedTag {
  readonly element: XmlElement;
  readonly spec: TagSpec;
  readonly structure: Structure;
}

/** A root and every structure below it that its tables describe, parents first. Shipped rows are described elsewhere. */
export function structuresOf(root: XmlElement, table: StructureTable): readonly Structure[] {
  return collect(root, table, root);
}

function collect(element: XmlElement, table: StructureTable, root: XmlElement): readonly Structure[] {
  const below = element.children.flatMap((child) => {
    const rule = specOf(table, child.name)?.rule;
    switch (rule?.kind) {
      case 'list':
        return child.children.filter((item) => item.name === rule.item).flatMap((item) => collect(item, rule.table, root));
      case 'recurrence':
        return child.children.flatMap((schedule) => {
          const scheduleTable = recurrenceTable(schedule.name);
          return scheduleTable === undefined ? [] : collect(schedule, scheduleTable, root);
        });
      default:
        return [];
    }
  });
  return [{ element, table, rule: table.scriptId, root }, ...below];
}

/** Tags of a structure that its table knows. */
export function specifiedTags(structure: Structure): readonly SpecifiedTag[] {
  return structure.element.children.flatMap((element) => {
    const spec = specOf(structure.table, element.name);
    return spec === undefined ? [] : [{ element, spec, structure }];
  });
}

/** A tag's spec; undefined where the structure has no such tag. */
export function specOf(table: StructureTable, tag: string): TagSpec | undefined {
  return Object.hasOwn(table.tags, tag) ? table.tags[tag] : undefined;
}

/** The table of a schedule structure. */
export function recurrenceTable(tag: string): StructureTable | undefined {
  const tables: Readonly<Record<string, StructureTable>> = RECURRENCE_TABLES;
  return Object.hasOwn(tables, tag) ? tables[tag] : undefined;
}
