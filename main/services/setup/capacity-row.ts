import type { Database } from 'better-sqlite3'

/** What Getting Started left of the link and its throttling: rates in bit/s, days as a JSON list of names, times as HH:MM. */
export interface CapacityRow {
  planner_done: 'yes' | 'later'
  link_bits_per_second: number
  daily_change_ppm: number
  initial_replication_hours: number
  /** 0 or 1. */
  throttle_enabled: number
  work_days: string
  work_start: string
  work_end: string
  work_bits_per_second: number
  non_work_bits_per_second: number
  upload_threads: number
  download_threads: number
}

/** undefined = Getting Started isn't finished. */
export const capacityRow = (db: Database): CapacityRow | undefined =>
  db.prepare<[], CapacityRow>('SELECT * FROM capacity_settings WHERE id = 1').get()
