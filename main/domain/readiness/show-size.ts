const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']

/** "1.2 TiB". 1,024-based, one decimal, rounded up: a need never looks smaller than it is. */
export const showSize = (bytes: number): string => {
  let figure = bytes
  let unit = 0
  while (figure >= 1024 && unit < units.length - 1) {
    figure /= 1024
    unit++
  }
  if (unit === 0) return `${figure} B`
  const rounded = Math.ceil(figure * 10) / 10
  return `${rounded.toLocaleString('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 })} ${units[unit]}`
}
