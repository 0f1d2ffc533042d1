import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { AppError } from '../../../preload/contract/errors.ts'
import { plural, t } from '../../../preload/contract/words.ts'
import { exportCollector } from '../../services/collector-export.ts'
import { readySample } from '../../services/sample-ready.ts'
import { estateSizes, exportVmmCsv, fillSample, sampleClockMs, sampleTimeZone } from '../../services/sample-service.ts'
import { type Command, labOption, oneOf, optional, pathOf, required, UsageError, wholeNumber } from '../command.ts'
import { actorOf, dropLab, labPath, makeLab, owning } from '../labs.ts'

const kinds: Record<string, string> = { clouds: 'cloud', hosts: 'host', vms: 'vm', disks: 'virtual_disk', adapters: 'network_adapter' }

/** What `--as` writes beside the lab. */
const exporters = { 'vmm-csv': exportVmmCsv, collector: exportCollector } as const
const shapes = Object.keys(exporters) as (keyof typeof exporters)[]

export const sample: Command = {
  name: 'sample',
  summary: t('Makes a lab with a reference estate, and on request its VMM exports or its collector file.'),
  usage: [t('sample --size S|M|L|XL|MAX --lab FILE [--seed N] [--ready] [--as vmm-csv|collector FILE] [--json]')],
  options: { ...labOption, size: { type: 'string' }, seed: { type: 'string' }, ready: { type: 'boolean' }, as: { type: 'string' } },
  run: async ({ values, positionals }, io) => {
    const size = oneOf(required(values, 'size'), estateSizes, '--size')
    const seed = wholeNumber(optional(values, 'seed') ?? '1', '--seed', 0, 2 ** 31 - 1)
    const shape = optional(values, 'as')
    const write = exporters[shape === undefined ? 'vmm-csv' : oneOf(shape, shapes, '--as')]
    if (positionals.length !== (shape === undefined ? 0 : 1))
      throw new UsageError(
        shape === undefined
          ? t('"{positionals}" is not expected here.', { positionals: positionals[0] })
          : t('Name one file after --as {shape}.', { shape }),
      )
    const file = labPath(values, io)
    if (existsSync(file))
      throw new AppError({
        code: 'file-exists',
        message: t('"{file}" exists already.', { file: basename(file) }),
        remedy: t('Choose another file.'),
        at: { file },
      })
    makeLab(file, io, { seed, timeZone: sampleTimeZone, clockMs: sampleClockMs, ...(size === 'S' ? { name: 'Harbour Clinic' } : {}) })
    try {
      return await owning(file, io, async (store) => {
        fillSample(store, { size, seed, actor: actorOf(io) })
        const ready = values.ready === true
        if (ready) readySample(store, { size, actor: actorOf(io) })
        const counts = Object.fromEntries(
          Object.entries(kinds).map(([kind, table]) => [kind, store.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number]),
        )
        const target = positionals[0]
        const files = target === undefined ? [] : (await write(store.db, pathOf(io, target))).files
        return {
          code: 0,
          json: { lab: file, size, seed, ready, counts, files },
          text: [
            t('{file}: {machines}, {hosts}, {clouds} (seed {seed}).', {
              file: basename(file),
              machines: plural(counts.vms ?? 0, 'virtual machine'),
              hosts: plural(counts.hosts ?? 0, 'host'),
              clouds: plural(counts.clouds ?? 0, 'cloud'),
              seed,
            }),
            ...(ready ? [t('Getting Started is finished: replication can be enabled.')] : []),
            ...files.map((each) => t('Wrote {each}', { each })),
          ].join('\n'),
        }
      })
    } catch (error) {
      dropLab(file)
      throw error
    }
  },
}
