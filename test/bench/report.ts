import type { Comparison, Figure, Goal } from './statistics.ts'

const number = (value: number, digits: number): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })

const amount = (value: number, unit: string): string => `${number(value, value < 100 ? 1 : 0)} ${unit}`

const goalText = (goals: readonly Goal[], unit: string): string =>
  goals.map(({ kind, atMost }) => (kind === 'ratio' ? `<= ${number(atMost, 1)} x` : `<= ${number(atMost, 0)} ${unit}`)).join(', ')

/** The table that people read: one line a figure; a goal that is missed is marked, a figure worse than the baseline too. */
export const markdownOf = (figures: readonly Figure[], comparisons: readonly Comparison[]): string => {
  const lines = figures.map((figure) => {
    const compared = comparisons.find(({ name }) => name === figure.name)
    const before = compared === undefined ? '-' : `${number(compared.baseline, 2)} x${compared.worse ? ' **worse**' : ''}`
    return [
      `${figure.what} (\`${figure.name}\`)`,
      amount(figure.value, figure.unit),
      `${amount(figure.floor, figure.unit)}: ${figure.against}`,
      figure.ratio === null ? '-' : `${number(figure.ratio, 2)} x`,
      `${goalText(figure.goals, figure.unit)}${figure.goalsMet ? '' : ' **missed**'}`,
      before,
    ]
  })
  const rows = [['Figure', 'Median', 'Floor', 'Ratio', 'Goal', 'Baseline'], ['---', '---:', '---', '---:', '---', '---:'], ...lines]
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
