/** Puts one into a list; returns its removal. */
export function install<T>(list: T[], one: T): () => void {
  list.push(one);
  return () => {
    const at = list.indexOf(one);
    if (at >= 0) list.splice(at, 1);
  };
}
