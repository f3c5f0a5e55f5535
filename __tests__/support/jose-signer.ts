import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** One JWT to sign. */
export interface AssertionSpec {
  readonly alg: string;
  readonly kid: string;
  readonly privateKeyPem: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

const PROGRAM = `
import { SignJWT } from 'jose';
import { createPrivateKey } from 'node:crypto';
let input = '';
for await (const chunk of process.stdin) input += chunk;
const tokens = [];
for (const { alg, kid, privateKeyPem, payload } of JSON.parse(input)) {
  tokens.push(await new SignJWT(payload).setProtectedHeader({ alg, typ: 'JWT', kid }).sign(createPrivateKey(privateKeyPem)));
}
process.stdout.write(JSON.stringify(tokens));
`;

/** Signs with jose, as an independent signer; in a child process, since jose is an ES module and jest loads none. */
export function signAssertions(specs: readonly AssertionSpec[]): readonly string[] {
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', PROGRAM], {
    cwd: join(__dirname, '../..'), input: JSON.stringify(specs), encoding: 'utf8',
  });
  return JSON.parse(output) as string[];
}
