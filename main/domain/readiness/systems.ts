import type { GuestSystem, RulePack } from './pack.types.ts'

interface Compiled {
  systems: { system: GuestSystem; expression: RegExp }[]
  bits32: RegExp
  /** What names met before turned out to be: an estate has few, and asks for each of its machines. */
  seen: Map<string, GuestSystem | null>
}
const compiled = new WeakMap<RulePack, Compiled>()
const compile = (pack: RulePack): Compiled => {
  let found = compiled.get(pack)
  if (!found) {
    found = {
      systems: pack.operatingSystems.list.map((system) => ({ system, expression: new RegExp(system.match, 'iu') })),
      bits32: new RegExp(pack.operatingSystems.bits32, 'iu'),
      seen: new Map(),
    }
    compiled.set(pack, found)
  }
  return found
}

/** The pack's entry for an operating system name as VMM prints it; null when none fits. */
export const guestSystem = (pack: RulePack, osName: string): GuestSystem | null => {
  const { systems, seen } = compile(pack)
  const known = seen.get(osName)
  if (known !== undefined) return known
  const system = systems.find(({ expression }) => expression.test(osName))?.system ?? null
  if (seen.size < 1000) seen.set(osName, system)
  return system
}

// "x86-64" is no 32-bit system
const bits64 = /64[ -]?bit|x64|x86[-_]64|amd64/iu

export const saysBits32 = (pack: RulePack, osName: string): boolean => !bits64.test(osName) && compile(pack).bits32.test(osName)

/** Place of a host's release in the pack's order; null when its name tells none. "2012 R2" is not "2012". */
export const hostRelease = (pack: RulePack, osName: string): number | null => {
  const match = /(20\d\d)(\s*R2)?/iu.exec(osName)
  if (!match) return null
  const index = pack.hostReleases.indexOf(match[2] ? `${match[1]} R2` : match[1]!)
  return index < 0 ? null : index
}
