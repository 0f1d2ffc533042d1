import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { ImportResult } from '../../../preload/contract/imports.ts'
import { t } from '../../../preload/contract/words.ts'
import { createImportService } from '../../services/import/import-service.ts'
import { type Command, labOption, optional, pathOf, UsageError } from '../command.ts'
import { actorOf, dropLab, labPath, makeLab, owning } from '../labs.ts'
import { printable, tableText } from '../table.ts'

export const importFiles: Command = {
  name: 'import',
  summary: t('Imports VMM exports and Azure Migrate CSVs; all files are one transaction. Makes the lab when it is missing.'),
  usage: [t('import FILE… --lab FILE [--rejects FILE] [--json]')],
  options: { ...labOption, rejects: { type: 'string' } },
  run: async ({ values, positionals }, io) => {
    if (positionals.length === 0) throw new UsageError(t('Name one or more files.'))
    const file = labPath(values, io)
    const rejects = optional(values, 'rejects')
    const files = positionals.map((path) => ({ path: pathOf(io, path), name: basename(path) }))
    const made = !existsSync(file)
    if (made) makeLab(file, io, { seed: 1, timeZone: io.timeZone, clockMs: io.wall() })
    // With --rejects the service writes nothing of its own: what it would write goes to a folder that is thrown away.
    const away = rejects === undefined ? null : mkdtempSync(join(tmpdir(), 'offsite-rejects-'))
    try {
      const result = await owning(file, io, async (store) => {
        const service = createImportService({
          store,
          wall: io.wall,
          actor: actorOf(io),
          rejectsFolder: away ?? dirname(files[0]?.path ?? io.cwd),
        })
        const done = await service.run(files)
        if (rejects === undefined || done.rejectedRows === 0) return done
        const target = pathOf(io, rejects)
        service.saveRejects(done.batchId, target)
        return { ...done, rejectsFile: target, warnings: done.warnings.filter((each) => each.code !== 'import-rejects') }
      })
      return { code: 0, json: result, text: textOf(result) }
    } catch (error) {
      if (made) dropLab(file)
      throw error
    } finally {
      if (away !== null) rmSync(away, { recursive: true, force: true })
    }
  },
}

/** More left-out values than this are counted only; all are in the rejects file. */
const listed = 20

const textOf = (result: ImportResult): string => {
  const kinds = [[t('virtual machines'), result] as const, ...Object.entries(result.parts)]
  const lines = [
    tableText(
      [t('Kind'), t('Created'), t('Updated'), t('Unchanged')],
      kinds.map(([kind, each]) => [kind, each.created, each.updated, each.unchanged]),
    ),
  ]
  for (const kept of result.conflictsKept)
    lines.push(
      t('Kept {name}.', {
        name: printable(
          t('{name}: {field} stays {kept}; the file offers {offered} ({file} line {line})', {
            name: kept.name,
            field: kept.field,
            kept: kept.kept ?? '-',
            offered: kept.offered ?? '-',
            file: kept.file,
            line: kept.line,
          }),
        ),
      }),
    )
  for (const each of result.rejected.slice(0, listed))
    lines.push(
      printable(
        t('{file} line {line}{column}: {reason} ("{value}")', {
          file: each.file,
          line: each.line,
          column: each.column === null ? '' : `, ${each.column}`,
          reason: each.reason,
          value: each.value,
        }),
      ),
    )
  if (result.rejected.length > listed)
    lines.push(t('… and {n, plural, one {# more value} other {# more values}}.', { n: result.rejected.length - listed }))
  if (result.rejectedRows > 0)
    lines.push(
      result.rejectsFile === null
        ? t('{n, plural, one {# row was} other {# rows were}} left out.', { n: result.rejectedRows })
        : t('{n, plural, one {# row was} other {# rows were}} left out. They are in {file}', {
            n: result.rejectedRows,
            file: result.rejectsFile,
          }),
    )
  for (const warning of result.warnings) lines.push(warning.message)
  return lines.join('\n')
}
