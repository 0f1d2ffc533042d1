/** Azure regions offered for a vault: the public regions of May 2016. The source leaves availability to a price page. */
export const regions: readonly string[] = [
  'Australia East',
  'Australia Southeast',
  'Brazil South',
  'Central India',
  'Central US',
  'East Asia',
  'East US',
  'East US 2',
  'Japan East',
  'Japan West',
  'North Central US',
  'North Europe',
  'South Central US',
  'South India',
  'Southeast Asia',
  'West Europe',
  'West India',
  'West US',
]

export const defaultRegion = 'West Europe'

/** "West Europe" and "westeurope" are one region. */
const canonical = (region: string): string => region.toLowerCase().replace(/[^a-z0-9]/g, '')
export const sameRegion = (a: string, b: string): boolean => canonical(a) === canonical(b)
export const regionNamed = (name: string): string | undefined => regions.find((each) => sameRegion(each, name))
