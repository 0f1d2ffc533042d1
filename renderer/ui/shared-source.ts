/**
 * What the sources of several figures have in common up to the first semicolon, to be said once, and what each adds;
 * nothing in common = an empty string and every source whole.
 */
export const sharedSource = (sources: readonly string[]): { shared: string; rest: readonly string[] } => {
  const shared = sources[0]?.split(';')[0] ?? ''
  if (sources.length < 2 || !sources.every((source) => source === shared || source.startsWith(`${shared};`))) {
    return { shared: '', rest: sources }
  }
  return { shared, rest: sources.map((source) => source.slice(shared.length).replace(/^;\s*/, '')) }
}
