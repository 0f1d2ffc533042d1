import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { inRoot } from '../../build/support/paths.ts'
import { capture } from '../../build/support/run.ts'
import { say } from '../../build/support/step.ts'
import { type Figure, type FigureSpec, figureOf } from './statistics.ts'

/** Bundled as the console itself is: what runs TypeScript directly keeps names of functions and is slower. */
const bundle = async (): Promise<string> => {
  const outDir = inRoot('out', 'bench', 'bundle')
  await build({
    configFile: false,
    root: inRoot(),
    logLevel: 'warn',
    build: {
      ssr: inRoot('test', 'bench', 'node', 'child.ts'),
      outDir,
      emptyOutDir: true,
      minify: false,
      target: 'node20',
      copyPublicDir: false,
    },
  })
  return join(outDir, 'child.js')
}

type Source = 'csv' | 'collector'

/** What each figure of the group imports. */
const sourceOf: Readonly<Record<string, Source>> = {
  'import-time': 'csv',
  'import-memory': 'csv',
  'collector-time': 'collector',
  'collector-memory': 'collector',
}

interface Cost {
  ms: number
  mb: number
}

/** The figures that need no window. Throws when a measurement fails. */
export const nodeFigures = async (specs: readonly FigureSpec[], turns: number): Promise<Figure[]> => {
  const script = await bundle()
  const folder = mkdtempSync(join(tmpdir(), 'offsite-bench-'))
  const at = (name: string): string => join(folder, name)
  const child = async <T>(...args: string[]): Promise<T> => {
    const { code, stdout, stderr } = await capture(process.execPath, ['--expose-gc', script, ...args])
    if (code !== 0) throw new Error(`bench ${args[0]} ended with code ${code}: ${stderr}`)
    return JSON.parse(stdout) as T
  }
  const drop = (lab: string): void => {
    for (const end of ['', '-wal', '-shm']) rmSync(`${lab}${end}`, { force: true })
  }
  const figures: Figure[] = []
  const wanted = (group: FigureSpec['group']): FigureSpec[] => specs.filter((spec) => spec.group === group)
  try {
    if (wanted('replication').length > 0) figures.push(...(await replicationFigures(wanted('replication'), turns, child)))
    if (wanted('import').length === 0 && wanted('lists').length === 0) return figures
    say('[bench] making MAX and its exports')
    const files = await child<Record<Source, string[]>>('sample', at('max.offsite'), at('max.csv'), at('max.jsonl'))
    for (const source of ['csv', 'collector'] as const) {
      const specs = wanted('import').filter(({ name }) => sourceOf[name] === source)
      if (specs.length === 0) continue
      // The first import warms the file cache; its lab is what the floor inserts again.
      await child('import', at('reference.offsite'), ...files[source])
      const [runs, floors] = [[], []] as [Cost[], Cost[]]
      for (let turn = 0; turn < turns; turn++) {
        floors.push(await child<Cost>('floor', at('floor.offsite'), at('reference.offsite'), ...files[source]))
        drop(at('floor.offsite'))
        runs.push(await child<Cost>('import', at('run.offsite'), ...files[source]))
        drop(at('run.offsite'))
        say(
          `[bench] import ${source} ${turn + 1} of ${turns}: ${Math.round(runs.at(-1)?.ms ?? 0)} ms, floor ${Math.round(floors.at(-1)?.ms ?? 0)} ms`,
        )
      }
      drop(at('reference.offsite'))
      for (const spec of specs) {
        const of = (costs: Cost[]): number[] => costs.map(({ ms, mb }) => (spec.unit === 'ms' ? ms : mb))
        figures.push(figureOf(spec, of(runs), of(floors)))
      }
    }
    if (wanted('lists').length > 0) {
      say('[bench] lists')
      const times = await child<{ runs: Record<string, number[]>; floors: Record<string, number[]> }>(
        'lists',
        at('max.offsite'),
        String(turns),
      )
      for (const spec of wanted('lists')) figures.push(figureOf(spec, times.runs[spec.name] ?? [], times.floors[spec.name] ?? []))
    }
    return figures
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Play {
  ms: number
  pssMb: number | null
  checkpointMb: number
}
interface Runs {
  runs: number[]
  floors: number[]
}

const replicationFigures = async (
  specs: readonly FigureSpec[],
  turns: number,
  child: <T>(...args: string[]) => Promise<T>,
): Promise<Figure[]> => {
  const days = 30
  const named = new Map<string, Runs>(specs.map(({ name }) => [name, { runs: [], floors: [] }]))
  const note = (name: string, run: number | null, floor: number | null): void => {
    if (run === null || floor === null) return
    named.get(name)?.runs.push(run)
    named.get(name)?.floors.push(floor)
  }
  const play = (machines: number, frequencyMs: number): Promise<Play> =>
    child<Play>('replication', '-', String(machines), String(frequencyMs), String(days))
  for (let turn = 0; turn < turns; turn++) {
    const floor = await child<{ ms: number; pssMb: number | null }>('replication-floor', '-', '70000', '8640')
    const big = await play(25_000, 300_000)
    note('replication-5min', big.ms, floor.ms)
    note('replication-memory', big.pssMb, floor.pssMb)
    note('replication-checkpoints', big.checkpointMb, (70_000 * 8 * days) / 1e6)
    if (named.has('replication-growth')) note('replication-growth', big.ms, (await play(2_500, 300_000)).ms)
    if (named.has('replication-30s')) note('replication-30s', (await play(25_000, 30_000)).ms, floor.ms)
    say(`[bench] replication ${turn + 1} of ${turns}: ${Math.round(big.ms)} ms, floor ${Math.round(floor.ms)} ms`)
  }
  return specs.flatMap((spec) => {
    const { runs, floors } = named.get(spec.name) ?? { runs: [], floors: [] }
    return runs.length === 0 ? [] : [figureOf(spec, runs, floors)]
  })
}
