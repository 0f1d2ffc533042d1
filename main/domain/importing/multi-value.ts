import { ownText } from './own-text.ts'
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
export const parseObjects = (text: string, keys: KnownKeys = []): ListedObject[] | null => {
  const trimmed = text.trim()
  if (trimmed === '' || isTypeName(trimmed)) return null
  if (trimmed.startsWith('@{') && trimmed.endsWith('}')) return splitObjects(trimmed).map((object) => parseProperties(object, keys))
  const braced = /^\{([^{}]*)\}$/.exec(trimmed)
  const names = (braced?.[1] ?? trimmed)
    .split(',')
    .map((name) => name.trim().replace(/\.{3}$/, ''))
    .filter((name) => name !== '' && !isTypeName(name))
  return names.length === 0 ? null : names.map((name) => [['name', name]])
}

/** `@{a},@{b}` without the outer braces; blanks may follow the comma. */
const splitObjects = (text: string): string[] => {
  const objects: string[] = []
  const end = text.length - 1
  let from = 2
  for (let at = text.indexOf('},', from); at !== -1 && at < end; at = text.indexOf('},', at + 1)) {
    nextObject.lastIndex = at + 2
    if (!text.startsWith('@{', at + 2) && !nextObject.test(text)) continue
    objects.push(text.slice(from, at))
    from = text.indexOf('@{', at) + 2
  }
  objects.push(text.slice(from, end))
  return objects
}
const nextObject = /\s*@\{/y

/**
 * The keys of the object read last, in order, as the file spells them ("Name=") and as they are told ("name"): the objects of one column
 * have the same ones, and need not be cut out and looked up again.
 */
export type KnownKeys = { readonly mark: string; readonly key: string }[]

const nextKey = /\w+=/y
const startsKey = (text: string, at: number): boolean => {
  nextKey.lastIndex = at
  return nextKey.test(text)
}

/** A value reaches to the next `; Name=`; it may hold semicolons of its own. */
const parseProperties = (text: string, keys: KnownKeys): ListedObject => {
  const out: [string, string][] = []
  for (let at = 0, n = 0; at < text.length; n++) {
    let known = keys[n]
    if (known === undefined || !text.startsWith(known.mark, at)) {
      const equals = text.indexOf('=', at)
      if (equals === -1) break
      known = { mark: ownText(text.slice(at, equals + 1)), key: ownText(text.slice(at, equals).trim().toLowerCase()) }
      if (n < mostKeys) keys[n] = known
    }
    const value = at + known.mark.length
    let end = text.indexOf('; ', value - 1)
    const next = keys[n + 1]?.mark
    while (end !== -1 && !(next !== undefined && text.startsWith(next, end + 2)) && !startsKey(text, end + 2))
      end = text.indexOf('; ', end + 2)
    const stop = end === -1 ? text.length : end
    if (stop > value) out.push([known.key, text.slice(value, stop).trim()])
    at = end === -1 ? text.length : end + 2
  }
  return out
}

/** More properties than any VMM object has. */
const mostKeys = 100

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
