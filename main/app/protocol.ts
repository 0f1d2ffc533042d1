import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, resolve, sep } from 'node:path'
import type { CustomScheme, ProtocolRequest } from 'electron'
import { appOrigin } from '../../preload/contract/wire.ts'
import { contentSecurityPolicy } from '../security/csp.ts'

/** Must be registered before the app is ready. */
export const appScheme: CustomScheme = {
  scheme: 'offsite',
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
}

/** An answer of the scheme. */
export interface Served {
  statusCode: number
  headers: Record<string, string>
  data: Buffer
}

/** The file below `root` that a URL of ours names, or null: another host, a way out of the folder, a file type we do not ship. */
export const fileOf = (root: string, url: string): string | null => {
  try {
    const { protocol, host, pathname } = new URL(url)
    if (`${protocol}//${host}` !== appOrigin) return null
    const path = decodeURIComponent(pathname)
    if (path.includes('\0') || path.includes('\\')) return null
    const file = resolve(root, `.${path}`)
    return file.startsWith(resolve(root) + sep) && extname(file) in types ? file : null
  } catch {
    return null
  }
}

/** Gives the document the nonce that its Content-Security-Policy names; the page reads it for Fluent's style elements. */
export const withNonce = (html: string, nonce: string): string => {
  const marked = html.replace(/<head>/i, `<head><meta name="csp-nonce" content="${nonce}">`)
  if (marked === html) throw new Error('index.html has no <head> for the nonce.')
  return marked
}

/** Says which language the page speaks: to the page itself, and to whoever reads it aloud. */
export const withLanguage = (html: string, language: string): string => html.replace(/<html lang="[^"]*">/i, `<html lang="${language}">`)

/**
 * Answers requests of the scheme from the folder `root`, each document with a fresh nonce and in the language of the moment.
 */
export const serveApp =
  (root: string, language: () => string) =>
  async ({ method, url }: Pick<ProtocolRequest, 'method' | 'url'>): Promise<Served> => {
    const nonce = randomBytes(18).toString('base64')
    const headers = {
      'Content-Security-Policy': contentSecurityPolicy(nonce),
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
    }
    const refuse = (statusCode: number): Served => ({ statusCode, headers, data: Buffer.alloc(0) })
    if (method !== 'GET') return refuse(405)
    const file = fileOf(root, url)
    if (file === null) return refuse(404)
    try {
      const type = types[extname(file)] as string
      const bytes = await readFile(file)
      const data = extname(file) === '.html' ? Buffer.from(withNonce(withLanguage(bytes.toString('utf8'), language()), nonce)) : bytes
      return { statusCode: 200, headers: { ...headers, 'Content-Type': type }, data }
    } catch {
      return refuse(404)
    }
  }
