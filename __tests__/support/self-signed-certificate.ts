import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A key and a certificate that vouches for itself, both PEM. */
export interface SelfSigned {
  readonly key: string;
  readonly certificate: string;
}

const ECDSA_SHA256 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
const COMMON_NAME = [0x55, 0x04, 0x03];
const SUBJECT_ALT_NAME = [0x55, 0x1d, 0x11];
const BASIC_CONSTRAINTS = [0x55, 0x1d, 0x13];
const DAY_MS = 86_400_000;

/** Makes a certificate for these host names, valid for a day around `nowMs`, in plain DER (RFC 5280), so that no tool is needed. */
export function selfSignedCertificate(hosts: readonly string[], nowMs: number): SelfSigned {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(oid(ECDSA_SHA256));
  const name = sequence(tagged(0x31, sequence(oid(COMMON_NAME), text(hosts[0] ?? 'test'))));
  const names = sequence(...hosts.map((host) => tagged(0x82, Buffer.from(host, 'ascii'))));
  const extensions = sequence(
    sequence(oid(SUBJECT_ALT_NAME), tagged(0x04, names)),
    sequence(oid(BASIC_CONSTRAINTS), tagged(0x01, Buffer.from([0xff])), tagged(0x04, sequence(tagged(0x01, Buffer.from([0xff]))))),
  );
  const body = sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))), serialNumber(), algorithm, name,
    sequence(utcTime(nowMs - DAY_MS), utcTime(nowMs + DAY_MS)), name, publicKey.export({ type: 'spki', format: 'der' }), tagged(0xa3, extensions),
  );
  const certificate = sequence(body, algorithm, tagged(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)])));
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
  };
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function oid(bytes: readonly number[]): Buffer {
  return tagged(0x06, Buffer.from(bytes));
}

function text(value: string): Buffer {
  return tagged(0x0c, Buffer.from(value, 'utf8'));
}

/** A positive number: its first bit is clear. */
function serialNumber(): Buffer {
  return tagged(0x02, Buffer.concat([Buffer.from([0x41]), randomBytes(7)]));
}

function utcTime(ms: number): Buffer {
  const stamp = new Date(ms).toISOString().replace(/[-:T]/g, '').slice(2, 14);
  return tagged(0x17, Buffer.from(`${stamp}Z`, 'ascii'));
}
