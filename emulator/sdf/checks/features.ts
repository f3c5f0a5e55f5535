import { objectTable } from '../object-tables';
import { FEATURE_IDS } from '../standard-ids';
import { childrenOf } from '../xml';
import { problem } from './problem';
import { specifiedTags, structuresOf } from './structures';
import type { ProjectSource } from '../project-source';
import type { SdfProblem } from '../types';
import type { XmlElement } from '../xml';

/** Ids that stand in Oracle's list but that SDF does not take in a manifest. */
const KNOWN_BAD = new Set(['ADVANCEDEXPENSEMANAGEMENT', 'BILLINGACCOUNTS', 'DOCUMENTS', 'SUBSCRIPTIONBILLING', 'SUITEAPPDEVELOPMENTFRAMEWORK', 'WMSSYSTEM']);

/** Rule 5: what the objects use is listed among the manifest's features, and the manifest lists only known features. */
export function checkFeatures(source: ProjectSource): readonly SdfProblem[] {
  const listed = source.manifest === undefined ? [] : featureElements(source.manifest);
  const ids = new Set(listed.map((feature) => feature.text));
  return [
    ...listed.flatMap(checkListed),
    ...source.objects.flatMap(({ root }) => usedFeatures(root).filter(({ feature }) => !ids.has(feature)).map(({ feature, element }) =>
      problem(5, element.position, `<${element.name}> needs the feature ${feature}, which the manifest does not list`))),
  ];
}

/** The `<feature>` elements of a manifest. */
export function featureElements(manifest: XmlElement): readonly XmlElement[] {
  return childrenOf(manifest, 'dependencies')
    .flatMap((element) => childrenOf(element, 'features'))
    .flatMap((element) => childrenOf(element, 'feature'));
}

function checkListed(feature: XmlElement): readonly SdfProblem[] {
  if (KNOWN_BAD.has(feature.text)) {
    return [problem(5, feature.position, `feature ${feature.text} must not be listed in a manifest`)];
  }
  return FEATURE_IDS.has(feature.text) ? [] : [problem(5, feature.position, `feature "${feature.text}" is not known`)];
}

function usedFeatures(root: XmlElement): readonly { readonly feature: string; readonly element: XmlElement }[] {
  const table = objectTable(root.name);
  if (table === undefined) {
    return [];
  }
  const byTag = structuresOf(root, table).flatMap(specifiedTags)
    .flatMap(({ element, spec }) => (spec.feature === undefined ? [] : [{ feature: spec.feature, element }]));
  return [...table.features.map((feature) => ({ feature, element: root })), ...byTag];
}
