import esX from 'eslint-plugin-es-x';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const TYPESCRIPT = ['**/*.ts'];
const TESTS = ['__tests__/**/*.ts'];
/** Scripts, configuration and fixtures whose reader asks for a default export. */
const MAY_EXPORT_DEFAULT = ['src/entrypoints/**/*.ts', '*.config.mjs'];

const noEnum = { selector: 'TSEnumDeclaration', message: 'Use a union of literals, closed and checked by a switch.' };
const noDefaultExport = { selector: 'ExportDefaultDeclaration', message: 'Export by name, so that one thing has one name.' };
const noModuleMock = { selector: 'CallExpression[callee.object.name="jest"][callee.property.name=/^(mock|doMock|unstable_mockModule|setMock)$/]', message: 'Hand in a fake; a module mock tests the mock.' };
const noSleep = [
  { selector: 'AwaitExpression NewExpression[callee.name="Promise"] CallExpression[callee.name="setTimeout"]', message: 'A test moves its clock; it never sleeps.' },
  { selector: 'ImportDeclaration[source.value=/timers\\u002Fpromises/]', message: 'A test moves its clock; it never sleeps.' },
  { selector: 'CallExpression[callee.object.name="Atomics"][callee.property.name="wait"]', message: 'A test moves its clock; it never sleeps.' },
];
const noInstanceofError = { selector: 'BinaryExpression[operator="instanceof"][right.name="Error"]', message: 'An error may come from another realm: recognise it by name.' };

export default defineConfig(
  { ignores: ['dist/', 'build/', 'coverage/', '.tmp/', '.emulator/', 'node_modules/', '**/fixtures/**/*.js'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: TYPESCRIPT,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': ['error', { max: 60 }],
      'max-params': 'off',
      '@typescript-eslint/max-params': ['error', { max: 4 }],
      eqeqeq: 'error',
      'no-console': 'off',
      'no-restricted-syntax': ['error', noEnum, noDefaultExport],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidOperator: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // A guard against what the types rule out is welcome at the edges, where the types are only a promise.
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      // Code points are what a text's spread is asked for here.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true, allowRethrowing: true }],
    },
  },
  {
    files: MAY_EXPORT_DEFAULT,
    rules: { 'no-restricted-syntax': ['error', noEnum] },
  },
  {
    name: 'what runs in NetSuite',
    files: ['src/**/*.ts'],
    extends: [esX.configs['flat/restrict-to-es2022'], esX.configs['flat/no-new-in-esnext']],
    rules: {
      'no-restricted-syntax': ['error', noEnum, noDefaultExport, noInstanceofError],
      'no-eval': 'error',
      '@typescript-eslint/no-restricted-imports': ['error', {
        patterns: [{ regex: '^N(/|$)', allowTypeImports: true, message: 'N/* values belong to src/gateways and src/pages.' }],
      }],
    },
  },
  {
    name: 'the edge that touches N/*',
    files: ['src/gateways/**/*.ts', 'src/pages/**/*.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': 'off' },
  },
  {
    name: 'entry points',
    files: ['src/entrypoints/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', noEnum, noInstanceofError] },
  },
  {
    name: 'pure decisions',
    files: ['src/domain/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error',
        { name: 'Date', message: 'Time is an argument, in epoch milliseconds.' },
        { name: 'crypto', message: 'Ids and hashes are arguments.' }],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: 'Randomness is an argument.' }],
    },
  },
  {
    name: 'the emulator',
    files: ['emulator/**/*.ts'],
    // It throws values of the script's realm, which are errors there and plain objects here.
    rules: { '@typescript-eslint/only-throw-error': 'off' },
  },
  {
    name: 'tests',
    files: TESTS,
    rules: {
      'max-lines-per-function': 'off',
      // A table's row is spread over the parameters.
      '@typescript-eslint/max-params': 'off',
      'no-restricted-syntax': ['error', noEnum, noDefaultExport, noModuleMock, ...noSleep],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-require-imports': 'off',
    },
  },
  {
    name: 'plain JavaScript of the tools',
    files: ['**/*.{js,cjs,mjs}'],
    languageOptions: { ecmaVersion: 2024 },
    rules: { eqeqeq: 'error', 'no-var': 'error', 'prefer-const': 'error', 'max-lines': ['error', { max: 400 }] },
  },
);
