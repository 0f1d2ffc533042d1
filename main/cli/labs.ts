import { existsSync, rmSync } from 'node:fs'
import { basename } from 'node:path'
import { createLabFile, openLabForReading } from '../services/lab/lab-files.ts'
import type { LabStore } from '../services/lab/lab-store.types.ts'
import { openOwnedLab } from '../services/lab/owned-lab.ts'
import { deriveReadiness } from '../services/readiness-service.ts'
import { pathOf, required, type Values } from './command.ts'
import type { CommandIo } from './io.ts'

export const labPath = (values: Values, io: CommandIo): string => pathOf(io, required(values, 'lab'))
export const actorOf = (io: CommandIo): string => `cli:${io.user}`

/** Beside a live owner: reads what is committed. Throws what `openLabForReading` throws. */
export const reading = async <T>(file: string, io: CommandIo, work: (store: LabStore) => T | Promise<T>): Promise<T> => {
  const store = openLabForReading(file, { workFolder: io.workFolder })
  try {
    return await work(store)
  } finally {
    store.close()
  }
}

/** As the lab's one owner. Throws AppError `lab-locked`, which names the owner, and what `openLab` throws. */
export const owning = async <T>(file: string, io: CommandIo, work: (store: LabStore) => T | Promise<T>): Promise<T> => {
  const store = openOwnedLab(file, { wall: io.wall, derive: deriveReadiness, workFolder: io.workFolder })
  try {
    return await work(store)
  } finally {
    store.close()
  }
}

export interface NewLabValues {
  seed: number
  timeZone: string
  clockMs: number
  name?: string
}

export const makeLab = (file: string, io: CommandIo, values: NewLabValues): void =>
  createLabFile(file, {
    name: values.name ?? basename(file).replace(/\.offsite$/i, ''),
    seed: values.seed,
    rulePack: '2016-05',
    timeZone: values.timeZone,
    clockMs: values.clockMs,
    wallMs: io.wall(),
  })

/** Takes back a lab that this command made and could not fill. */
export const dropLab = (file: string): void => {
  for (const each of [file, `${file}-wal`, `${file}-shm`, `${file}-lock`]) if (existsSync(each)) rmSync(each, { force: true })
}
