import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathsOf } from '../../src/domain/map-paths';
import type { MapFile } from '../../src/domain/map-file';
import { compileMap } from '../../tools/map-instances';
import { demoDocument } from '../simulation/support/company';
import type { SoundDocuments } from './fuzz-arbitraries';

const MAPS = join(__dirname, '..', '..', 'src', 'maps');

/** Documents of the demo that go beyond the samples of their map. */
const DEMO: Readonly<Record<string, readonly string[]>> = {
  'shopify order': ['order-first.json', 'order-tax-and-discount.json', 'order-totals-differ.json', 'order-unknown-sku.json'],
  'shopify customer': ['customer-update.json'],
};

/** Every shipped map, by source and document type. */
export function shippedMapFiles(): readonly MapFile[] {
  return readdirSync(MAPS, { withFileTypes: true }).filter((entry) => entry.isDirectory()).sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ name }) => readdirSync(join(MAPS, name)).filter((file) => file.endsWith('.json')).sort().map((file) => JSON.parse(readFileSync(join(MAPS, name, file), 'utf8')) as MapFile));
}

/** The samples of the shipped maps and the documents of the demo, with the places that the maps read in them. */
export function soundDocuments(): SoundDocuments {
  const maps = shippedMapFiles();
  const texts = maps.map(({ source, documentType }) => {
    const folder = join(MAPS, source, 'samples');
    const samples = readdirSync(folder).filter((file) => new RegExp(`^${documentType}(-[a-z0-9-]+)?\\.json$`).test(file)).sort().map((file) => readFileSync(join(folder, file), 'utf8'));
    const type = `${source} ${documentType}`;
    return [type, [...samples, ...(DEMO[type] ?? []).map(demoDocument)]] as const;
  });
  return { texts: Object.fromEntries(texts), readPlaces: [...new Set(maps.flatMap(placesReadBy))].sort() };
}

/** The members that a map reads: of the object at each of its roots, and of the first element of each array. */
function placesReadBy(map: MapFile): readonly string[] {
  const compiled = { ...compileMap(map), consistent: true };
  return map.roots.flatMap((root) => pathsOf(compiled).map(({ each, path }) => `${root}${each === '' ? '' : `${each}/0`}${path}`));
}
