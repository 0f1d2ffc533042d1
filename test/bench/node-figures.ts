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
    if (wanted('replication').length > 0)
      figures.push(...(await replicationFigures(wanted('replication'), turns, child, at('replication.offsite'))))
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
interface Floor {
  ms: number
  pssMb: number | null
}
interface Runs {
  runs: number[]
  floors: number[]
}
type Child = <T>(...args: string[]) => Promise<T>

/** Carries the initial replication of all ready machines of MAX within hours and their change at any time: 1 Tbit/s. */
const wideLinkBps = 1e12

/** One lab that is asked while it plays, one that is played for 30 days and then asked: once, because that takes a while. */
const labFigures = async ({
  named,
  note,
  bare,
  child,
  lab,
  days,
  turns,
}: {
  named: ReadonlyMap<string, Runs>
  note: (name: string, run: number | null, floor: number | null) => void
  bare: () => Promise<Floor>
  child: Child
  lab: string
  days: number
  turns: number
}): Promise<void> => {
  say('[bench] making MAX with all that can be replicated')
  const enabled = await child<{ ms: number; floorMs: number; items: number }>('lab-enable', lab)
  note('lab-enable', enabled.ms, enabled.floorMs)
  const floor = await bare()
  if (named.has('lab-calls') || named.has('lab-engine-memory')) {
    say(`[bench] asking a lab that plays ${enabled.items} machines`)
    const calls = await child<{ p95: number; idleP95: number; slowest: number; achieved: number; pssMb: number | null }>(
      'lab-calls',
      lab,
      '30',
    )
    say(`[bench] calls: slowest ${Math.round(calls.slowest)} ms, clock at ${Math.round(calls.achieved)} times`)
    note('lab-calls', calls.p95, calls.idleP95)
    note('lab-engine-memory', calls.pssMb, floor.pssMb)
  }
  const after = ['lab-30d', 'lab-memory', 'lab-checkpoints', 'lab-rewind', 'lab-plan']
  if (!after.some((name) => named.has(name))) return
  say(`[bench] playing a lab with a link of its own for ${days} days`)
  const wide = `${lab}.wide`
  await child('lab-enable', wide, String(wideLinkBps))
  const play = await child<{ ms: number; pssMb: number | null; checkpointMb: number }>('lab-play', wide, String(days))
  say(`[bench] ${Math.round(play.ms)} ms`)
  note('lab-30d', play.ms, floor.ms)
  note('lab-memory', play.pssMb, floor.pssMb)
  note('lab-checkpoints', play.checkpointMb, (70_000 * 8 * days) / 1e6)
  for (const name of ['lab-plan', 'lab-rewind'])
    if (named.has(name)) {
      const { runs, floors } = await child<Runs>(name, wide, String(turns))
      for (const [n, run] of runs.entries()) note(name, run, floors[n] ?? null)
    }
}

const replicationFigures = async (specs: readonly FigureSpec[], wantedTurns: number, child: Child, lab: string): Promise<Figure[]> => {
  let turns = wantedTurns
  const days = 30
  const named = new Map<string, Runs>(specs.map(({ name }) => [name, { runs: [], floors: [] }]))
  const note = (name: string, run: number | null, floor: number | null): void => {
    if (run === null || floor === null) return
    named.get(name)?.runs.push(run)
    named.get(name)?.floors.push(floor)
  }
  const play = (machines: number, frequencyMs: number): Promise<Play> =>
    child<Play>('replication', '-', String(machines), String(frequencyMs), String(days))
  const bare = (): Promise<Floor> => child<Floor>('replication-floor', '-', '70000', '8640')
  if (specs.some(({ name }) => name.startsWith('lab-'))) await labFigures({ named, note, bare, child, lab, days, turns })
  if (specs.every(({ name }) => name.startsWith('lab-'))) turns = 0
  for (let turn = 0; turn < turns; turn++) {
    const floor = await bare()
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
