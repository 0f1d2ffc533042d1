import { mkdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { exportCollector } from '../../../main/services/collector-export.ts'
import { createImportService } from '../../../main/services/import/import-service.ts'
import { createLabFile, openLab } from '../../../main/services/lab/lab-files.ts'
import { deriveReadiness } from '../../../main/services/readiness-service.ts'
import { exportVmmCsv, fillSample, sampleClockMs, sampleTimeZone } from '../../../main/services/sample-service.ts'
import { cpuMs, floorImport, rowsOfLab } from './floor-import.ts'
import { askLab, enableLab, playLab, rewindLab, runPlan, serveLab } from './lab-replication.ts'
import { measureLists } from './lists.ts'
import { memoryAbove, pssMb } from './memory.ts'
import { floorLoop, playEstate } from './replication.ts'

// One measurement in a process of its own, so that none inherits another's heap. Prints one line of JSON.

const wall = Date.now
/** Says that the process goes on. */
const serving = Symbol('serving')
const newLab = (file: string): void =>
  createLabFile(file, { name: 'Bench', seed: 1, rulePack: '2016-05', timeZone: sampleTimeZone, clockMs: sampleClockMs, wallMs: wall() })

const [verb = '', ...paths] = process.argv.slice(2)
const [lab = '', ...files] = paths
const workFolder = join(dirname(lab), 'work')
mkdirSync(workFolder, { recursive: true })

const verbs: Record<string, () => Promise<unknown> | unknown> = {
  /** LAB CSV COLLECTORFILE */
  sample: async () => {
    newLab(lab)
    const store = openLab(lab, { wall, derive: deriveReadiness, workFolder })
    try {
      fillSample(store, { size: 'MAX', seed: 1, actor: 'bench' })
      const [csv = '', collector = ''] = files
      return { csv: (await exportVmmCsv(store.db, csv)).files, collector: (await exportCollector(store.db, collector)).files }
    } finally {
      store.close()
    }
  },
  /** NEWLAB FILE… */
  import: async () => {
    newLab(lab)
    const store = openLab(lab, { wall, derive: deriveReadiness, workFolder })
    try {
      const service = createImportService({ store, wall, actor: 'bench', rejectsFolder: workFolder })
      const { result, above } = await memoryAbove(async () => {
        const [started, cpu] = [performance.now(), process.cpuUsage()]
        const { created, rejectedRows } = await service.run(files.map((path) => ({ path, name: basename(path) })))
        return { ms: performance.now() - started, cpu: cpuMs(cpu), created, rejectedRows }
      })
      if (result.created !== 25_000 || result.rejectedRows !== 0) throw new Error(`The import took ${result.created} machines`)
      return { ms: result.ms, cpuMs: result.cpu, mb: above }
    } finally {
      store.close()
    }
  },
  /** NEWLAB REFERENCELAB FILE… */
  floor: async () => {
    const [reference = '', ...rest] = files
    const tables = rowsOfLab(reference)
    newLab(lab)
    const { result, above } = await memoryAbove(() => floorImport(rest, tables, lab))
    return { ms: result.ms, cpuMs: result.cpu, mb: above }
  },
  /** - MACHINES FREQUENCY DAYS */
  replication: () => playEstate(Number(files[0]), Number(files[1]), Number(files[2]), pssMb),
  /** - DISKS TICKS */
  'replication-floor': () => ({ ms: floorLoop(Number(files[0]), Number(files[1])), pssMb: pssMb() }),
  /** LAB [BPS]: makes the largest estate, finishes Getting Started and enables replication */
  'lab-enable': () => {
    newLab(lab)
    const store = openLab(lab, { wall, derive: deriveReadiness, workFolder })
    fillSample(store, { size: 'MAX', seed: 1, actor: 'bench' })
    store.close()
    return enableLab(lab, workFolder, files[0] === undefined ? null : Number(files[0]))
  },
  /** LAB DAYS */
  'lab-play': () => playLab(lab, workFolder, Number(files[0]), pssMb),
  /** LAB TURNS */
  'lab-rewind': () => rewindLab(lab, workFolder, Number(files[0])),
  'lab-plan': () => runPlan(lab, workFolder, Number(files[0])),
  /** LAB SECONDS */
  'lab-calls': () => askLab(process.argv[1] ?? '', lab, Number(files[0])),
  /** LAB: answers calls of its parent until that goes */
  'lab-serve': () => {
    serveLab(lab, workFolder, pssMb)
    return serving
  },
  /** LAB TURNS */
  lists: () => measureLists(lab, workFolder, Number(files[0])),
}

const work = verbs[verb]
if (work === undefined) throw new Error(`There is no "${verb}"`)
const answer = await work()
if (answer !== serving) process.stdout.write(`${JSON.stringify(answer ?? null)}\n`)
