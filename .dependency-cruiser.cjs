'use strict';

/** N/* as it is written, and the file its types come from. */
const NETSUITE = ['^N(/|$)', '^node_modules/@hitc/netsuite-types/'];

/** What the application asks of the outside; gateways and pages know these files and no other of the application. */
const PORTS = ['^src/application/ports/', '^src/application/[a-z/-]*ports?[.]ts$'];

/** npm packages that travel inside the scripts; tools/build/bundle.ts names the same two. */
const CARRIED = '^node_modules/(@types/)?(big\\.js|lossless-json)/';

const between = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** Who may import whom, one rule a sentence. Each is shown to catch a violation in __tests__/tools/import-rules.test.ts. */
module.exports = {
  forbidden: [
    between('no-cycles', 'A ring of imports has no order to read or load it in.', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
    between('no-unresolved', 'An import must lead somewhere.', { pathNot: '^__tests__/.*fixtures/' }, { couldNotResolve: true, pathNot: '^N(/|$)' }),

    between('domain-is-pure', 'The domain imports the domain.', { path: '^src/domain/' }, { pathNot: ['^src/domain/', CARRIED] }),
    between('application-knows-ports', 'The application imports the domain and its own ports.', { path: '^src/application/' }, { pathNot: ['^src/(application|domain)/'] }),
    between('gateways-serve-ports', 'A gateway imports N/*, ports, the domain and other gateways.', { path: '^src/gateways/' },
      { pathNot: [...NETSUITE, ...PORTS, '^src/(domain|gateways)/', CARRIED] }),
    between('pages-serve-ports', 'A page imports N/*, ports, the domain and other pages.', { path: '^src/pages/' },
      { pathNot: [...NETSUITE, ...PORTS, '^src/(domain|pages)/'] }),
    between('composition-wires', 'Composition imports every part but the entry points.', { path: '^src/composition' },
      { pathNot: ['^src/(domain|application|gateways|pages)/', '^src/composition'] }),
    between('entry-points-delegate', 'An entry point imports composition; it may name types of any part.', { path: '^src/entrypoints/' },
      { pathNot: '^src/composition', dependencyTypesNot: ['type-only'] }),
    between('maps-are-data', 'A map imports the domain, for its types and builders.', { path: '^src/maps/' }, { pathNot: '^src/(domain|maps)/' }),
    between('netsuite-only-at-the-edge', 'N/* values belong to gateways and pages.', { path: '^src/', pathNot: '^src/(gateways|pages)/' },
      { path: NETSUITE, dependencyTypesNot: ['type-only'] }),
    between('source-stands-alone', 'What runs in NetSuite imports nothing from outside src.', { path: '^src/' },
      { path: '^(emulator|demo|examples|tools|bench|__tests__)/' }),
    between('source-without-node', 'NetSuite has no Node modules.', { path: '^src/' }, { dependencyTypes: ['core'] }),

    between('emulator-stands-alone', 'The emulator serves any SDF project and knows none.', { path: '^emulator/' },
      { path: '^(src|demo|examples|tools|bench|__tests__)/' }),
    between('demo-stands-outside', 'The demo is an outside system: it knows the contract, not the code.', { path: '^demo/' }, { path: '^(src|tools|bench|__tests__)/' }),
    between('examples-stand-alone', 'An example works when copied out of this project.', { path: '^examples/' },
      { path: '^(src|emulator|demo|tools|bench|__tests__)/' }),
    between('no-tests-in-code', 'Only tests import tests.', { pathNot: '^__tests__/' }, { path: '^__tests__/' }),
  ],
  options: {
    // The tests plant trees whose node_modules is a link; its files keep the path they are asked for by.
    preserveSymlinks: true,
    doNotFollow: { path: '^node_modules/' },
    exclude: { path: '^(dist|build|coverage|\\.tmp|\\.emulator)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.cjs', '.mjs', '.json', '.d.ts'], exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
