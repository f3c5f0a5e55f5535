/** Most bytes that a text takes in a field: three for each half of a surrogate pair, as a database does that stores halves by themselves (CESU-8); UTF-8 takes two. */
export function mostBytes(value: string): number {
  let bytes = 0;
  for (let at = 0; at < value.length; at += 1) {
    const code = value.charCodeAt(at);
    if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    else bytes += 3;
  }
  return bytes;
}
