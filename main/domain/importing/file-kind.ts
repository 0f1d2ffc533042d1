import { refuseKind } from './refusals.ts'

interface Kind {
  readonly bytes: readonly number[]
  readonly what: string
}

const ascii = (text: string): number[] => [...text].map((c) => c.charCodeAt(0))

/** First bytes of files that people rename to .csv or pick by mistake. */
const kinds: readonly Kind[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: 'a ZIP or Excel workbook renamed .csv' },
  { bytes: [0x50, 0x4b, 0x05, 0x06], what: 'an empty ZIP renamed .csv' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], what: 'an old Office document renamed .csv' },
  { bytes: ascii('%PDF-'), what: 'a PDF' },
  { bytes: ascii('SQLite format 3\u0000'), what: 'a database or lab file' },
  { bytes: [0x1f, 0x8b], what: 'a gzip archive' },
  { bytes: ascii('7z\u00bc\u00af\u0027\u001c'), what: 'a 7-Zip archive' },
  { bytes: ascii('Rar!'), what: 'a RAR archive' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: 'a picture' },
  { bytes: [0xff, 0xd8, 0xff], what: 'a picture' },
  { bytes: ascii('MZ\u0090'), what: 'a program' },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], what: 'a program' },
  { bytes: ascii('conectix'), what: 'a virtual disk' },
  { bytes: ascii('vhdxfile'), what: 'a virtual disk' },
  { bytes: ascii('<?xml'), what: 'an XML document' },
  { bytes: ascii('<Objs'), what: 'a PowerShell CLIXML document' },
  { bytes: ascii('<!DOCTYPE'), what: 'a web page' },
  { bytes: ascii('<html'), what: 'a web page' },
  { bytes: ascii('{\\rtf'), what: 'a rich text document' },
]

/** Throws `file-kind` when the first bytes of a file show that it is no text table. */
export const checkFileKind = (file: string, head: Uint8Array, isUtf16: boolean): void => {
  const skip = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0
  for (const kind of kinds) {
    if (kind.bytes.every((byte, i) => head[skip + i] === byte)) throw refuseKind(file, kind.what)
  }
  if (!isUtf16 && head.includes(0)) throw refuseKind(file, 'a binary file')
}
