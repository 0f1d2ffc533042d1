/** Where texts may stand bare, each with its reason. Short on purpose: what people read goes through `t`. */

/** Files whose texts are not the console's own words. */
const files: readonly { pattern: RegExp; why: string }[] = [
  { pattern: /^main\/domain\/sample\//, why: 'the sample estate is data: names of an invented company' },
  { pattern: /^main\/services\/sample-service\.ts$/, why: 'names of columns and of the sample' },
  { pattern: /^main\/domain\/(scripts\/|collector\/script-)/, why: 'PowerShell: code and its comments are in English, as the cmdlets are' },
  { pattern: /^main\/domain\/importing\/(columns|vmm-export|heading|os-names)\.ts$/, why: 'words of files that VMM writes' },
  { pattern: /^main\/domain\/connect\/commands\.ts$/, why: 'commands as they are typed' },
  { pattern: /^native-db\/(migrations|queries)\//, why: 'SQL' },
  { pattern: /^main\/cli\/outputs\//, why: 'JSON Schema' },
  { pattern: /^main\/domain\/setup\/regions\.ts$/, why: 'names of Azure regions' },
  { pattern: /^main\/app\/console\.ts$/, why: 'lines of the log, for who mends the console' },
  {
    pattern: /^main\/domain\/replication\/(?!case-)/,
    why: 'words of the log and of its states: they are hashed, and the same in every language',
  },
  { pattern: /^main\/services\/replication\/scenario-builder\.ts$/, why: 'names in the scenario: they are hashed with it' },
  { pattern: /^main\/security\//, why: 'policies and headers' },
  { pattern: /^main\/app\/(places|protocol|fork-engine|spawn-keychain)\.ts$/, why: 'names of folders, types and processes' },
]

/** The same text everywhere: names, units, keys of the keyboard, and words of formats. */
const everywhere = new Set([
  'Offsite Console',
  'Harbour Clinic',
  'English',
  'Windows',
  'Linux',
  'Chromium',
  'Node.js',
  'HTML',
  'JSON',
  'Bicep',
  'PowerShell',
  'Microsoft Azure',
  'Azure',
  'Mbps',
  '&nbsp;',
  'Kbps',
  'Mon',
])

const inFile: readonly { pattern: RegExp; texts: RegExp; why: string }[] = [
  { pattern: /^renderer\/app\/app\.tsx$/, texts: /^"Segoe UI"/, why: 'a font' },
  { pattern: /^preload\/contract\/inventory\.ts$/, texts: /^cells are texts/, why: 'a fault of the program, for its log' },
  {
    pattern: /./,
    texts: /^@media |translate[XY]\(|minmax\(|:not\(|\[data-|\[role=|\[tabindex|^name="\{\}"$|^(\.|<\/?)[^ ]*$/,
    why: 'styles and selectors',
  },
  {
    pattern: /keyboard-map|keys\.ts$|machine-grid|candidate-grid|wizard-dialog|review-page|shortcut/,
    texts: /^(Alt|Ctrl|Shift|Cmd)\+\S+$|^(Home|End|Enter|Esc|Tab|Space|Left|Right|Up|Down)$/,
    why: 'keys of the keyboard, as they are printed on it',
  },
  {
    pattern: /./,
    texts: /^(Standard|Premium)-(GRS|LRS)$|^(Upload|Download)ThreadsPerVM$|^DOMAIN\\user$/,
    why: 'values as Azure and the agent name them',
  },
  { pattern: /./, texts: /^[\w{}]+(\.[\w{}]+)+$/, why: 'paths of fields' },
  {
    pattern: /^renderer\//,
    texts: /^(vm|account|network) \{\}$|^keychain-missing$|^Lab 1$/,
    why: 'ids, a code, and the name of a new lab',
  },
  {
    pattern: /^main\/services\/inventory\/lists-vms\.ts$/,
    texts: /^(Running|Stopped|Paused|Saved|Stored|Missing)$/,
    why: 'states as VMM writes them; filters compare them',
  },
  { pattern: /./, texts: /^\(?\w+(:|=)\S+( (OR|AND) \w+(:|<=)\S+)*\)?$/, why: 'filters' },
  { pattern: /^main\/services\/dashboard\/catalogue\.ts$/, texts: / AND /, why: 'filters' },
  { pattern: /^main\/services\/run-as-service\.ts$/, texts: /^Run As \{\}\/\{\}$/, why: 'the name of an entry of the keychain' },
  { pattern: /^main\/services\/import\/fabric\.ts$/, texts: /^network \{\}/, why: 'a key in memory' },
  { pattern: /^main\/domain\/replication\/case-file\.ts$/, texts: /^probes\[\{\}\]$/, why: 'a path in the file' },
  { pattern: /./, texts: /^\{\} \/ span \{\}$/, why: 'places of a CSS grid' },
  {
    pattern: /^main\/domain\/importing\/values\.ts$/,
    texts: /^(true wahr|false falsch) |^(Running|Stopped)$/,
    why: 'words of files that VMM writes',
  },
  {
    pattern: /^main\/domain\/collector\/(values|write-line)\.ts$/,
    texts: /^(Fixed|Dynamic|Differencing|Static|Other)$/,
    why: 'words of the collector file',
  },
  { pattern: /^main\/services\/inventory\/lists-events\.ts$/, texts: /^ UNION ALL $/, why: 'SQL' },
  {
    pattern: /^main\/services\/(replication\/rewind|lab\/change-log)\.ts$/,
    texts: /^kind, name, owner|^, clock$|^iif\(|^json_array\(/,
    why: 'SQL',
  },
  { pattern: /^main\/services\/inventory\/lists-/, texts: /^\s*UNION ALL\s*$/, why: 'SQL' },
  {
    pattern: /import/,
    texts: /^(Disk|Network Adapter) \{\}$|^\{\} with BOM$|^\{\}-rejects\{\}\.\{\}$|^record longer than/,
    why: 'names that an import gives, and words of file formats',
  },
  { pattern: /./, texts: /^SQLite format 3|^Rar!/, why: 'first bytes of files' },
  {
    pattern: /^main\/keychain-process\/backend\.ts$/,
    texts: /^(Credential Manager|Keychain|Secret Service|Secret Service \(\{\}\)|\/proc\/.*)$/,
    why: 'names of keychains',
  },
  {
    pattern: /./,
    texts: /^(Lab|Plan|Group) (1|\{\})$|^Lab$|^\{\} - copy$/,
    why: 'names that are proposed for a lab, a policy, a plan, a group',
  },
  { pattern: /^main\/domain\/setup\/proposals\.ts$/, texts: /^Policy$/, why: 'the name that is proposed for a policy' },
  { pattern: /^native-db\//, texts: /^\.\{\}\.\{\}\.new$|^uid \{\}$/, why: 'names of files and users' },
  { pattern: /^native-db\/database\/backup\.ts$/, texts: /^\{\} \(format /, why: 'name of a backup file' },
  { pattern: /^main\/cli\//, texts: /^\{?\}?offsite \{\}$/, why: 'a command line' },
  { pattern: /plan-html\.ts$/, texts: /^(<|body\{)|^ class="/, why: 'HTML' },
]

export const outOfScope = (file: string): boolean =>
  /\.d\.ts$|\.test\.tsx?$|^preload\/contract\/words\.ts$/.test(file) || files.some(({ pattern }) => pattern.test(file))

export const isAllowed = (file: string, text: string): boolean =>
  everywhere.has(text.trim()) || inFile.some(({ pattern, texts }) => pattern.test(file) && texts.test(text))

/** Main reads its settings before it knows its language: what it says at the top level of a module would be English for ever. */
export const mayNotSpeakEarly = (file: string): boolean => /^main\/(app|ipc|security|keychain-process)\//.test(file)
