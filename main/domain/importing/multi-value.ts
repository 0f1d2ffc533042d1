/**
 * Columns that hold several objects. Export-Csv prints whatever the script put there; three forms are met:
 * - the type name of a list ("System.Object[]", "Microsoft.SystemCenter.VirtualMachineManager.VirtualHardDisk[]"): not told
 * - names joined with commas, when the script joined the objects; with or without the braces of PowerShell's own display, which
 *   ends a long list with "..."
 * - PowerShell's own text of selected properties, joined with commas: `@{Name=SQL01_C; MaximumSize=137438953472},@{…}`;
 *   our exporter writes this one, with the property names of the VMM object model
 */
/** Lower-case property names and their texts. */
export type ListedObject = readonly (readonly [key: string, value: string])[]

const typeName = /^(System\.|Microsoft\.|Selected\.)[\w.`,[\] ]*$/

export const isTypeName = (text: string): boolean => text.includes('.') && typeName.test(text.trim())

/** Null = the file does not tell. A plain name is an object with `name` only. */
export const parseObjects = (text: string): ListedObject[] | null => {
  const trimmed = text.trim()
  if (trimmed === '' || isTypeName(trimmed)) return null
  if (trimmed.startsWith('@{') && trimmed.endsWith('}')) {
    return trimmed
      .slice(2, -1)
      .split(/\},\s*@\{/)
      .map(parseProperties)
  }
  const braced = /^\{([^{}]*)\}$/.exec(trimmed)
  const names = (braced?.[1] ?? trimmed)
    .split(',')
    .map((name) => name.trim().replace(/\.{3}$/, ''))
    .filter((name) => name !== '' && !isTypeName(name))
  return names.length === 0 ? null : names.map((name) => [['name', name]])
}

const nextKey = /\w+=/y
const startsKey = (text: string, at: number): boolean => {
  nextKey.lastIndex = at
  return nextKey.test(text)
}

/** A value reaches to the next `; Name=`; it may hold semicolons of its own. */
const parseProperties = (text: string): ListedObject => {
  const out: [string, string][] = []
  for (let at = 0; at < text.length; ) {
    const equals = text.indexOf('=', at)
    if (equals === -1) break
    let end = text.indexOf('; ', equals)
    while (end !== -1 && !startsKey(text, end + 2)) end = text.indexOf('; ', end + 2)
    const stop = end === -1 ? text.length : end
    if (stop > equals + 1) out.push([lowerKey(text.slice(at, equals)), text.slice(equals + 1, stop).trim()])
    at = end === -1 ? text.length : end + 2
  }
  return out
}

/** Few keys, met very often. */
const keys = new Map<string, string>()
const lowerKey = (key: string): string => {
  const known = keys.get(key)
  if (known !== undefined) return known
  const lower = key.trim().toLowerCase()
  if (keys.size < 500) keys.set(key, lower)
  return lower
}

/** The text that `parseObjects` reads back; empty values are kept so that positions stay readable. */
export const objectsText = (objects: readonly Readonly<Record<string, string>>[]): string =>
  objects
    .map(
      (object) =>
        `@{${Object.entries(object)
          .map(([key, value]) => `${key}=${value}`)
          .join('; ')}}`,
    )
    .join(',')
