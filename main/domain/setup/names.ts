/** Azure's rules for names, and proposals that obey them. Marked "ours" in the picture where the source prints none. */

export const isVaultName = (name: string): boolean => /^[A-Za-z][A-Za-z0-9-]{1,49}$/.test(name)
export const isStorageName = (name: string): boolean => /^[a-z0-9]{3,24}$/.test(name)
export const isAzureVmName = (name: string): boolean => /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(name)
export const isResourceGroupName = (name: string): boolean => /^[A-Za-z0-9._()-]{0,89}[A-Za-z0-9_()-]$/.test(name)
export const isNetworkName = (name: string): boolean => /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_])$/.test(name)
export const isSubnetName = (name: string): boolean => /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,78}[A-Za-z0-9_])?$/.test(name)

/** The machine's own name where Azure takes it; else its letters, digits and hyphens. */
export const proposeAzureVmName = (name: string): string => {
  if (isAzureVmName(name)) return name
  const kept = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^A-Za-z0-9-]+/g, '-')
    .replace(/-{2,}/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '')
  return kept === '' ? 'vm' : kept
}

/** A free name: `wanted`, else with the first number that is not taken, within `maximum` characters. */
export const freeName = (wanted: string, taken: (name: string) => boolean, maximum: number, separator = ''): string => {
  const base = wanted.slice(0, maximum)
  if (!taken(base)) return base
  for (let n = 2; ; n += 1) {
    const suffix = `${separator}${n}`
    const name = `${base.slice(0, maximum - suffix.length)}${suffix}`
    if (!taken(name)) return name
  }
}

/** "Harbour Clinic" + "dr" -> "harbourclinicdr": 3 to 24 lower-case letters and digits. */
export const proposeStorageName = (labName: string, taken: (name: string) => boolean): string => {
  const letters = labName
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 20)
  return freeName(`${letters}drstore`.slice(0, 24), taken, 24)
}

/** "Plan 1" -> "Plan 2"; "Finance" -> "Finance 2". */
export const nextPlanName = (name: string): string => {
  const match = /^(.*?)(\d+)$/.exec(name)
  return match ? `${match[1]}${Number(match[2]) + 1}` : `${name} 2`
}
