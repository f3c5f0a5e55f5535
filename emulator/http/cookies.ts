/** The value of one cookie of a Cookie header; empty where it has none. */
export function cookieValue(header: string | undefined, name: string): string {
  const pair = (header ?? '').split(';').map((part) => part.trim()).find((part) => part.startsWith(`${name}=`));
  return pair?.slice(name.length + 1) ?? '';
}

/** A Set-Cookie header for the whole host, out of reach of scripts. `Lax`: a link from elsewhere still finds the session; a post does not. */
export function hostCookie(name: string, value: string, sameSite: 'Lax' | 'Strict'): string {
  return `${name}=${value}; Path=/; HttpOnly; SameSite=${sameSite}`;
}

export function expiredCookie(name: string): string {
  return `${name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`;
}
