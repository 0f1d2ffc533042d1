/** Longest name of an Azure machine (VM-NAME-LEN). */
const longest = 63

/** A valid Azure machine name close to `name`: letters, digits and hyphens, ends in a letter or digit; "vm" if nothing is left. */
export const suggestAzureName = (name: string): string => {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9-]+/gu, '-')
    .replace(/-{2,}/gu, '-')
    .slice(0, longest + 1)
    .replace(/^-+/u, '')
    .slice(0, longest)
    .replace(/-+$/u, '')
  return plain === '' ? 'vm' : plain
}
