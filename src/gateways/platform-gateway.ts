import * as crypto from 'N/crypto';
import * as random from 'N/crypto/random';
import * as encode from 'N/encode';
import * as runtime from 'N/runtime';
import type { Platform } from '../application/ports';

/** Clock, hashing, randomness, units and caller, as NetSuite supplies them. Built inside an entry function. */
export function netSuitePlatform(): Platform {
  const user = runtime.getCurrentUser();
  const script = runtime.getCurrentScript();
  return {
    nowMs: () => Date.now(),
    sha256: (text) => {
      const hash = crypto.createHash({ algorithm: crypto.HashAlg.SHA256 });
      hash.update({ input: text, inputEncoding: encode.Encoding.UTF_8 });
      return hash.digest({ outputEncoding: encode.Encoding.HEX }).toLowerCase();
    },
    randomHex: (bytes) => [...random.generateBytes({ size: bytes })].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
    remainingUnits: () => script.getRemainingUsage(),
    accountId: runtime.accountId,
    production: runtime.envType === runtime.EnvType.PRODUCTION,
    caller: { userId: user.id, role: user.roleId },
  };
}
