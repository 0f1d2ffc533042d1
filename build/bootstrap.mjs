// The one entry of every npm script: makes a bare clone ready, then runs what was asked for. It needs Node and nothing
// else, which is why it is the only plain script here: everything after `npm ci` is TypeScript.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const at = (...parts) => join(root, ...parts)
const out = at('out')
const stampFile = join(out, 'setup.json')
const lockFile = join(out, '.setup-lock')

/** What each verb needs and runs. `system` names the groups of system libraries below. */
const verbs = {
  setup: { system: ['compiler', 'runtime', 'headless'] },
  start: { system: ['compiler', 'runtime', 'headless'], program: 'build/demo/start.ts' },
  test: { system: ['compiler', 'runtime', 'headless'], program: 'build/checks/test.ts' },
  package: { system: ['compiler', 'runtime'], program: 'build/package/package.ts' },
  screens: { system: ['compiler', 'runtime', 'headless'], program: 'build/e2e/screens.ts' },
  bench: { system: ['compiler', 'runtime', 'headless'], program: 'test/bench/run.ts' },
  teeth: { system: ['compiler'], program: 'build/checks/teeth.ts' },
  offsite: { system: ['compiler'] },
}

// stdout belongs to the command; the set-up talks on stderr only
const say = (line) => process.stderr.write(`${line}\n`)
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`

class Stop extends Error {
  constructor(step, why, remedy) {
    super(`[${step}] failed. ${why}\nWhat to do: ${remedy}`)
  }
}

/** The version of Node-API that better-sqlite3's own binaries need. Below it, a binding is compiled. */
const nodeApiWanted = 10

// ---- 1. system libraries ---------------------------------------------------------------------------------------------

/**
 * Found by what they bring (a library's name, a program, a file), not by package name: those differ between releases.
 * Several package names mean: the first one that this system knows.
 */
const systemNeeds = {
  compiler: [
    { program: 'gcc', packages: ['gcc'] },
    { program: 'g++', packages: ['g++'] },
    { file: '/usr/include/stdio.h', packages: ['libc6-dev'] },
  ],
  runtime: [
    { library: 'libgtk-3.so.0', packages: ['libgtk-3-0t64', 'libgtk-3-0'] },
    { library: 'libnss3.so', packages: ['libnss3'] },
    { library: 'libasound.so.2', packages: ['libasound2t64', 'libasound2'] },
    { library: 'libgbm.so.1', packages: ['libgbm1'] },
    { library: 'libcups.so.2', packages: ['libcups2t64', 'libcups2'] },
    { library: 'libxkbcommon.so.0', packages: ['libxkbcommon0'] },
    { library: 'libatk-bridge-2.0.so.0', packages: ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'] },
    { library: 'libatspi.so.0', packages: ['libatspi2.0-0t64', 'libatspi2.0-0'] },
    { library: 'libdrm.so.2', packages: ['libdrm2'] },
    { library: 'libudev.so.1', packages: ['libudev1'] },
    { library: 'libXcomposite.so.1', packages: ['libxcomposite1'] },
    { library: 'libXdamage.so.1', packages: ['libxdamage1'] },
    { library: 'libXrandr.so.2', packages: ['libxrandr2'] },
    { library: 'libXfixes.so.3', packages: ['libxfixes3'] },
    { library: 'libXext.so.6', packages: ['libxext6'] },
    { library: 'libxcb.so.1', packages: ['libxcb1'] },
    { library: 'libexpat.so.1', packages: ['libexpat1'] },
    { library: 'libpango-1.0.so.0', packages: ['libpango-1.0-0'] },
    { library: 'libcairo.so.2', packages: ['libcairo2'] },
    { library: 'libdbus-1.so.3', packages: ['libdbus-1-3'] },
    { library: 'libsecret-1.so.0', packages: ['libsecret-1-0'] },
  ],
  headless: [
    { program: 'Xvfb', packages: ['xvfb'] },
    { program: 'xauth', packages: ['xauth'] },
    { program: 'dbus-run-session', packages: ['dbus-daemon'] },
    { program: 'dbus-send', packages: ['dbus-bin'] },
    { program: 'gnome-keyring-daemon', packages: ['gnome-keyring'] },
    { file: '/usr/share/fonts/truetype/liberation', packages: ['fonts-liberation'] },
  ],
}

const searchPath = `${process.env.PATH ?? ''}:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin`
const hasProgram = (name) => searchPath.split(':').some((folder) => folder && existsSync(join(folder, name)))

const output = (file, args) => {
  const result = spawnSync(file, args, { encoding: 'utf8', env: { ...process.env, PATH: searchPath } })
  return result.status === 0 ? result.stdout : ''
}

/** The packages that are missing on this machine, in the groups that the verb needs. */
const missingPackages = (groups) => {
  const libraries = output('ldconfig', ['-p'])
  const isThere = (need) => {
    if (need.library) return libraries.includes(`\t${need.library} `)
    return need.program ? hasProgram(need.program) : existsSync(need.file)
  }
  const missing = groups.flatMap((group) => systemNeeds[group]).filter((need) => !isThere(need))
  return missing.map((need) => need.packages)
}

const knownPackage = (names) =>
  names.find((name) => /^Package:/m.test(output('apt-cache', ['show', '--no-all-versions', name]))) ?? names.at(-1)

const systemLibraries = async (verb) => {
  // other systems bring these with the desktop; where one is missing, the runtime names it
  if (process.platform !== 'linux' || !hasProgram('apt-get')) return
  const missing = missingPackages(verbs[verb].system)
  if (missing.length === 0) return
  const isRoot = process.getuid() === 0
  const command = isRoot ? [] : ['sudo', '-n']
  const guess = missing.map((names) => names.at(-1)).join(' ')
  if (!isRoot && (!hasProgram('sudo') || spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status !== 0)) {
    const names = missing.map(knownPackage).join(' ')
    throw new Stop(
      'System libraries',
      `Missing: ${names}.`,
      `run this line, then the command again:\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names}`,
    )
  }
  await step('System libraries', `installing ${guess}`, async () => {
    const apt = async (...args) => {
      const [file, ...rest] = [...command, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args]
      const code = await show(file, rest)
      if (code !== 0) {
        throw new Stop(
          'System libraries',
          `apt-get ${args[0]} ended with code ${code}.`,
          `read its message above. The packages are: ${guess}`,
        )
      }
    }
    await apt('update', '-q')
    await apt('install', '-y', '-q', '--no-install-recommends', ...missing.map(knownPackage))
  })
}

// ---- 2. npm packages -------------------------------------------------------------------------------------------------

const readJson = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** npm writes its own list last, when everything stands: it must hold what package-lock.json asks for, by content. */
const modulesAreCurrent = () => {
  const wanted = readJson(at('package-lock.json'))?.packages
  const there = readJson(at('node_modules', '.package-lock.json'))?.packages
  if (!wanted || !there) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    const found = there[path]
    // an optional package is left out where it is made for another system
    if (!found) return entry.optional === true
    return found.version === entry.version && found.integrity === entry.integrity
  })
}

/** npm as a program: the one that runs this script, else the one on the path. On Windows the latter is a shell script. */
const npmCommand = (args) => {
  const script = process.env.npm_execpath
  if (script?.endsWith('.js')) return [process.execPath, [script, ...args], {}]
  return ['npm', args, { shell: process.platform === 'win32' }]
}

const installModules = () =>
  step('npm packages', 'npm ci', async () => {
    // No install scripts: better-sqlite3's would compile with Python, and every other package brings its binary along.
    const [file, args, options] = npmCommand(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])
    // Electron's binary has a step of its own, with a fallback
    const code = await show(file, args, { ...options, env: { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1' } }, () => {
      const count = existsSync(at('node_modules')) ? readdirSync(at('node_modules')).length : 0
      return `${count} folders in node_modules`
    })
    if (code !== 0) {
      throw new Stop(
        'npm packages',
        `npm ci ended with code ${code}.`,
        'check that npm reaches its registry (npm ping), then run the command again.',
      )
    }
  })

// ---- running things --------------------------------------------------------------------------------------------------

/** Runs a program whose output is for the user (on stderr). One that is silent itself gets a line every ten seconds. */
const show = (file, args, options = {}, progress = undefined) =>
  new Promise((done, fail) => {
    const since = performance.now()
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', 2, 2], ...options })
    const beat = progress && setInterval(() => say(`  … ${progress()}, ${seconds(since)}`), 10_000)
    child.on('error', fail)
    child.on('close', (code) => {
      clearInterval(beat)
      done(code ?? 1)
    })
  })

const step = async (name, what, work) => {
  const since = performance.now()
  say(`[${name}] ${what}`)
  await work()
  say(`[${name}] done, ${seconds(since)}`)
}

/** Runs the program that was asked for in the place of this one: same input and output, its exit code, its signals. */
const become = (file, args, options) => {
  const child = spawn(file, args, { stdio: 'inherit', ...options })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    say(String(error))
    process.exitCode = 1
  })
  child.on('close', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1)
  })
}

const withTsx = (program, args) => ['--import', 'tsx', at(program), ...args]

// ---- what is there already -------------------------------------------------------------------------------------------

const filesBelow = (path) => {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)],
  )
}

/** One hash over everything that the bundles are made from. */
const sourcesHash = () => {
  const hash = createHash('sha1')
  const places = [
    'main',
    'preload',
    'renderer',
    'native-db',
    'electron.vite.config.ts',
    'package.json',
    'package-lock.json',
    'tsconfig.base.json',
  ]
  for (const file of places.flatMap((place) => filesBelow(at(place))).sort()) {
    hash
      .update(`${file.slice(root.length)}\0`)
      .update(readFileSync(file))
      .update('\0')
  }
  return hash.digest('hex')
}

const sizeOf = (file) => statSync(file, { throwIfNoEntry: false })?.size

/** Whether the command line can run at once: the modules, the bundle of these sources, and the binding of this Node. */
const commandLineIsReady = (sources) => {
  const stamp = readJson(stampFile)
  if (stamp?.sources !== sources || !existsSync(join(out, 'main', 'cli.js'))) return false
  if (Number(process.versions.napi) < nodeApiWanted && sizeOf(join(out, 'native', 'better_sqlite3.node')) !== stamp.bindingBytes)
    return false
  return modulesAreCurrent()
}

const isRunning = (pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // another user's process: it runs
    return error.code === 'EPERM'
  }
}

/** A lock without a number is one whose owner is about to write it, unless it has stood for a while. */
const isYoung = (file) => Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) < 2000

/** One set-up at a time in one clone; a lock whose process is gone counts for nothing. */
const withLock = async (work) => {
  mkdirSync(out, { recursive: true })
  for (let told = false; ; ) {
    try {
      writeFileSync(lockFile, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    const owner = Number(readJson(lockFile) ?? 0)
    if (owner ? isRunning(owner) : isYoung(lockFile)) {
      if (!told) say(`[Set-up] waiting for another set-up of this folder${owner ? ` (process ${owner})` : ''}`)
      told = true
    } else rmSync(lockFile, { force: true })
    await new Promise((go) => setTimeout(go, 200))
  }
  const release = () => rmSync(lockFile, { force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    release()
    process.off('exit', release)
  }
}

const setUp = (verb) =>
  withLock(async () => {
    const sources = sourcesHash()
    if (verb === 'offsite' && commandLineIsReady(sources)) return
    await systemLibraries(verb)
    if (!modulesAreCurrent()) await installModules()
    const code = await show(process.execPath, withTsx('build/setup/setup.ts', [verb, sources]))
    if (code !== 0) process.exit(code)
  })

const main = async () => {
  const [verb = '', ...args] = process.argv.slice(2)
  if (!Object.hasOwn(verbs, verb)) throw new Stop('Command', `There is no "${verb}".`, `use one of: ${Object.keys(verbs).join(', ')}.`)
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Stop('Node', `This is Node ${process.versions.node}.`, 'install Node 20.19 or newer.')
  }
  // npm changes to the clone; file names on the command line mean the folder that the user is in
  const cwd = process.env.npm_lifecycle_event === verb && process.env.INIT_CWD ? process.env.INIT_CWD : process.cwd()
  if (verb !== 'offsite' || !commandLineIsReady(sourcesHash())) await setUp(verb)
  if (verb === 'offsite') return become(process.execPath, [at('out', 'main', 'cli.js'), ...args], { cwd })
  const { program } = verbs[verb]
  if (program) become(process.execPath, withTsx(program, args), { cwd: root, env: { ...process.env, OFFSITE_CWD: cwd } })
}

main().catch((error) => {
  say(error instanceof Stop ? error.message : String(error.stack ?? error))
  process.exitCode = 1
})
